import { afterEach, describe, expect, it, vi } from 'vitest';
import { openTarget } from './open-target.ts';
import { resolveTargetConfig } from './resolve-target-config.ts';

const OUTPUT = { print() {}, note() {}, columns: undefined, terminal: undefined };
const AWS = 'https://cognito-idp.eu-west-1.amazonaws.com';
const OTHER = 'http://127.0.0.1:9';

afterEach(() => vi.unstubAllEnvs());

describe('the addresses behind --endpoint-url', () => {
  it.each<[string, string, Record<string, string>, object]>([
    ['AWS, with those of AWS', AWS, { AWS_ENDPOINT_URL: OTHER }, { cognito: AWS, logs: undefined, iam: undefined }],
    [
      'AWS, with one that is configured for its service',
      AWS,
      { AWS_ENDPOINT_URL_IAM: OTHER },
      { cognito: AWS, logs: undefined, iam: OTHER },
    ],
    [
      'a Muster, whatever is configured',
      'http://127.0.0.1:8',
      { AWS_ENDPOINT_URL: OTHER, AWS_ENDPOINT_URL_IAM: OTHER },
      { cognito: 'http://127.0.0.1:8', logs: 'http://127.0.0.1:8', iam: 'http://127.0.0.1:8' },
    ],
  ])('are %s', async (_name, endpointUrl, variables, endpoints) => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_REGION', 'us-west-2');
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const target = await openTarget({ endpointUrl }, resolveTargetConfig({ endpointUrl }), OUTPUT);
    expect(target.address).toMatchObject({
      endpoints,
      region: endpointUrl === AWS ? 'eu-west-1' : 'us-west-2',
    });
    expect(Object.keys(target.address.endpoints)).toEqual(['cognito', 'logs', 'iam']);
  });
});
