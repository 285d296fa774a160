import type Database from 'better-sqlite3';
import { assert } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import type { ImportCounters, ImportJobStatus, LeaseToken } from '../../domain/imports/import-job.ts';
import { findKeyConflict, outcomeOnConflict } from '../../domain/imports/outcome-on-conflict.ts';
import type { UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { USER_FIELDS } from '../../domain/records/user-fields.ts';
import type { RecordOutcome } from '../../domain/texts/record-outcome.ts';
import type { UserKeys } from '../../domain/users/user.ts';
import { encodeOutcomes } from '../logs/log-block.ts';
import { parseLeaseToken } from '../sql/jobs/import-leases.ts';
import { type PackedBatch, textAt } from '../sql/jobs/packed-batch.ts';
import { type KeyColumns, takenKeysOf } from '../sql/users/taken-keys.ts';
import { firstUserId } from '../sql/users/user-ids.ts';
import type { BatchCommit } from '../store.ts';
import { prepareInsertUsers } from './insert-users.ts';
import { type OpenStream, prepareRemakeLogStream } from './remake-log-stream.ts';

interface LeasedJob {
  readonly user_pool_key: number;
  readonly status: ImportJobStatus;
  readonly record_number: number;
  readonly log_stream_key: number;
  readonly log_group_name: string;
  readonly log_stream_name: string;
  readonly account: string;
  readonly region: string;
  /** This and the rest of the group: null if the stream was deleted. */
  readonly log_group_key: number | null;
  readonly imported_users: number;
  readonly skipped_users: number;
  readonly failed_users: number;
  readonly next_user_number: number;
  readonly settings: string;
  readonly last_timestamp: number | null;
  readonly next_block: number | null;
  readonly iam_version: number;
}

type CommittedBatch = Extract<BatchCommit, { kind: 'committed' }>;
type RefusedBatch = Exclude<BatchCommit, { kind: 'committed' }>;

/**
 * The writer of batches over one connection. Users are inserted one after the other in file order, and the unique indexes decide: that
 * is R272 as it is written, because a record that is refused claims no key. Who was in the way is looked up afterwards.
 */
export function prepareCommitBatch(
  database: Database.Database,
  clock: Clock,
): (leaseToken: LeaseToken, batch: PackedBatch, isShared: boolean) => BatchCommit {
  const statements = prepareStatements(database);
  const insertUsers = prepareInsertUsers(database);
  const remakeLogStream = prepareRemakeLogStream(database);

  /** `numbersUsed`: how many numbers of users of the pool are gone, those of refused ones between others among them. */
  function importUsers(job: LeasedJob, batch: PackedBatch): { outcomes: RecordOutcome[]; numbersUsed: number } {
    const pool = job.user_pool_key;
    const firstId = firstUserId(pool) + job.next_user_number;
    const refused = insertUsers(batch, { pool, firstId });
    const outcomes: RecordOutcome[] = [];
    let settings: UserPoolSettings | undefined;
    let user = 0;
    let nextRefused = 0;
    let numbersUsed = 0;
    for (let index = 0; index < batch.recordCount; index++) {
      const reason = batch.failed.size === 0 ? undefined : batch.failed.get(index);
      if (reason !== undefined) {
        outcomes.push(reason);
        continue;
      }
      if (refused[nextRefused] === user) {
        settings ??= JSON.parse(job.settings) as UserPoolSettings;
        outcomes.push(explainConflict(pool, firstId + user, settings, keysOf(batch, user)));
        nextRefused++;
      } else {
        outcomes.push('imported');
        numbersUsed = user + 1;
      }
      user++;
    }
    return { outcomes, numbersUsed };
  }

  /** Who has a key of the user that was refused under `id`: only who was there when it was, not who came later in the batch. */
  function explainConflict(pool: number, id: number, settings: UserPoolSettings, keys: UserKeys): RecordOutcome {
    const { usernameKey, emailKey, phoneKey, preferredUsernameKey } = keys;
    const rows = statements.findTaken.all(
      pool,
      usernameKey,
      pool,
      emailKey,
      pool,
      phoneKey,
      pool,
      preferredUsernameKey,
    );
    const before = rows.filter((row) => row.id < id);
    const conflict = findKeyConflict(settings, keys, takenKeysOf(before));
    assert(conflict, 'a user that was not inserted has a key that is taken');
    return outcomeOnConflict(conflict);
  }

  function writeLogBlock(jobKey: number, job: LeasedJob, batch: PackedBatch, outcomes: readonly RecordOutcome[]): void {
    if (outcomes.length === 0) return;
    const stream = openStream(jobKey, job, batch.nowMs);
    const timestamp = Math.max(batch.nowMs, stream.lastTimestamp);
    const bytes = encodeOutcomes(outcomes);
    statements.insertBlock.run(
      stream.groupKey,
      stream.nextBlock,
      stream.streamKey,
      timestamp,
      batch.firstRecordNumber,
      outcomes.length,
      bytes,
    );
    statements.updateGroup.run(timestamp, bytes.length, stream.groupKey);
    statements.updateStream.run(timestamp, timestamp, timestamp, timestamp, timestamp, bytes.length, stream.streamKey);
  }

  /** Where the block goes. A stream that somebody deleted while the job runs is made again, as it was made first (R274). */
  function openStream(jobKey: number, job: LeasedJob, nowMs: number): OpenStream {
    const { log_group_key: groupKey, last_timestamp: lastTimestamp, next_block: nextBlock } = job;
    if (groupKey !== null && lastTimestamp !== null && nextBlock !== null) {
      return { groupKey, streamKey: job.log_stream_key, lastTimestamp, nextBlock };
    }
    const made = remakeLogStream({
      account: job.account,
      region: job.region,
      logGroupName: job.log_group_name,
      logStreamName: job.log_stream_name,
      nowMs,
    });
    statements.moveJob.run(made.streamKey, jobKey);
    return made;
  }

  function commit(
    leaseToken: LeaseToken,
    batch: PackedBatch,
  ): Omit<CommittedBatch, 'heldMs' | 'isShared'> | RefusedBatch {
    const { jobKey, leaseNumber } = parseLeaseToken(leaseToken);
    const job = statements.findJob.get(jobKey, leaseNumber);
    if (!job) return { kind: 'lease-lost' };
    if (batch.iamVersion !== undefined && batch.iamVersion !== job.iam_version) return { kind: 'iam-changed' };
    if (job.log_group_key === null && !batch.mayMakeLog) return { kind: 'log-gone' };
    // A batch sent before the answer to the one before it, which then failed, must not leave a hole.
    assert(
      batch.firstRecordNumber === job.record_number,
      `a batch begins at record ${batch.firstRecordNumber}, the checkpoint is at ${job.record_number}`,
    );
    const { outcomes, numbersUsed } = importUsers(job, batch);
    writeLogBlock(jobKey, job, batch, outcomes);
    const imported = countOf(outcomes, 'imported');
    const skipped = countOf(outcomes, 'skipped');
    const counters: ImportCounters = {
      importedUsers: job.imported_users + imported,
      skippedUsers: job.skipped_users + skipped,
      failedUsers: job.failed_users + outcomes.length - imported - skipped,
    };
    if (imported > 0) statements.updatePool.run(imported, numbersUsed, job.user_pool_key);
    statements.updateJob.run(
      counters.importedUsers,
      counters.skippedUsers,
      counters.failedUsers,
      batch.checkpoint.byteOffset,
      batch.checkpoint.lineNumber,
      batch.checkpoint.recordNumber,
      jobKey,
    );
    return { kind: 'committed', status: job.status, counters };
  }

  const commitAtOnce = database.transaction(commit).immediate;

  return (leaseToken, batch, isShared) => {
    const beganAtMs = clock.monotonicMs();
    const result = commitAtOnce(leaseToken, batch);
    return result.kind === 'committed' ? { ...result, heldMs: clock.monotonicMs() - beganAtMs, isShared } : result;
  };
}

function prepareStatements(database: Database.Database) {
  return {
    findJob: database.prepare<[number, number], LeasedJob>(
      `SELECT job.user_pool_key, job.status, job.record_number, job.account, job.region, job.log_stream_key,
        job.log_group_name, job.log_stream_name, stream.log_group_key, job.imported_users, job.skipped_users,
        job.failed_users, pool.next_user_number, pool.settings, log_group.last_timestamp, log_group.next_block,
        coalesce(iam.version, 0) AS iam_version
      FROM import_jobs job
        JOIN user_pools pool ON pool.key = job.user_pool_key
        LEFT JOIN log_streams stream ON stream.key = job.log_stream_key
        LEFT JOIN log_groups log_group ON log_group.key = stream.log_group_key
        LEFT JOIN iam_versions iam ON iam.account = pool.account
      WHERE job.key = ? AND job.lease_number = ? AND job.status IN ('InProgress', 'Stopping')`,
    ),
    // The pool stands in each alternative: so each is one step into its own index.
    findTaken: database.prepare<unknown[], KeyColumns & { readonly id: number }>(
      `SELECT id, username_key, email_key, phone_key, preferred_username_key FROM users
      WHERE (user_pool_key = ? AND username_key = ?) OR (user_pool_key = ? AND email_key = ?)
        OR (user_pool_key = ? AND phone_key = ?) OR (user_pool_key = ? AND preferred_username_key = ?)`,
    ),
    insertBlock: database.prepare<unknown[]>(
      `INSERT INTO log_blocks (log_group_key, block, log_stream_key, timestamp, first_record_number, event_count, outcomes)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    updateGroup: database.prepare<unknown[]>(
      `UPDATE log_groups SET next_block = next_block + 1, last_timestamp = ?, stored_bytes = stored_bytes + ?
      WHERE key = ?`,
    ),
    updateStream: database.prepare<unknown[]>(
      `UPDATE log_streams SET first_event_timestamp = min(coalesce(first_event_timestamp, ?), ?),
        last_event_timestamp = max(coalesce(last_event_timestamp, ?), ?), last_ingestion_time = ?,
        stored_bytes = stored_bytes + ? WHERE key = ?`,
    ),
    moveJob: database.prepare<[number, number]>('UPDATE import_jobs SET log_stream_key = ? WHERE key = ?'),
    updatePool: database.prepare<unknown[]>(
      'UPDATE user_pools SET user_count = user_count + ?, next_user_number = next_user_number + ? WHERE key = ?',
    ),
    updateJob: database.prepare<unknown[]>(
      `UPDATE import_jobs SET imported_users = ?, skipped_users = ?, failed_users = ?, byte_offset = ?, line_number = ?,
        record_number = ?, attempts = 0 WHERE key = ?`,
    ),
  };
}

function countOf(outcomes: readonly RecordOutcome[], counted: RecordOutcome): number {
  let count = 0;
  for (const outcome of outcomes) if (outcome === counted) count++;
  return count;
}

function keysOf(batch: PackedBatch, user: number): UserKeys {
  return {
    usernameKey: textAt(batch, user, USER_FIELDS.usernameKey) ?? '',
    emailKey: textAt(batch, user, USER_FIELDS.emailKey) ?? null,
    phoneKey: textAt(batch, user, USER_FIELDS.phoneKey) ?? null,
    preferredUsernameKey: textAt(batch, user, USER_FIELDS.preferredUsernameKey) ?? null,
  };
}
