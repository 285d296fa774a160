/**
 * `node test/durability/storm/run.ts --kills 1000 --seed S`. Ends with 1 if anything differs; its directory is kept then.
 *
 * `--planted checkpoint-first` tries the storm itself, on a copy of the program with that bug in it, 50 kills at most. Ends with 1 if the
 * storm does not find it.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { findPlantedBug } from './find-planted-bug.ts';
import { runStorm } from './run-storm.ts';

const PLANTED_KILLS_MAX = 50;

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string', default: '1' }, planted: { type: 'string' } },
});
const seed = Number(values.seed);
const began = performance.now();
const { lines, isGood } =
  values.planted === undefined
    ? await tellStorm(Number(values.kills ?? 1000))
    : await tellPlanted(values.planted, Number(values.kills ?? PLANTED_KILLS_MAX));
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
process.stdout.write(`${[describeMachine(), ...lines, `took ${minutes} min`].join('\n')}\n`);
process.exitCode = isGood ? 0 : 1;

async function tellStorm(killsMax: number) {
  const { kills, imports, users, expired, differences } = await runStorm({ kills: killsMax, seed });
  const lines = [
    `kill -9 of the server, ${kills} times, at random moments; seed ${seed}`,
    `${imports.imports} imports of ${imports.records} records, ${imports.stops} of them stopped; ${imports.forgotten.length} jobs never started, ${expired} expired`,
    `${users.acknowledged} changes of users answered, ${users.unanswered} cut off`,
    ...differences,
    `${differences.length} differences`,
  ];
  return { lines, isGood: differences.length === 0 };
}

async function tellPlanted(name: string, killsMax: number) {
  const { kills, differences } = await findPlantedBug(name, { kills: killsMax, seed });
  const isFound = differences.length > 0;
  const lines = [
    `kill -9 of a server with the planted bug ${name}, at random moments; seed ${seed}`,
    ...differences,
    isFound ? `found after ${kills} kills` : `not found in ${kills} kills`,
  ];
  return { lines, isGood: isFound };
}
