/**
 * `node test/migration/bad-day/run.ts --records 120000 --follow-ups 3000 --seed 1`: migrates an export of Auth0 of that many records into a
 * server as strict as Cognito that has a bad day, and holds the end against an oracle. `--part-records` changes the size of a job.
 * Ends with 1 if anything differs.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { liveBadDay } from './bad-day.ts';

/** So many jobs for the users with a hash, about, unless `--part-records` says otherwise. */
const JOBS = 10;
const LOG_LINES_LATE_SECONDS = 5;

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '120000' },
    'follow-ups': { type: 'string', default: '3000' },
    'part-records': { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const [records, followUps, seed] = [Number(values.records), Number(values['follow-ups']), Number(values.seed)];
const partRecords = Number(values['part-records'] ?? Math.ceil(records / JOBS));
if (![records, followUps, seed, partRecords].every(Number.isSafeInteger)) throw new Error('all options are integers');

const print = (line: string) => process.stdout.write(`${line}\n`);
print(describeMachine());
print(`${records} records exported, about ${followUps} with follow-ups, jobs of ${partRecords}; seed ${seed}`);
const startedAt = performance.now();
const { expected, jobs, faults, waits, actions, importSeconds, serverPeakBytes, differences } = await liveBadDay({
  records,
  followUps,
  partRecords,
  logLinesLateSeconds: LOG_LINES_LATE_SECONDS,
  seed,
  log: print,
});
const { imported, rows, followUps: followed } = expected;
print(`${imported} imported, ${rows.skipped.length} skipped, ${rows.failed.length} failed, in ${jobs} jobs`);
print(
  `follow-ups: ${followed.groups.length} groups, ${followed.members.size} members, ${followed.disabled.size} disabled; ${followed.joinsWithoutUser + followed.disabledWithoutUser} of users who did not get in`,
);
print(`faults: ${faults.join('; ')}`);
print(`waits: ${waits.join('; ')}`);
print(`${actions.length} permissions, as printed: ${actions.join(', ')}`);
print(`import ${importSeconds.toFixed(0)} s; peak memory of the server ${(serverPeakBytes / 1e6).toFixed(0)} MB`);
for (const difference of differences) print(difference);
print(`${differences.length} differences`);
print(`took ${((performance.now() - startedAt) / 60_000).toFixed(1)} min`);
process.exitCode = differences.length === 0 ? 0 : 1;
