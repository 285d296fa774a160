import {
  type ImportJob,
  type ImportJobId,
  type ImportJobStatus,
  START_OF_FILE,
  type Upload,
} from '../../../domain/imports/import-job.ts';
import { ACTIVE_STATUSES, nextStatus } from '../../../domain/imports/import-transitions.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { Page } from '../../page.ts';
import type {
  ExpectedUpload,
  ImportJobLimits,
  JobCreation,
  JobCursor,
  NewImportJob,
  Scope,
  UploadAttachment,
} from '../../store.ts';
import { blobIdsOf } from '../blob-ids.ts';
import { cutPage } from '../cut-page.ts';
import { type ImportJobRow, inTransaction, type SqlSession } from '../tables.ts';
import { jobFromRow } from './job-from-row.ts';

export function createImportJob(session: SqlSession, job: NewImportJob, limits: ImportJobLimits): Promise<JobCreation> {
  return inTransaction(session, async ({ db, engine }) => {
    const pool = await db
      .selectFrom('user_pools')
      .select('key')
      .where('key', '=', job.userPoolKey)
      .where('is_deleted', '=', 0)
      .modifyEnd(engine.lockRows('user_pools'))
      .executeTakeFirst();
    if (!pool) return { kind: 'pool-not-found' };
    const { count } = await db
      .selectFrom('import_jobs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_pool_key', '=', job.userPoolKey)
      .executeTakeFirstOrThrow();
    if (count >= limits.jobsPerPoolMax) return { kind: 'too-many-jobs' };
    const row = await db
      .insertInto('import_jobs')
      .values({
        id: job.id,
        user_pool_key: job.userPoolKey,
        user_pool_id: job.userPoolId,
        account: job.account,
        region: job.region,
        name: job.name,
        role_arn: job.roleArn,
        pre_signed_url: job.preSignedUrl,
        password_hashing_algorithm: job.passwordHashingAlgorithm ?? null,
        status: 'Created',
        created_at: job.createdAt,
        awaited_blob_id: job.awaitedBlobId ?? null,
        byte_offset: START_OF_FILE.byteOffset,
        line_number: START_OF_FILE.lineNumber,
        record_number: START_OF_FILE.recordNumber,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { kind: 'created', job: jobFromRow(row) };
  });
}

export async function findImportJob(
  session: SqlSession,
  scope: Scope,
  userPoolId: UserPoolId,
  id: ImportJobId,
): Promise<ImportJob | undefined> {
  const row = await findJobRow(session, scope, userPoolId, id);
  return row && jobFromRow(row);
}

function findJobRow(
  session: SqlSession,
  scope: Scope,
  userPoolId: UserPoolId,
  id: ImportJobId,
): Promise<ImportJobRow | undefined> {
  return selectJob(session, scope, userPoolId, id).executeTakeFirst();
}

export function lockJobRow(
  session: SqlSession,
  scope: Scope,
  userPoolId: UserPoolId,
  id: ImportJobId,
): Promise<ImportJobRow | undefined> {
  return selectJob(session, scope, userPoolId, id).modifyEnd(session.engine.lockRows('import_jobs')).executeTakeFirst();
}

function selectJob({ db }: SqlSession, scope: Scope, userPoolId: UserPoolId, id: ImportJobId) {
  return db
    .selectFrom('import_jobs')
    .innerJoin('user_pools', 'user_pools.key', 'import_jobs.user_pool_key')
    .selectAll('import_jobs')
    .where('user_pools.id', '=', userPoolId)
    .where('import_jobs.id', '=', id)
    .where('import_jobs.account', '=', scope.account)
    .where('import_jobs.region', '=', scope.region);
}

/** Of jobs made in the same millisecond the later one comes first (R108). */
export async function listImportJobs(
  { db }: SqlSession,
  pool: UserPoolKey,
  after: JobCursor | undefined,
  limit: number,
): Promise<Page<ImportJob, JobCursor>> {
  const jobs = db
    .selectFrom('import_jobs')
    .selectAll()
    .where('user_pool_key', '=', pool)
    .orderBy('created_at', 'desc')
    .orderBy('key', 'desc')
    .limit(limit + 1);
  const rows = await (after === undefined
    ? jobs
    : jobs.where((eb) =>
        eb.or([
          eb('created_at', '<', after.createdAt),
          eb.and([
            eb('created_at', '=', after.createdAt),
            eb(
              'key',
              '<',
              eb
                .selectFrom('import_jobs as last')
                .select('last.key')
                .where('last.user_pool_key', '=', pool)
                .where('last.id', '=', after.id),
            ),
          ]),
        ]),
      )
  ).execute();
  return cutPage(rows.map(jobFromRow), limit, ({ createdAt, id }) => ({ createdAt, id }));
}

export function attachUpload(
  session: SqlSession,
  account: AccountId,
  userPoolId: UserPoolId,
  id: ImportJobId,
  upload: Upload,
  expected?: ExpectedUpload,
): Promise<UploadAttachment> {
  return inTransaction(session, async ({ db, engine }) => {
    const job = await db
      .selectFrom('import_jobs')
      .select(['key', 'upload_blob_id', 'awaited_blob_id'])
      .where('account', '=', account)
      .where('user_pool_id', '=', userPoolId)
      .where('id', '=', id)
      .where('status', '=', 'Created')
      .modifyEnd(engine.lockRows('import_jobs'))
      .executeTakeFirst();
    if (!job) return { kind: 'refused' };
    if (expected && (expected.replacedBlobId ?? null) !== job.upload_blob_id) return { kind: 'changed' };
    await db
      .updateTable('import_jobs')
      .set({
        upload_blob_id: upload.blobId,
        upload_byte_length: upload.byteLength,
        upload_md5: upload.md5 ?? null,
        upload_sha256: upload.sha256 ?? null,
        awaited_blob_id: null,
      })
      .where('key', '=', job.key)
      .execute();
    const replacedBlobId = job.upload_blob_id ?? job.awaited_blob_id;
    return replacedBlobId === null ? { kind: 'attached' } : { kind: 'attached', replacedBlobId };
  });
}

/** Jobs that were never started expire (R64). */
export async function expireImportJobs(
  { db }: SqlSession,
  createdBefore: number,
  completionMessage: string,
  nowMs: number,
): Promise<number> {
  const expired = nextStatus('Created', 'expire');
  if (expired === undefined) return 0;
  const result = await db
    .updateTable('import_jobs')
    .set({ status: expired, completed_at: nowMs, completion_message: completionMessage })
    .where('status', '=', 'Created')
    .where('created_at', '<', createdBefore)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Jobs that still need their upload. */
export const STATUSES_WITH_UPLOAD: readonly ImportJobStatus[] = ['Created', ...ACTIVE_STATUSES];

export async function listBlobsInUse({ db }: SqlSession): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('import_jobs')
    .select(['upload_blob_id', 'awaited_blob_id'])
    .where('status', 'in', STATUSES_WITH_UPLOAD)
    .execute();
  return rows.flatMap(blobIdsOf);
}

/**
 * The uploads that jobs still need, without those that are awaited. It reads columns of the first schema only: a backup is also made of a
 * database that nobody has brought up to date.
 */
export async function listUploadedBlobs({ db }: SqlSession): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('import_jobs')
    .select('upload_blob_id')
    .where('status', 'in', STATUSES_WITH_UPLOAD)
    // Before schema 7 an awaited blob stood in the same column, without a length.
    .where('upload_byte_length', 'is not', null)
    .execute();
  return rows.flatMap(({ upload_blob_id: blobId }) => blobId ?? []);
}

export async function sumUploadBytes({ db }: SqlSession, account: AccountId): Promise<number> {
  const { bytes } = await db
    .selectFrom('import_jobs')
    .select(({ fn }) => fn.sum<number | null>('upload_byte_length').as('bytes'))
    .where('status', 'in', STATUSES_WITH_UPLOAD)
    .where('account', '=', account)
    .executeTakeFirstOrThrow();
  return Number(bytes ?? 0);
}
