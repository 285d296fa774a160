/** The long form: `node test/convert/run.ts --mutations 10000 --seed 1`. Prints seed, machine, duration and what came of the exports. */

import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { convertMutations } from './convert-mutations.ts';

const { values } = parseArgs({
  options: { mutations: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [mutations, seed] = [Number(values.mutations), Number(values.seed)];
if (!Number.isSafeInteger(mutations) || mutations < 1 || !Number.isSafeInteger(seed))
  throw new Error('--mutations and --seed are integers');

const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
process.stdout.write(`mutations ${mutations}, seed ${seed}\nmachine ${machine}\n`);
const startedAt = process.hrtime.bigint();
const counts = await convertMutations(mutations, seed);
const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
process.stdout.write(`duration ${seconds.toFixed(1)} s\n`);
for (const [name, count] of Object.entries(counts)) process.stdout.write(`${name} ${count}\n`);
process.stdout.write('records = out + left out in all of them, every file passes the check, no secret is written\n');
