/**
 * The long form: `node test/wire-fuzz/run.ts --requests 10000 --seed 1`, and with `--model` inputs made from the service model for every signed
 * operation instead of mutated requests of the import. Prints seed, machine, duration and answers by kind.
 */

import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { fuzzModel } from './fuzz-model.ts';
import { fuzzWire } from './fuzz-wire.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    model: { type: 'boolean', default: false },
  },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
if (!Number.isSafeInteger(requests) || requests < 1 || !Number.isSafeInteger(seed))
  throw new Error('--requests and --seed are integers');

const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
process.stdout.write(`requests ${requests}, seed ${seed}\nmachine ${machine}\n`);
const startedAt = process.hrtime.bigint();
const kinds = await (values.model ? fuzzModel : fuzzWire)(requests, seed);
const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
process.stdout.write(`duration ${seconds.toFixed(1)} s\n`);
for (const [kind, count] of [...kinds].sort(([, left], [, right]) => right - left)) {
  process.stdout.write(`${kind} ${count}\n`);
}
process.stdout.write(
  values.model
    ? 'errors of the model only, no secret shown, the server is healthy\n'
    : 'errors of the model only, nothing leaked, nothing changed by a refused request, the server is healthy\n',
);
