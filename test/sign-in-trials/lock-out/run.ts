/**
 * `node test/sign-in-trials/lock-out/run.ts --attempts 1000 --failures 10 --bursts 200`: 8 clients at two nodes try wrong passwords of one user in real time
 * until so many counted, which takes through a lock-out of 16 s; then one server through all lock-outs by a moved clock, up to 15 minutes. Ends
 * with 1 if a lock-out was too short or too long.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { attackTwoNodes } from './attack-two-nodes.ts';
import { moveThroughLockOuts } from './move-through-lock-outs.ts';

const { values } = parseArgs({
  options: {
    attempts: { type: 'string', default: '1000' },
    failures: { type: 'string', default: '10' },
    bursts: { type: 'string', default: '200' },
  },
});
const [attempts, failures, bursts] = [values.attempts, values.failures, values.bursts].map(Number) as [
  number,
  number,
  number,
];
const attack = await attackTwoNodes({ attempts, failures, bursts });
const moved = await moveThroughLockOuts();
const faults = [...attack.faults, ...moved.faults];
const counted = attack.attempts.filter(({ isCounted }) => isCounted).length;
const lines = [
  describeMachine(),
  `two nodes, real time: ${attack.attempts.length} wrong passwords, ${counted} counted; four at a time at ${bursts} users`,
  'one server, moved clock:',
  '',
  '| failure | locks out, s | refused after, ms, at least | counted after, ms, at most |',
  '|---|---|---|---|',
  ...moved.lockOuts.map(
    ({ failure, lockOutMs, refusedAfterMs, countedAfterMs }) =>
      `| ${failure} | ${lockOutMs / 1_000} | ${refusedAfterMs} | ${countedAfterMs} |`,
  ),
  '',
  ...faults.slice(0, 20),
  `${faults.length} faults`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
