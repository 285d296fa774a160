/** The long form: `node test/fuzz/run.ts --runs 1000000 --seed 1`. Prints seed, machine, duration and result. */

import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { fuzzImport } from './fuzz-import.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const [runs, seed] = [Number(values.runs), Number(values.seed)];
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed))
  throw new Error('--runs and --seed are integers');

const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
process.stdout.write(`inputs ${runs}, seed ${seed}\nmachine ${machine}\n`);
const startedAt = process.hrtime.bigint();
const result = fuzzImport(runs, seed);
const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
process.stdout.write(`duration ${seconds.toFixed(1)} s\n`);
for (const [name, value] of Object.entries(result)) process.stdout.write(`${name} ${value}\n`);
process.stdout.write('no exception, heap within its bound\n');
