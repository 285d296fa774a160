import { assert, assertPresent } from '../../base/assert.ts';
import type { ImportCounters, ImportJobStatus, LeaseToken } from '../../domain/import-job.ts';
import { encodeOutcomes } from '../../domain/log-block.ts';
import { LEASE_MS } from '../../domain/node.ts';
import { decideBatch } from '../../domain/outcome-on-conflict.ts';
import type { RecordOutcome } from '../../domain/record-outcome.ts';
import type { UserPoolKey } from '../../domain/user-pool.ts';
import { FIELDS_PER_USER } from '../../domain/verdict-list.ts';
import { iamLockName, iamVersion } from '../sql/iam-versions.ts';
import { parseLeaseToken } from '../sql/import-leases.ts';
import { openLogStream } from '../sql/log-streams.ts';
import { type PackedBatch, packBatch } from '../sql/packed-batch.ts';
import { firstUserId } from '../sql/user-ids.ts';
import type { BatchCommit, ImportBatch } from '../store.ts';
import * as statements from './batch-statements.ts';
import type { Connection } from './connection.ts';
import { encodeCopy } from './encode-copy.ts';
import { lockNameShared, postgresEngine } from './postgres-engine.ts';
import { DecideAgainError } from './postgres-faults.ts';
import { type TransactionServices, transact } from './transactions.ts';

interface PoolRow {
  readonly key: UserPoolKey;
  readonly account: string;
  readonly settings: string;
  readonly user_count: number;
  readonly next_user_number: number;
}

interface JobRow {
  readonly status: ImportJobStatus;
  readonly record_number: number;
  readonly account: string;
  readonly region: string;
  readonly log_stream_key: number;
  readonly log_group_name: string;
  readonly log_stream_name: string;
  readonly imported_users: number;
  readonly skipped_users: number;
  readonly failed_users: number;
}

interface LogGroup {
  readonly key: number;
  readonly last_timestamp: number;
  readonly next_block: number;
}

interface OpenLog {
  readonly group: LogGroup;
  readonly streamKey: number;
}

type Committed = Extract<BatchCommit, { kind: 'committed' }>;
type Refused = Exclude<BatchCommit, { kind: 'committed' }>;

/** How many pools are remembered for {@link Committed.isShared}. */
const POOLS_REMEMBERED_MAX = 1_000;

/**
 * The writer of batches. The users go into a staging table before anything is locked; then pool, job and log group are locked in this
 * order, so that batches of one pool follow each other and none waits for two others. Nothing is decided by who inserts first: under
 * the lock of the pool no key of it changes hands.
 */
export function prepareCommitBatch(
  services: TransactionServices,
): (leaseToken: LeaseToken, batch: ImportBatch) => Promise<BatchCommit> {
  const { clock } = services;
  /** By key of a pool, the numbers of its last batch here: others mean that somebody else has written. */
  const lastSeen = new Map<number, string>();

  return async (leaseToken, batch) => {
    const packed = packBatch(batch);
    const copied = packed.statuses.length > 0 ? encodeCopy(packed) : undefined;
    let lockedAtMs = clock.monotonicMs();
    const result = await transact(
      services,
      async (connection): Promise<Omit<Committed, 'heldMs'> | Refused> => {
        const writing = new BatchWriting(connection, batch, packed);
        const { jobKey, leaseNumber } = parseLeaseToken(leaseToken);
        const pool = await writing.lockPool(jobKey);
        lockedAtMs = clock.monotonicMs();
        const job = pool && (await writing.lockJob(jobKey, leaseNumber));
        if (!pool || !job) return { kind: 'lease-lost' };
        if (await writing.hasIamChanged(pool)) return { kind: 'iam-changed' };
        const log = await writing.lockLog(job);
        if (log === 'log-gone') return { kind: log };
        const { counters, imported } = await writing.write(jobKey, pool, job, log);
        const isShared = (lastSeen.get(pool.key) ?? numbersOf(pool)) !== numbersOf(pool);
        if (lastSeen.size >= POOLS_REMEMBERED_MAX) lastSeen.clear();
        lastSeen.set(pool.key, numbersOf(pool, imported));
        return { kind: 'committed', status: job.status, counters, isShared };
      },
      async (connection) => {
        if (!copied) return connection.run('BEGIN');
        await connection.prepare(statements.MAKE_STAGING_TABLE);
        await connection.copy(statements.BEGIN_AND_COPY, copied);
      },
    );
    return result.kind === 'committed' ? { ...result, heldMs: clock.monotonicMs() - lockedAtMs } : result;
  };
}

function numbersOf(pool: PoolRow, imported = 0): string {
  return `${pool.user_count + imported} ${pool.next_user_number + imported}`;
}

/** The steps of one batch in its transaction. */
class BatchWriting {
  readonly #connection: Connection;
  readonly #batch: ImportBatch;
  readonly #packed: PackedBatch;

  constructor(connection: Connection, batch: ImportBatch, packed: PackedBatch) {
    this.#connection = connection;
    this.#batch = batch;
    this.#packed = packed;
  }

  async lockPool(jobKey: number): Promise<PoolRow | undefined> {
    return (await this.#connection.query<PoolRow>(statements.LOCK_POOL, [jobKey])).rows[0];
  }

  async lockJob(jobKey: number, leaseNumber: number): Promise<JobRow | undefined> {
    return (await this.#connection.query<JobRow>(statements.LOCK_JOB, [jobKey, leaseNumber])).rows[0];
  }

  async hasIamChanged({ account }: PoolRow): Promise<boolean> {
    const { iamVersion: expected } = this.#packed;
    if (expected === undefined) return false;
    const session = this.#session();
    await lockNameShared(session.db, iamLockName(account));
    return (await iamVersion(session, account as never)) !== expected;
  }

  /**
   * Where the block goes, undefined if there is none. A stream that somebody deleted while the job runs is made again, as it was made
   * first (R274), if it may be.
   */
  async lockLog(job: JobRow): Promise<OpenLog | 'log-gone' | undefined> {
    const group = await this.#lockGroup(job.log_stream_key);
    if (group) return { group, streamKey: job.log_stream_key };
    if (!this.#packed.mayMakeLog) return 'log-gone';
    if (this.#packed.recordCount === 0) return undefined;
    const streamKey = await openLogStream(this.#session(), job, {
      logGroupName: job.log_group_name,
      logStreamName: job.log_stream_name,
      nowMs: this.#packed.nowMs,
    });
    return { group: assertPresent(await this.#lockGroup(streamKey), 'the log group was made'), streamKey };
  }

  async write(
    jobKey: number,
    pool: PoolRow,
    job: JobRow,
    log: OpenLog | undefined,
  ): Promise<{ readonly counters: ImportCounters; readonly imported: number }> {
    const { firstRecordNumber, checkpoint } = this.#packed;
    // A batch sent before the answer to the one before it, which then failed, must not leave a hole.
    assert(
      firstRecordNumber === job.record_number,
      `a batch begins at record ${firstRecordNumber}, the checkpoint is at ${job.record_number}`,
    );
    const { outcomes, imported } = await this.#insertUsers(pool);
    if (log && outcomes.length > 0) await this.#writeBlock(log, outcomes);
    const skipped = outcomes.reduce((count, outcome) => (outcome === 'skipped' ? count + 1 : count), 0);
    const counters: ImportCounters = {
      importedUsers: job.imported_users + imported,
      skippedUsers: job.skipped_users + skipped,
      failedUsers: job.failed_users + outcomes.length - imported - skipped,
    };
    await this.#connection.query(statements.WRITE_COUNTERS, [
      pool.key,
      jobKey,
      imported,
      counters.importedUsers,
      counters.skippedUsers,
      counters.failedUsers,
      checkpoint.byteOffset,
      checkpoint.lineNumber,
      checkpoint.recordNumber,
      LEASE_MS,
      log?.streamKey ?? job.log_stream_key,
    ]);
    return { counters, imported };
  }

  async #insertUsers(
    pool: PoolRow,
  ): Promise<{ readonly outcomes: readonly RecordOutcome[]; readonly imported: number }> {
    const { recordCount, failed, statuses, nowMs } = this.#packed;
    const users = statuses.length;
    const firstId = firstUserId(pool.key) + pool.next_user_number;
    if (users > 0 && !hasRepeatedKeys(this.#packed)) {
      const { rowCount } = await this.#connection.query(statements.INSERT_ALL, [pool.key, firstId, nowMs]);
      if (rowCount !== users) return this.#insertSurvivors(pool, firstId);
    } else if (users > 0) {
      return this.#insertSurvivors(pool, firstId);
    }
    const outcomes = Array.from({ length: recordCount }, (_, index): RecordOutcome => failed.get(index) ?? 'imported');
    return { outcomes, imported: users };
  }

  /** The rules of the domain decide in the order of the file (R272), over the keys that are taken. */
  async #insertSurvivors(
    pool: PoolRow,
    firstId: number,
  ): Promise<{ readonly outcomes: readonly RecordOutcome[]; readonly imported: number }> {
    const { failed, nowMs } = this.#packed;
    const taken = await this.#connection.query<{ column: string; key: string }>(statements.FIND_TAKEN, [pool.key]);
    const keysOf = (column: string) => new Set(taken.rows.filter((row) => row.column === column).map((row) => row.key));
    const { outcomes } = decideBatch([...this.#batch.verdicts], JSON.parse(pool.settings), {
      usernames: keysOf('username_key'),
      emails: keysOf('email_key'),
      phones: keysOf('phone_key'),
      preferredUsernames: keysOf('preferred_username_key'),
    });
    const ofUsers = outcomes.filter((_, index) => !failed.has(index));
    const survivors = ofUsers.flatMap((outcome, user) => (outcome === 'imported' ? [user] : []));
    if (survivors.length > 0) {
      const parameters = [pool.key, firstId, nowMs, survivors];
      const { rowCount } = await this.#connection.query(statements.INSERT_SOME, parameters);
      assert(rowCount === survivors.length, 'what survives is inserted');
    }
    return { outcomes, imported: survivors.length };
  }

  async #writeBlock({ group, streamKey }: OpenLog, outcomes: readonly RecordOutcome[]): Promise<void> {
    const { nowMs, firstRecordNumber } = this.#packed;
    const { rowCount } = await this.#connection.query(statements.WRITE_BLOCK, [
      group.key,
      streamKey,
      group.next_block,
      Math.max(nowMs, group.last_timestamp),
      firstRecordNumber,
      outcomes.length,
      encodeOutcomes(outcomes),
    ]);
    if (rowCount === 0) throw new DecideAgainError('the log stream was deleted while its group was waited for');
  }

  async #lockGroup(streamKey: number): Promise<LogGroup | undefined> {
    return (await this.#connection.query<LogGroup>(statements.LOCK_LOG_GROUP, [streamKey])).rows[0];
  }

  #session() {
    return { db: this.#connection.db, engine: postgresEngine };
  }
}

/** Whether two users of the batch have a key in common: the bytes as they are, for nobody to see. */
function hasRepeatedKeys({ bytes, fieldEnds }: PackedBatch): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let field = 2; field <= 5; field++) {
    const seen = new Set<string>();
    let count = 0;
    for (let index = field; index < fieldEnds.length; index += FIELDS_PER_USER) {
      const end = fieldEnds[index] ?? 0;
      if (end < 0) continue;
      const before = fieldEnds[index - 1] ?? 0;
      seen.add(text.toString('latin1', before < 0 ? ~before : before, end));
      count++;
    }
    if (seen.size < count) return true;
  }
  return false;
}
