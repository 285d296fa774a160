/**
 * `node test/migration/kills/run.ts --kills 200 --seed 1`: migrates 60,000 records in parts of 5,000 and 600 follow-ups, kills the command
 * with SIGKILL at random moments, and holds each end against an oracle. `--records`, `--part-records` and `--follow-ups` change the size.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { killMigrations } from './killed-migration.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    records: { type: 'string', default: '60000' },
    'part-records': { type: 'string', default: '5000' },
    'follow-ups': { type: 'string', default: '600' },
  },
});
const print = (line: string) => process.stdout.write(`${line}\n`);
print(`${describeMachine()}; seed ${values.seed}`);
const startedAt = performance.now();
const result = await killMigrations({
  kills: Number(values.kills),
  seed: Number(values.seed),
  records: Number(values.records),
  partRecords: Number(values['part-records']),
  followUps: Number(values['follow-ups']),
  log: print,
});
print(JSON.stringify(result, undefined, 2));
print(`took ${((performance.now() - startedAt) / 60_000).toFixed(1)} min`);
process.exitCode = result.differences.length === 0 ? 0 : 1;
