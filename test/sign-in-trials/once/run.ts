/**
 * `node test/sign-in-trials/once/run.ts --rounds 1000`: two nodes get what may be used once in one instant, so many times. Ends with 1 if it
 * was used twice, or not at all. `--races device,SMS` chooses races by parts of their names.
 * After a SIGINT to this process alone (`kill -INT`) no round begins any more, and those that were are the result.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { chooseRaces, RACES } from './races.ts';
import { type RaceResult, runRaces } from './run-races.ts';

const FAULTS_SHOWN_MAX = 20;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, races: { type: 'string' } },
});
const races = values.races === undefined ? RACES : chooseRaces(values.races.split(','));
// What the commit is now: a run takes a while.
const machine = describeMachine();
const began = performance.now();
let isOver = false;
process.once('SIGINT', () => {
  isOver = true;
});
const results = await runRaces({
  races,
  rounds: Number(values.rounds),
  isOver: () => isOver,
  onResults: (all) => write([machine, '', ...tableOf(all), '', ...faultsOf(all)]),
});
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
write([`nothing secret in the logs of both nodes; took ${minutes} min`]);
process.exitCode = results.every(({ faults }) => faults.length === 0) ? 0 : 1;

function tableOf(all: readonly RaceResult[]): string[] {
  return [
    '| what two nodes get in one instant | times | not once |',
    '|---|---|---|',
    ...all.map(({ name, rounds, faults }) => `| ${name} | ${rounds} | ${faults.length} |`),
  ];
}

function faultsOf(all: readonly RaceResult[]): string[] {
  return all.flatMap(({ name, faults }) => faults.slice(0, FAULTS_SHOWN_MAX).map((fault) => `${name}, ${fault}`));
}

function write(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
