/**
 * `node test/sign-in-trials/once/run.ts --rounds 1000`: two nodes get what may be used once in one instant, so many times. Ends with 1 if it
 * was used twice, or not at all. `--races device,SMS` chooses races by parts of their names.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { chooseRaces, RACES } from './races.ts';
import { runRaces } from './run-races.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, races: { type: 'string' } },
});
const races = values.races === undefined ? RACES : chooseRaces(values.races.split(','));
// What the commit is now: a run takes a while.
const machine = describeMachine();
const began = performance.now();
const results = await runRaces(races, Number(values.rounds));
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
const lines = [
  machine,
  '',
  '| what two nodes get in one instant | times | not once |',
  '|---|---|---|',
  ...results.map(({ name, rounds, faults }) => `| ${name} | ${rounds} | ${faults.length} |`),
  '',
  ...results.flatMap(({ name, faults }) => faults.slice(0, 20).map((fault) => `${name}, ${fault}`)),
  `nothing secret in the logs of both nodes; took ${minutes} min`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1;
