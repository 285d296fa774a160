import { assert, assertPresent } from '../../base/assert.ts';
import { LEASE_MS } from '../../base/node.ts';
import {
  type ImportCounters,
  type ImportJobStatus,
  type LeaseToken,
  START_OF_FILE,
} from '../../domain/imports/import-job.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import type { Verdicts } from '../../domain/records/verdict-list.ts';
import type { RecordOutcome } from '../../domain/texts/record-outcome.ts';
import { encodeOutcomes } from '../logs/log-block.ts';
import { iamLockName, iamVersion } from '../sql/iam/iam-versions.ts';
import { parseLeaseToken } from '../sql/jobs/import-leases.ts';
import { type PackedBatch, packBatch } from '../sql/jobs/packed-batch.ts';
import { openLogStream } from '../sql/logs/log-streams.ts';
import type { BatchCommit, ImportBatch, Store } from '../store.ts';
import * as statements from './batch-statements.ts';
import type { Connection } from './connection.ts';
import { encodeCopy } from './encode-copy.ts';
import { insertBatchUsers } from './insert-batch-users.ts';
import { lockNameShared, postgresEngine } from './postgres-engine.ts';
import { RetryTransactionError } from './postgres-faults.ts';
import { type TransactionServices, transact } from './transactions.ts';

interface PoolRow {
  readonly key: number;
  readonly account: AccountId;
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

interface LogGroupRow {
  readonly key: number;
  readonly last_timestamp: number;
  readonly next_block: number;
}

interface LockedRows {
  readonly pool: PoolRow | null;
  readonly job: JobRow | null;
  readonly log_group: LogGroupRow | null;
}

/** A stream that the block may be written to. */
interface OpenStream {
  readonly group: LogGroupRow;
  readonly streamKey: number;
}

type Committed = Extract<BatchCommit, { kind: 'committed' }>;
type Refused = Exclude<BatchCommit, { kind: 'committed' }>;
type Written = Omit<Committed, 'heldMs'> & { readonly xid: string | null; readonly lockedAtMs: number };

/** A batch that is packed before it is known what it is committed under. */
const NOWHERE = { firstRecordNumber: 1, checkpoint: START_OF_FILE, nowMs: 0 };

/** How many pools are remembered for {@link Committed.isShared}. */
const POOLS_REMEMBERED_MAX = 1_000;

/**
 * The writer of batches. The users go into a staging table before anything is locked; then pool, job and log group are locked in this
 * order, so that batches of one pool follow each other and none waits for two others. Nothing is decided by who inserts first: under
 * the lock of the pool no key of it changes hands.
 */
export function prepareCommitBatch(
  services: TransactionServices,
): Required<Pick<Store, 'prepareBatch' | 'commitBatch'>> {
  const { clock } = services;
  /** What COPY takes, made ahead. */
  const prepared = new WeakMap<Verdicts, Buffer>();
  /** By key of a pool, its counts after its last batch here: if they are others now, another node or the API has written since. */
  const lastNumbers = new Map<number, string>();

  function noteNumbers(pool: PoolRow, imported: number): boolean {
    const before = numbersOf(pool, 0);
    const isShared = (lastNumbers.get(pool.key) ?? before) !== before;
    if (lastNumbers.size >= POOLS_REMEMBERED_MAX) lastNumbers.clear();
    lastNumbers.set(pool.key, numbersOf(pool, imported));
    return isShared;
  }

  async function write(
    connection: Connection,
    leaseToken: LeaseToken,
    batch: ImportBatch,
    packed: PackedBatch,
  ): Promise<Written | Refused> {
    const { jobKey, leaseNumber } = parseLeaseToken(leaseToken);
    const { rows } = await connection.query<LockedRows>(statements.LOCK, [jobKey, leaseNumber]);
    const lockedAtMs = clock.monotonicMs();
    const { pool, job, log_group: group } = assertPresent(rows[0], 'there is a row whatever is found');
    if (!pool || !job) return { kind: 'lease-lost' };
    if (await hasIamChanged(connection, pool, packed)) return { kind: 'iam-changed' };
    if (!group && !packed.mayMakeLog) return { kind: 'log-gone' };
    // A batch sent before the answer to the one before it, which then failed, must not leave a hole.
    assert(
      packed.firstRecordNumber === job.record_number,
      `a batch begins at record ${packed.firstRecordNumber}, the checkpoint is at ${job.record_number}`,
    );
    const { outcomes, imported } = await insertBatchUsers(connection, batch, packed, pool);
    const counters = countersBehind(job, outcomes, imported);
    const numbers = [pool.key, jobKey, imported, ...progressOf(counters, packed), LEASE_MS];
    const xid =
      outcomes.length === 0
        ? await writeOne(connection, statements.WRITE_CHECKPOINT, numbers)
        : await writeOne(connection, statements.WRITE_BLOCK, [
            ...numbers,
            ...blockOf(await openStream(connection, job, group, packed), packed, outcomes),
          ]);
    return { kind: 'committed', status: job.status, counters, isShared: noteNumbers(pool, imported), xid, lockedAtMs };
  }

  async function commitBatch(leaseToken: LeaseToken, batch: ImportBatch): Promise<BatchCommit> {
    const packed = packBatch(batch);
    const copied = packed.statuses.length > 0 ? (prepared.get(batch.verdicts) ?? encodeCopy(packed)) : undefined;
    const written = await transact(services, (connection) => write(connection, leaseToken, batch, packed), {
      async begin(connection) {
        if (!copied) return connection.run('BEGIN');
        await connection.prepare(statements.MAKE_STAGING_TABLE);
        await connection.copy(statements.BEGIN_AND_COPY, copied);
      },
      findId: (result) => (result.kind === 'committed' ? result.xid : null),
    });
    if (written.kind !== 'committed') return written;
    const { kind, status, counters, isShared, lockedAtMs } = written;
    return { kind, status, counters, isShared, heldMs: clock.monotonicMs() - lockedAtMs };
  }

  return {
    commitBatch,
    prepareBatch(verdicts) {
      prepared.set(verdicts, encodeCopy(packBatch({ verdicts, ...NOWHERE })));
    },
  };
}

function numbersOf(pool: PoolRow, imported: number): string {
  return `${pool.user_count + imported} ${pool.next_user_number + imported}`;
}

/** No change of policies comes between this look at their version and the commit (R288). */
async function hasIamChanged(
  { db }: Connection,
  { account }: PoolRow,
  { iamVersion: expected }: PackedBatch,
): Promise<boolean> {
  if (expected === undefined) return false;
  await lockNameShared(db, iamLockName(account));
  return (await iamVersion({ db, engine: postgresEngine }, account)) !== expected;
}

/** A stream that somebody deleted while the job runs is made again, as it was made first (R274). */
async function openStream(
  connection: Connection,
  job: JobRow,
  group: LogGroupRow | null,
  { nowMs }: PackedBatch,
): Promise<OpenStream> {
  if (group) return { group, streamKey: job.log_stream_key };
  const { log_group_name: logGroupName, log_stream_name: logStreamName } = job;
  const session = { db: connection.db, engine: postgresEngine };
  const streamKey = await openLogStream(session, job, { logGroupName, logStreamName, nowMs });
  const { rows } = await connection.query<LogGroupRow>(statements.LOCK_LOG_GROUP, [streamKey]);
  return { group: assertPresent(rows[0], 'the log group was made'), streamKey };
}

function countersBehind(job: JobRow, outcomes: readonly RecordOutcome[], imported: number): ImportCounters {
  const skipped = outcomes.reduce((count, outcome) => (outcome === 'skipped' ? count + 1 : count), 0);
  return {
    importedUsers: job.imported_users + imported,
    skippedUsers: job.skipped_users + skipped,
    failedUsers: job.failed_users + outcomes.length - imported - skipped,
  };
}

/** Parameters $4 to $9. */
function progressOf(
  { importedUsers, skippedUsers, failedUsers }: ImportCounters,
  { checkpoint }: PackedBatch,
): number[] {
  const { byteOffset, lineNumber, recordNumber } = checkpoint;
  return [importedUsers, skippedUsers, failedUsers, byteOffset, lineNumber, recordNumber];
}

/** Parameters $11 to $17. */
function blockOf(
  { group, streamKey }: OpenStream,
  { nowMs, firstRecordNumber }: PackedBatch,
  outcomes: readonly RecordOutcome[],
): readonly unknown[] {
  const timestamp = Math.max(nowMs, group.last_timestamp);
  const bytes = encodeOutcomes(outcomes);
  return [group.key, streamKey, group.next_block, timestamp, firstRecordNumber, outcomes.length, bytes];
}

/** The id of the transaction. */
async function writeOne(
  connection: Connection,
  statement: string,
  parameters: readonly unknown[],
): Promise<string | null> {
  const { rows } = await connection.query<{ streams: number; xid: string | null }>(statement, parameters);
  const written = assertPresent(rows[0], 'the job is there: it is locked');
  if (written.streams === 0)
    throw new RetryTransactionError('the log stream was deleted while its group was waited for');
  return written.xid;
}
