import { IMPORTING_STATUSES_SQL } from '../sql/active-imports.ts';
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

/**
 * Locks the pool of job $1, the job if $2 is still the number of its lease, and its log group, one after the other in this order, and reads
 * them as they are then: each step is asked for by the next. No row: no such pool. Nulls: the lease is lost, or the stream is deleted.
 */
export const LOCK = `WITH pool AS MATERIALIZED (
    SELECT key, account, settings, user_count, next_user_number FROM user_pools
    WHERE key = (SELECT user_pool_key FROM import_jobs WHERE key = $1) FOR UPDATE
  ), job AS MATERIALIZED (
    SELECT status, record_number, account, region, log_stream_key, log_group_name, log_stream_name, imported_users,
      skipped_users, failed_users
    FROM import_jobs WHERE key = $1 AND lease_number = $2 AND status IN ${IMPORTING_STATUSES_SQL}
      AND user_pool_key = (SELECT key FROM pool) FOR UPDATE
  ), log_group AS MATERIALIZED (
    SELECT key, last_timestamp, next_block FROM log_groups
    WHERE key = (SELECT log_group_key FROM log_streams WHERE key = (SELECT log_stream_key FROM job)) FOR UPDATE
  )
  SELECT (SELECT to_jsonb(pool) FROM pool) AS pool, (SELECT to_jsonb(job) FROM job) AS job,
    (SELECT to_jsonb(log_group) FROM log_group) AS log_group`;

/** A group whose stream $1 was made by this transaction. */
export const LOCK_LOG_GROUP = `SELECT key, last_timestamp, next_block FROM log_groups
  WHERE key = (SELECT log_group_key FROM log_streams WHERE key = $1) FOR UPDATE`;

/** `moreColumns`: what is set beside them, with a comma behind. */
const writeJob = (
  moreColumns = '',
): string => `UPDATE import_jobs SET ${moreColumns}imported_users = $4, skipped_users = $5, failed_users = $6, byte_offset = $7,
    line_number = $8, record_number = $9, attempts = 0,
    lease_expires_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $10::bigint
  WHERE key = $2`;

/** Moves the checkpoint of job $2 of pool $1 for a batch without records ($3 is 0), and renews the lease by $10 milliseconds. */
export const WRITE_CHECKPOINT = `${writeJob()} AND user_pool_key = $1 AND $3::bigint = 0 RETURNING 1 AS streams,
  pg_current_xact_id_if_assigned()::text AS xid`;

/**
 * The same with the $3 new users of the pool, and the outcomes as a block of stream $12 in group $11. Says how many streams there were:
 * none, if it was deleted while we waited for its group.
 */
export const WRITE_BLOCK = `WITH pool AS (
    UPDATE user_pools SET user_count = user_count + $3::bigint, next_user_number = next_user_number + $3::bigint
    WHERE key = $1 AND $3::bigint > 0
  ), block AS (
    INSERT INTO log_blocks (log_group_key, log_stream_key, block, timestamp, first_record_number, event_count, outcomes)
    VALUES ($11, $12, $13, $14, $15, $16, $17)
  ), log_group AS (
    UPDATE log_groups SET next_block = $13::bigint + 1, last_timestamp = $14, stored_bytes = stored_bytes + length($17::bytea)
    WHERE key = $11
  ), stream AS (
    UPDATE log_streams SET first_event_timestamp = least(coalesce(first_event_timestamp, $14), $14),
      last_event_timestamp = greatest(coalesce(last_event_timestamp, $14), $14), last_ingestion_time = $14,
      stored_bytes = stored_bytes + length($17::bytea)
    WHERE key = $12 RETURNING key
  )
  ${writeJob('log_stream_key = $12, ')}
  RETURNING (SELECT count(*) FROM stream) AS streams, pg_current_xact_id_if_assigned()::text AS xid`;
