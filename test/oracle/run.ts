/** The whole comparison: `node test/oracle/run.ts --users 500000 --seed S --bad PERCENT [--password-hashing-algorithm NAME]`. Ends with 1 if anything differs. */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../bench/machine.ts';
import { PASSWORD_HASHING_ALGORITHMS } from '../../src/domain/password-hashes/password-hashing-algorithm.ts';
import { IMPORT_PEAK_BYTES_MAX, runOracle } from './run-oracle.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '500000' },
    seed: { type: 'string', default: '1' },
    bad: { type: 'string', default: '10' },
    'password-hashing-algorithm': { type: 'string' },
  },
});
const began = performance.now();
const { differences, job, logLines, users, importPeakBytes, peakBytes } = await runOracle(
  Number(values.users),
  Number(values.seed),
  Number(values.bad),
  PASSWORD_HASHING_ALGORITHMS.find((name) => name === values['password-hashing-algorithm']),
);
const seconds = (performance.now() - began) / 1000;
const withinMemory = importPeakBytes < IMPORT_PEAK_BYTES_MAX;
process.stdout.write(
  `${[
    describeMachine(),
    `records ${values.users}, seed ${values.seed}, bad ${values.bad} %`,
    `job ${job.Status}: ${job.ImportedUsers} imported, ${job.SkippedUsers} skipped, ${job.FailedUsers} failed`,
    `compared ${logLines} log lines and ${users} users: ${differences.length} differences`,
    ...differences,
    `peak memory of the server ${megabytes(importPeakBytes)} MB when the import ended (below 300: ${withinMemory ? 'yes' : 'no'})`,
    `and ${megabytes(peakBytes)} MB when all of it had been read through the API`,
    `took ${seconds.toFixed(0)} s, comparison included`,
  ].join('\n')}\n`,
);
process.exitCode = differences.length === 0 && withinMemory ? 0 : 1;

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
