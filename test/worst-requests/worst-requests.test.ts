import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceName } from '../../src/model/operation-types.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { validateInput } from '../../src/model/validate-input.ts';
import type { RawAnswer } from '../wire/raw-http.ts';
import { knownMembers, namedThings } from './known-members.ts';
import { listWorstInputs } from './worst-input.ts';
import { GROUP, MOST_TAGS, WorstWorld } from './worst-world.ts';

/** Milliseconds of processor time of the main thread, for whatever one request may ask. */
const CPU_MS_MAX = 250;
/** A busy machine makes processor time longer, and a first run has code that is not compiled yet: the best of so many runs counts. */
const RUNS_MAX = 3;

const OPERATIONS = (Object.keys(serviceModels) as ServiceName[]).flatMap((service) =>
  Object.keys(serviceModels[service].operations).map((operation) => [service, operation] as const),
);
/** They take away what the others name: the last come last. */
const DESTROYING = ['Delete', 'AdminDelete', 'DeleteUserPool', 'DeleteLogGroup'];
const destroys = (operation: string) => DESTROYING.findLastIndex((start) => operation.startsWith(start));
/** Their job has no file, which is refused behind all that costs anything. */
const ALWAYS_REFUSED = new Set(['StartUserImportJob', 'StopUserImportJob']);

let world: WorstWorld;

beforeAll(async () => {
  world = await WorstWorld.open();
});
afterAll(() => world?.close());

describe('the worst request that the model allows', () => {
  it.each(OPERATIONS.toSorted(([, one], [, other]) => destroys(one) - destroys(other)))(
    'of %s %s takes at most 250 ms of the main thread (R550)',
    async (service, operation) => {
      const model = serviceModels[service];
      const shape = model.operations[operation]?.input ?? '';
      const isListed = Object.hasOwn(knownMembers(world)[service], operation);
      const listInputs = () =>
        (knownMembers(world)[service][operation] ?? [namedThings(world, model, shape)]).flatMap((known) =>
          listWorstInputs(model, shape, known),
        );
      const inputs = listInputs();
      let answered = 0;
      for (const [index, { about, input }] of inputs.entries()) {
        expect(validateInput(model, shape, input), about).toMatchObject({ kind: 'valid' });
        const { cpuMs, told } = await measure(service, operation, () => listInputs()[index]?.input ?? {});
        if (told.startsWith('200 ')) answered += 1;
        expect.soft(cpuMs, `${operation} with ${about}, answered ${told}`).toBeLessThan(CPU_MS_MAX);
      }
      if (isListed && !ALWAYS_REFUSED.has(operation))
        expect(answered, 'one at least is not refused').toBeGreaterThan(0);
    },
  );

  it.each([
    ['of many tags', 'iam', 'CreateUser', { UserName: 'tagged', Tags: MOST_TAGS }],
    ['of long names', 'logs', 'DescribeLogGroups', { logGroupNamePrefix: GROUP }],
  ] as const)(
    'of a role session with the worst policies and %s takes no longer (R550, R551)',
    async (_, service, operation, input) => {
      const { cpuMs, told } = await measure(service, operation, () => input, world.session);
      expect(cpuMs, told).toBeLessThan(CPU_MS_MAX);
      expect(told).toMatch(/^(200|409) /);
    },
  );

  it.each([
    ['empty lists', 'cognito-idp', 'GetCSVHeader', () => `{"a":[${'[],'.repeat(340_000)}[]]}`],
    ['names of members', 'cognito-idp', 'GetCSVHeader', () => `{${fillNames((name) => `"${name}":0`)}}`],
    ['escaped characters', 'cognito-idp', 'GetCSVHeader', () => `{"a":"${'\\u0001'.repeat(170_000)}"}`],
    ['nesting', 'cognito-idp', 'GetCSVHeader', () => `{"a":[${`${'['.repeat(60)}${']'.repeat(60)},`.repeat(8_000)}0]}`],
    ['parameters', 'iam', 'GetUser', () => `Action=GetUser&Version=2010-05-08&${'N&'.repeat(500_000)}`],
    [
      'names of parameters',
      'iam',
      'GetUser',
      () => `Action=GetUser&Version=2010-05-08&${fillNames((name) => `${name}=`, '&')}`,
    ],
    ['percent signs', 'iam', 'GetUser', () => `Action=GetUser&Version=2010-05-08&UserName=${'%41'.repeat(340_000)}`],
  ] as const)('of 1 MiB of %s that mean nothing takes no longer (R550)', async (_, service, operation, makeBody) => {
    const body = makeBody();
    const { cpuMs, told } = await measureBody(service, operation, () => body);
    expect(cpuMs, told).toBeLessThan(CPU_MS_MAX);
  });
});

function fillNames(write: (name: string) => string, separator = ','): string {
  return Array.from({ length: 90_000 }, (_, index) => write(index.toString(36).padStart(6, 'n'))).join(separator);
}

function measure(service: ServiceName, operation: string, makeInput: () => object, caller = world.caller) {
  return measureAnswer(() => {
    const input = makeInput();
    return () => world.client.send(service, operation, input, caller);
  });
}

function measureBody(service: ServiceName, operation: string, makeBody: () => string) {
  return measureAnswer(() => {
    const body = makeBody();
    return () => world.client.sendBody(service, operation, body, world.caller);
  });
}

/** `prepare` makes the request; what it takes is not counted. */
async function measureAnswer(prepare: () => () => Promise<RawAnswer>) {
  let cpuMs = Number.POSITIVE_INFINITY;
  let told = '';
  for (let run = 0; run < RUNS_MAX && cpuMs >= CPU_MS_MAX; run++) {
    const send = prepare();
    const before = await world.client.readCpuMs();
    const { status, body } = await send();
    cpuMs = Math.min(cpuMs, (await world.client.readCpuMs()) - before);
    told = `${status} ${body.slice(0, 300)} (${body.length} bytes)`;
  }
  return { cpuMs, told };
}
