import type { Pool } from 'pg';

/** Each finds what does not agree, as lines of text. Jobs are those that have ended, `$1` are ids of their pools. */
const CHECKS: readonly string[] = [
  `SELECT format('user pool %s counts %s users and has %s', id, user_count, actual) AS fault
    FROM (SELECT id, user_count, (SELECT count(*) FROM users WHERE user_pool_key = user_pools.key) AS actual
      FROM user_pools WHERE id = ANY($1)) pools WHERE user_count <> actual`,
  `SELECT format('job %s counts %s records and has done %s', id, imported_users + skipped_users + failed_users, record_number - 1) AS fault
    FROM import_jobs WHERE user_pool_id = ANY($1) AND imported_users + skipped_users + failed_users <> record_number - 1`,
  `SELECT format('job %s is %s at byte %s of %s', id, status, byte_offset, upload_byte_length) AS fault
    FROM import_jobs WHERE user_pool_id = ANY($1) AND status IN ('Succeeded', 'Failed') AND byte_offset <> upload_byte_length`,
  `SELECT format('job %s is %s, with a lease or without an end', id, status) AS fault
    FROM import_jobs WHERE user_pool_id = ANY($1) AND status <> 'Created' AND (lease_held <> 0 OR completed_at IS NULL)`,
  `SELECT format('the log of job %s has a block at record %s, not %s', id, first_record_number, expected) AS fault
    FROM (SELECT import_jobs.id, first_record_number, 1 + coalesce(sum(event_count) OVER (PARTITION BY import_jobs.key
          ORDER BY timestamp, block ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS expected
      FROM import_jobs JOIN log_blocks USING (log_stream_key) WHERE user_pool_id = ANY($1)) blocks
    WHERE first_record_number <> expected`,
  `SELECT format('the log of job %s has %s events of %s records', id, events, record_number - 1) AS fault
    FROM (SELECT id, record_number, (SELECT coalesce(sum(event_count), 0) FROM log_blocks
        WHERE log_blocks.log_stream_key = import_jobs.log_stream_key) AS events
      FROM import_jobs WHERE user_pool_id = ANY($1)) jobs WHERE events <> record_number - 1`,
];

/** What `muster verify` looks at in a data directory, asked of PostgreSQL. */
export async function checkTables(database: Pool, userPoolIds: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  for (const check of CHECKS) {
    const { rows } = await database.query<{ fault: string }>(check, [userPoolIds]);
    faults.push(...rows.map(({ fault }) => `tables: ${fault}`));
  }
  return faults;
}
