import { silentLogger } from '../../base/logger.ts';
import { accepted, commit, failed, NODE, newUser } from '../contract/stored-things.fixture.ts';
import { openSqliteStore } from './sqlite-store.ts';

/** A process that claims the only job and commits batches until it is killed; tells the next record after each. */
export const RECORDS_PER_BATCH = 200;

export function verdictOf(recordNumber: number) {
  if (recordNumber % 7 === 0) return failed('boolean-malformed', 'email_verified');
  const sub = `01900000-0000-7000-9000-${recordNumber.toString(16).padStart(12, '0')}`;
  return accepted(newUser(`user-${recordNumber % 5_000}`, { sub }));
}

const databaseFile = process.argv[2];
if (databaseFile !== undefined && process.send) {
  const store = await openSqliteStore({ databaseFile, logger: silentLogger });
  const claimed = await store.claimImportJob(NODE, []);
  if (!claimed) throw new Error('there is a job');
  let next = claimed.job.checkpoint.recordNumber;
  for (;;) {
    const verdicts = Array.from({ length: RECORDS_PER_BATCH }, (_, index) => verdictOf(next + index));
    await commit(store, claimed.leaseToken, next, verdicts);
    next += RECORDS_PER_BATCH;
    process.send(next);
  }
}
