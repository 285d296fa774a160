import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceName } from '../../src/model/operation-types.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { validateInput } from '../../src/model/validate-input.ts';
import { knownMembers } from './known-members.ts';
import { listWorstInputs } from './worst-input.ts';
import { WorstWorld } from './worst-world.ts';

/** Milliseconds of processor time of the main thread, for whatever one request may ask. */
const CPU_MS_MAX = 250;
/** A busy machine makes processor time longer, and a first run has code that is not compiled yet: the best of so many runs counts. */
const RUNS_MAX = 3;

const OPERATIONS = (Object.keys(serviceModels) as ServiceName[]).flatMap((service) =>
  Object.keys(serviceModels[service].operations).map((operation) => [service, operation] as const),
);
/** They take away what the others name. */
const isDestroying = (operation: string) => /Delete/.test(operation);

let world: WorstWorld;

beforeAll(async () => {
  world = await WorstWorld.open();
}, 600_000);
afterAll(() => world?.close());

describe('the worst request that the model allows', () => {
  it.each(OPERATIONS.toSorted(([, one], [, other]) => Number(isDestroying(one)) - Number(isDestroying(other))))(
    'of %s %s takes at most 250 ms of the main thread (R550)',
    async (service, operation) => {
      const model = serviceModels[service];
      const shape = model.operations[operation]?.input ?? '';
      const listInputs = () =>
        (knownMembers(world)[service][operation] ?? []).flatMap((known) => listWorstInputs(model, shape, known));
      const inputs = listInputs();
      expect(inputs, 'what it names is known').not.toHaveLength(0);
      for (const [index, { about, input }] of inputs.entries()) {
        expect(validateInput(model, shape, input), about).toMatchObject({ kind: 'valid' });
        const { cpuMs, told } = await measure(service, operation, () => listInputs()[index]?.input ?? {});
        process.stdout.write(`${service} ${operation}: ${about}: ${cpuMs.toFixed(1)} ms: ${told.slice(0, 150)}\n`);
        expect.soft(cpuMs, `${operation} with ${about}, answered ${told}`).toBeLessThan(CPU_MS_MAX);
      }
    },
    60_000,
  );
});

async function measure(service: ServiceName, operation: string, makeInput: () => object) {
  let cpuMs = Number.POSITIVE_INFINITY;
  let told = '';
  for (let run = 0; run < RUNS_MAX && cpuMs >= CPU_MS_MAX; run++) {
    const input = makeInput();
    const before = await world.client.readCpuMs();
    const { status, body } = await world.client.send(service, operation, input, world.caller);
    cpuMs = Math.min(cpuMs, (await world.client.readCpuMs()) - before);
    told = `${status} ${body.slice(0, 300)} (${body.length})`;
  }
  return { cpuMs, told };
}
