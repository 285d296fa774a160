/** The whole comparison: `node test/oracle/run.ts --users 500000 --seed S --bad PERCENT`. Ends with 1 if anything differs. */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../bench/machine.ts';
import { runOracle } from './run-oracle.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '500000' },
    seed: { type: 'string', default: '1' },
    bad: { type: 'string', default: '10' },
  },
});
const began = performance.now();
const { differences, job, logLines, users, peakMemoryBytes } = await runOracle(
  Number(values.users),
  Number(values.seed),
  Number(values.bad),
);
const seconds = (performance.now() - began) / 1000;
const withinMemory = peakMemoryBytes < 300e6;
process.stdout.write(
  `${[
    describeMachine(),
    `records ${values.users}, seed ${values.seed}, bad ${values.bad} %`,
    `job ${job.Status}: ${job.ImportedUsers} imported, ${job.SkippedUsers} skipped, ${job.FailedUsers} failed`,
    `compared ${logLines} log lines and ${users} users: ${differences.length} differences`,
    ...differences,
    `peak memory of the server ${(peakMemoryBytes / 1e6).toFixed(0)} MB (below 300: ${withinMemory ? 'yes' : 'no'})`,
    `took ${seconds.toFixed(0)} s, comparison included`,
  ].join('\n')}\n`,
);
process.exitCode = differences.length === 0 && withinMemory ? 0 : 1;
