/**
 * One job far beyond Cognito's limits, whose node, the published package, is killed in the middle: it streams, goes on where it was, and
 * stays flat in memory.
 * `node test/durability/large/run.ts --users 10000000` keeps the state in PostgreSQL and S3; `--engine embedded` in a data directory. Ends
 * with 1 if anything is not so.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../../bench/built-package.ts';
import { describeMachine } from '../../../bench/machine.ts';
import { useSharedServers } from '../../engine/start-shared-servers.ts';
import { runLargeImport } from './run-large-import.ts';

const PEAK_BYTES_MAX = 300e6;
/** The second life of a server, which reads nine tenths of the file, against the first, which reads one. */
const PEAK_RATIO_MAX = 1.15;

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '500000' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'postgres' },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);
const stopServers = values.engine === 'postgres' ? await useSharedServers() : async () => {};
try {
  const users = Number(values.users);
  const large = await runLargeImport(users, Number(values.seed), join(buildPackage(), 'bin/muster.js'));
  const ratio = large.secondPeakBytes / large.firstPeakBytes;
  print(describeMachine());
  print(
    `${values.engine}: one job of ${users} records, a file of ${(large.fileBytes / 1e6).toFixed(0)} MB; seed ${values.seed}`,
  );
  print(
    `took ${large.uploadSeconds.toFixed(0)} s to upload and ${large.importSeconds.toFixed(0)} s to import, kill and lease included`,
  );
  print(
    `killed when it had ${large.recordsAtKill} records; the next server found ${large.recordsFound} and went on from there`,
  );
  const checks: readonly [string, boolean][] = [
    [`job ${large.job.Status}: ${large.job.ImportedUsers} imported`, large.job.ImportedUsers === users],
    [`the pool counts ${large.usersCounted} users`, large.usersCounted === users],
    [`the log has ${large.logEvents} events, each record once`, large.logEvents === users],
    ['nothing that was counted is done again', large.recordsFound >= large.recordsAtKill && large.recordsAtKill > 0],
    [`${large.uploadsLeft} uploaded files are left`, large.uploadsLeft === 0],
    [
      `peak memory ${(large.firstPeakBytes / 1e6).toFixed(0)} MB up to the kill, ${(large.secondPeakBytes / 1e6).toFixed(0)} MB after it (${ratio.toFixed(2)} times; at most ${PEAK_RATIO_MAX}, and 300 MB)`,
      Math.max(large.firstPeakBytes, large.secondPeakBytes) < PEAK_BYTES_MAX && ratio < PEAK_RATIO_MAX,
    ],
  ];
  for (const [line, isGood] of checks) print(`${isGood ? 'yes' : 'NO '}  ${line}`);
  process.exitCode = checks.every(([, isGood]) => isGood) ? 0 : 1;
} finally {
  await stopServers();
}
