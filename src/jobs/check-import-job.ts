import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { CsvPosition } from '../csv/csv-record.ts';
import { scanFile } from '../csv/scan-file.ts';
import { judgeHeader } from '../domain/imports/csv-header.ts';
import type { ImportJob, Upload } from '../domain/imports/import-job.ts';
import { logGroupNameOf, logStreamNameOf } from '../domain/imports/log-names.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { tooLargeText } from '../domain/texts/file-texts.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { ClaimedJob } from '../store/store.ts';
import { judgeRoleToBegin } from './judge-role.ts';
import { readCsvHeader } from './read-csv-header.ts';
import { sliceChunks } from './slice-chunks.ts';
import type { WorkerServices } from './worker-services.ts';

/** What the import of the records needs from the checks of the job and its file. */
export interface CheckedJob {
  readonly pool: UserPool;
  readonly upload: Upload;
  /** The columns of the file, in its order. */
  readonly columns: readonly string[];
  /** Where the first data record may begin. */
  readonly firstRecord: CsvPosition;
  /** Version of the IAM data under which the role was accepted; undefined if roles are not checked. */
  readonly iamVersion?: number;
}

export type JobCheck =
  | ({ readonly kind: 'accepted' } & CheckedJob)
  | { readonly kind: 'refused'; readonly completionMessage: string }
  | { readonly kind: 'stopped' };

/** The checks that come before the first user of a job, in order (R291). `isStopped` is asked throughout. */
export async function checkPendingJob(
  services: WorkerServices,
  { job, leaseToken }: ClaimedJob,
  isStopped: () => boolean,
): Promise<JobCheck> {
  const { store, clock, settings } = services;
  let iamVersion: number | undefined;
  const checked = await checkJobAndHeader(services, job, async (pool) => {
    if (settings.iam === 'on') {
      const verdict = await judgeRoleToBegin(services, job, pool);
      if (verdict.kind === 'refused') return verdict.completionMessage;
      iamVersion = verdict.iamVersion;
    }
    await store.openImportLog(leaseToken, { ...logNamesOf(job, pool), nowMs: clock.nowMs() });
    return undefined;
  });
  if (checked.kind !== 'accepted') return checked;
  const { upload } = checked;
  const hash = createHash('sha256');
  const scan = await scanFile(await services.blobs.read(upload.blobId, 0), {
    isUtf8,
    stop: isStopped,
    onChunk: (chunk) => hash.update(chunk),
  });
  if (scan === 'stopped') return { kind: 'stopped' };
  if (!scan.isUtf8) return refuse(fillText('file-not-utf-8'));
  // The scan counts the header as a record; the limit is on users.
  if (scan.recordCount - 1 > services.settings.csvRecordsMax) {
    return refuse(fillText('file-has-too-many-users', services.settings.csvRecordsMax));
  }
  const isChanged = upload.sha256 !== undefined && hash.digest('hex') !== upload.sha256;
  if (scan.byteLength !== upload.byteLength || isChanged) return refuse(fillText('uploaded-file-not-found'));
  return { ...checked, ...(iamVersion === undefined ? {} : { iamVersion }) };
}

/** The checks that are repeated when a job resumes: pool, length of the file, header (R291). */
export function checkResumedJob(services: WorkerServices, job: ImportJob): Promise<JobCheck> {
  return checkJobAndHeader(services, job, async () => undefined);
}

async function checkJobAndHeader(
  { store, blobs, settings }: WorkerServices,
  job: ImportJob,
  findFurtherProblem: (pool: UserPool) => Promise<string | undefined>,
): Promise<JobCheck> {
  const pool = await store.findUserPool({ account: job.account, region: job.region }, job.userPoolId);
  if (!pool) return refuse(fillText('user-pool-deleted'));
  const problem = await findFurtherProblem(pool);
  if (problem !== undefined) return refuse(problem);
  const { upload } = job;
  const byteLength = upload && (await blobs.findLength(upload.blobId));
  if (!upload || byteLength === undefined || byteLength !== upload.byteLength)
    return refuse(fillText('uploaded-file-not-found'));
  if (byteLength > settings.csvBytesMax) return refuse(tooLargeText(settings.csvBytesMax));
  const header = await readCsvHeader(sliceChunks(await blobs.read(upload.blobId, 0)));
  if (header.kind === 'byte-order-mark')
    return refuse(fillText(header.encoding === 'utf-8' ? 'file-begins-with-bom' : 'file-not-utf-8'));
  if (header.kind === 'empty') return refuse(fillText('file-empty'));
  const verdict = judgeHeader(header.record.fields, pool, job);
  if (verdict.kind === 'refused') return verdict;
  const { byteEnd, lineNumber } = header.record;
  const firstRecord = { byteOffset: byteEnd, lineNumber: lineNumber + 1, recordNumber: 1 };
  return { kind: 'accepted', pool, upload, columns: verdict.columns, firstRecord };
}

/** Log group and stream of a job (R274). */
export function logNamesOf({ id, name }: ImportJob, pool: UserPool): { logGroupName: string; logStreamName: string } {
  return { logGroupName: logGroupNameOf(pool.id, pool.name), logStreamName: logStreamNameOf(id, name) };
}

function refuse(completionMessage: string): JobCheck {
  return { kind: 'refused', completionMessage };
}
