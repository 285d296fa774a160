/** `node test/durability/storm/run.ts --kills 1000 --seed S`. Ends with 1 if anything differs; its directory is kept then. */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { runStorm } from './run-storm.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const began = performance.now();
const { kills, imports, users, expired, differences } = await runStorm(Number(values.kills), Number(values.seed));
const lines = [
  describeMachine(),
  `kill -9 of the server, ${kills} times, at random moments; seed ${values.seed}`,
  `${imports.imports} imports of ${imports.records} records, ${imports.stops} of them stopped; ${imports.forgotten.length} jobs never started, ${expired} expired`,
  `${users.acknowledged} changes of users answered, ${users.unanswered} cut off`,
  ...differences,
  `${differences.length} differences`,
  `took ${((performance.now() - began) / 60_000).toFixed(1)} min`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = differences.length === 0 ? 0 : 1;
