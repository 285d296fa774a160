import { STAGED_COLUMNS } from './encode-copy.ts';

const NAMES = STAGED_COLUMNS.map(([name]) => name);
/** What a user takes from the staging table as it is. */
const COPIED = NAMES.filter((name) => name !== 'number');

/** Seen by one connection, not logged, and empty again when the transaction ends. */
export const MAKE_STAGING_TABLE = `CREATE TEMPORARY TABLE batch_users (${STAGED_COLUMNS.map((column) => column.join(' ')).join(', ')})
  ON COMMIT DELETE ROWS`;

export const BEGIN_AND_COPY = `BEGIN; COPY batch_users (${NAMES.join(', ')}) FROM STDIN (FORMAT binary)`;

/** Whether a user of pool $1 holds the key: a step into its index for each row, whatever the planner thinks of the staging table. */
function isTaken(column: string): string {
  return `(SELECT 1 FROM users taken WHERE taken.user_pool_key = $1 AND taken.${column} = staged.${column} LIMIT 1) IS NOT NULL`;
}

const KEY_COLUMNS = ['username_key', 'email_key', 'phone_key', 'preferred_username_key'] as const;
const IS_ANY_TAKEN = KEY_COLUMNS.map((column) => `(staged.${column} IS NOT NULL AND ${isTaken(column)})`).join(' OR ');

const INSERT = `INSERT INTO users (id, user_pool_key, created_at, modified_at, ${COPIED.join(', ')})`;

/**
 * All users of the batch into pool $1, ids from $2 on, made at $3 — or none, if a key of one of them is taken. To look first is cheaper
 * than ON CONFLICT DO NOTHING (measured: 51 and 58 ms for 5,000 users), and a violation would write keys of users into the server's log.
 */
export const INSERT_ALL = `${INSERT}
  SELECT $2::bigint + number, $1, $3, $3, ${COPIED.join(', ')} FROM batch_users
  WHERE NOT EXISTS (SELECT FROM batch_users staged WHERE ${IS_ANY_TAKEN})
  ORDER BY username_key`;

/** The keys of the batch that users of pool $1 hold. */
export const FIND_TAKEN = KEY_COLUMNS.map(
  (column) =>
    `SELECT '${column}' AS column, staged.${column} AS key FROM batch_users staged
    WHERE staged.${column} IS NOT NULL AND ${isTaken(column)}`,
).join(' UNION ALL ');

/** The users of the batch with the numbers $4, in their order. */
export const INSERT_SOME = `${INSERT}
  SELECT $2::bigint + rank - 1, $1, $3, $3, ${COPIED.join(', ')}
  FROM unnest($4::integer[]) WITH ORDINALITY AS survivors (number, rank) JOIN batch_users USING (number)
  ORDER BY username_key`;

export const LOCK_POOL = `SELECT key, account, settings, user_count, next_user_number FROM user_pools
  WHERE key = (SELECT user_pool_key FROM import_jobs WHERE key = $1) FOR UPDATE`;

export const LOCK_JOB = `SELECT status, record_number, account, region, log_stream_key, log_group_name, log_stream_name,
    imported_users, skipped_users, failed_users
  FROM import_jobs WHERE key = $1 AND lease_number = $2 AND status IN ('InProgress', 'Stopping') FOR UPDATE`;

export const LOCK_LOG_GROUP = `SELECT key, last_timestamp, next_block FROM log_groups
  WHERE key = (SELECT log_group_key FROM log_streams WHERE key = $1) FOR UPDATE`;

/** The outcomes as a block of stream $2 in group $1. Says how many streams there were: none, if it was deleted while we waited. */
export const WRITE_BLOCK = `WITH block AS (
    INSERT INTO log_blocks (log_group_key, log_stream_key, block, timestamp, first_record_number, event_count, outcomes)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
  ), log_group AS (
    UPDATE log_groups SET next_block = $3::bigint + 1, last_timestamp = $4, stored_bytes = stored_bytes + length($7::bytea)
    WHERE key = $1
  )
  UPDATE log_streams SET first_event_timestamp = least(coalesce(first_event_timestamp, $4), $4),
    last_event_timestamp = greatest(coalesce(last_event_timestamp, $4), $4), last_ingestion_time = $4,
    stored_bytes = stored_bytes + length($7::bytea) WHERE key = $2`;

/** The new users of pool $1 and where job $2 stands now; whoever commits a batch holds his lease until $10. */
export const WRITE_COUNTERS = `WITH pool AS (
    UPDATE user_pools SET user_count = user_count + $3::bigint, next_user_number = next_user_number + $3::bigint
    WHERE key = $1 AND $3::bigint > 0
  )
  UPDATE import_jobs SET imported_users = $4, skipped_users = $5, failed_users = $6, byte_offset = $7, line_number = $8,
    record_number = $9, attempts = 0, lease_expires_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $10::bigint,
    log_stream_key = $11
  WHERE key = $2`;
