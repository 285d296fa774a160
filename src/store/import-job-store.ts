import type { NodeId } from '../base/node.ts';
import type {
  Checkpoint,
  ImportCounters,
  ImportJob,
  ImportJobId,
  ImportJobKey,
  ImportJobStatus,
  LeaseToken,
  Upload,
} from '../domain/imports/import-job.ts';
import type { ActiveStatus } from '../domain/imports/import-transitions.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../domain/pools/user-pool.ts';
import type { Verdicts } from '../domain/records/verdict-list.ts';
import type { Page } from './page.ts';
import type { Scope } from './scope.ts';

export type NewImportJob = Omit<
  ImportJob,
  | 'key'
  | 'status'
  | 'startedAt'
  | 'completedAt'
  | 'completionMessage'
  | 'upload'
  | 'startedByRequest'
  | 'checkpoint'
  | 'attempts'
  | keyof ImportCounters
>;

export interface JobCursor {
  readonly createdAt: number;
  readonly id: ImportJobId;
}

/** Where a page of the jobs of all pools ends. */
export interface ScopeJobCursor {
  readonly createdAt: number;
  readonly key: ImportJobKey;
}

/** A job with the name of its pool, for callers that see the jobs of many pools. */
export interface PoolJob {
  readonly job: ImportJob;
  readonly userPoolName: string;
}

export type UnfinishedStatus = ActiveStatus | 'Created';

/** What an account has, over all regions. Jobs that have ended are not counted: an account keeps any number of them. */
export interface AccountFigures {
  readonly userPools: number;
  readonly users: number;
  readonly unfinishedJobs: Readonly<Record<UnfinishedStatus, number>>;
  /** Files of unfinished jobs. */
  readonly waitingUploads: number;
  readonly waitingUploadBytes: number;
}

export type JobStart =
  | { readonly kind: 'started'; readonly job: ImportJob }
  | { readonly kind: 'pool-not-found' | 'job-not-found' }
  /** Each is looked for after the one before (R115 to R118). */
  | { readonly kind: 'wrong-status'; readonly status: ImportJobStatus }
  | { readonly kind: 'no-auto-verified-attribute' | 'other-job-active' }
  | {
      readonly kind: 'no-upload';
      /** The client puts the file itself: it may be there. */
      readonly awaitedBlobId?: string;
    }
  /** The file that was found would pass the bytes that an account may have waiting. */
  | { readonly kind: 'too-many-upload-bytes' };

/** A file that the client put under the awaited blob id of its job. */
export interface ArrivedUpload {
  /** Pins the content. */
  readonly blobId: string;
  readonly byteLength: number;
}

export type JobStop =
  | { readonly kind: 'stopped'; readonly job: ImportJob }
  | { readonly kind: 'pool-not-found' | 'job-not-found' }
  | { readonly kind: 'wrong-status'; readonly status: ImportJobStatus };

export interface ClaimedJob {
  readonly job: ImportJob;
  readonly leaseToken: LeaseToken;
}

/** The judged records of one stretch of the file, in file order, and the checkpoint behind them. */
export interface ImportBatch {
  readonly verdicts: Verdicts;
  /** Number (from 1) of the first record. */
  readonly firstRecordNumber: number;
  readonly checkpoint: Checkpoint;
  readonly nowMs: number;
  /** The batch is written only if this is still the IAM version of the account. */
  readonly iamVersion?: number;
  /** Whether a log that somebody deleted may be made again. Yes if nobody asks for permissions: without `iamVersion`. */
  readonly mayMakeLog?: boolean;
}

/** What the size of batches follows: milliseconds for which one keeps other writers out. */
export interface BatchLimits {
  readonly heldMsMax: number;
  /** The same while others write. */
  readonly sharedHeldMsMax: number;
}

export type BatchCommit =
  /** `status` is `InProgress`, or `Stopping` if a stop was asked meanwhile (the batch is written all the same, R85). */
  | {
      readonly kind: 'committed';
      readonly status: ImportJobStatus;
      readonly counters: ImportCounters;
      /** Milliseconds for which the transaction kept other writers out: the size of the next batch follows it. */
      readonly heldMs: number;
      /** Others have written since the batch before, so that the next one had better be short. */
      readonly isShared: boolean;
    }
  /** The job was given away, has ended or is gone: nothing was written. */
  | { readonly kind: 'lease-lost' }
  /** IAM data of the account changed since: nothing was written. */
  | { readonly kind: 'iam-changed' }
  /** The log of the job was deleted, and the batch may not make it again: nothing was written. */
  | { readonly kind: 'log-gone' };

export type JobBegin =
  | { readonly kind: 'begun'; readonly job: ImportJob }
  /** A stop came first; the worker halts the job. */
  | { readonly kind: 'stopping' }
  | { readonly kind: 'lease-lost' };

/** The end a worker reports: `succeed`, `fail` or `halt` of the transition table with its text. */
export interface JobEnd {
  readonly event: 'succeed' | 'fail' | 'halt';
  readonly completionMessage: string;
  readonly nowMs: number;
}

export interface ImportJobLimits {
  readonly jobsPerPoolMax: number;
}

export type JobCreation =
  | { readonly kind: 'created'; readonly job: ImportJob }
  | { readonly kind: 'pool-not-found' | 'too-many-jobs' };

export interface JobStartRequest {
  readonly activeJobsMax: number;
  readonly nowMs: number;
  readonly requestId: string;
  readonly arrived?: ArrivedUpload & { readonly waitingUploadBytesMax: number };
}

export interface JobStopRequest {
  readonly completionMessage: string;
  readonly nowMs: number;
}

export type UploadAttachment =
  | { readonly kind: 'attached'; readonly replacedBlobId?: string }
  | { readonly kind: 'refused' | 'changed' };

/** What an upload has to find: the blob that it replaces, or none. */
export interface ExpectedUpload {
  readonly replacedBlobId: string | undefined;
}

/** The log that a job writes to. */
export interface ImportLog {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly nowMs: number;
}

export interface ImportBeginning extends ImportLog {
  /** Behind the header of the file. */
  readonly checkpoint: Checkpoint;
}

export type JobEnding = { readonly kind: 'ended'; readonly job: ImportJob } | { readonly kind: 'lease-lost' };

/** Import jobs: the part of the store where the API and the workers meet. */
export interface ImportJobStore {
  // Import jobs, as the API sees them
  createImportJob(job: NewImportJob, limits: ImportJobLimits): Promise<JobCreation>;
  findImportJob(scope: Scope, userPoolId: UserPoolId, id: ImportJobId): Promise<ImportJob | undefined>;
  /** Newest first (R108), strictly behind `after` (R113). */
  listImportJobs(pool: UserPoolKey, after: JobCursor | undefined, limit: number): Promise<Page<ImportJob, JobCursor>>;
  /** Of all pools of the account and region, newest first, strictly behind `after`. */
  listImportJobsOfScope(
    scope: Scope,
    after: ScopeJobCursor | undefined,
    limit: number,
  ): Promise<Page<PoolJob, ScopeJobCursor>>;
  /** A job that awaits a blob, and has no upload, gets `arrived` for its file with the start. */
  startImportJob(scope: Scope, userPoolId: UserPoolId, id: ImportJobId, start: JobStartRequest): Promise<JobStart>;
  /** `Stopped` at once if no worker holds the job or it is `Pending` (R79, R84), else `Stopping` (R85). The message is set with `Stopped`. */
  stopImportJob(scope: Scope, userPoolId: UserPoolId, id: ImportJobId, stop: JobStopRequest): Promise<JobStop>;
  /**
   * If the job is `Created`, this upload is its file from now on; the blob it replaces, if any, is returned for deletion. With `expected`,
   * only if that is the blob it replaces, or if there is none where it names none; else the answer is `changed`.
   */
  attachUpload(
    account: AccountId,
    userPoolId: UserPoolId,
    id: ImportJobId,
    upload: Upload,
    expected?: ExpectedUpload,
  ): Promise<UploadAttachment>;

  // Import jobs, as a worker sees them
  /**
   * Gives the node a job that is `Pending`, `InProgress` or `Stopping` and has no live worker. Order: begun jobs, then the account with the
   * fewest running, then the pool with the fewest, then the oldest start. The next claim of the same job voids the token. Counts an attempt.
   * `exclude` names the jobs that the node runs or leaves alone; what it claimed and does not name, it has lost.
   */
  claimImportJob(nodeId: NodeId, exclude: readonly ImportJobKey[]): Promise<ClaimedJob | undefined>;
  /**
   * Where several nodes share a store a claim is over {@link LEASE_MS} after it was made, renewed, or had a batch committed under it:
   * then any node may claim the job. A lease that is over can still be renewed until another node has claimed the job.
   */
  renewImportLease(leaseToken: LeaseToken): Promise<'renewed' | 'lease-lost'>;
  /** Gives the job back in good order, for any node to claim: the attempt does not count. */
  releaseImportJob(leaseToken: LeaseToken): Promise<void>;
  /** Makes log group and stream of a job that is checked, if they are missing (R274, R291). Does nothing if the token is void. */
  openImportLog(leaseToken: LeaseToken, log: ImportLog): Promise<void>;
  /** `Pending` to `InProgress` with `startedAt` (R77); makes log group and stream if missing (R274). A job already `InProgress` stays so. */
  beginImport(leaseToken: LeaseToken, begin: ImportBeginning): Promise<JobBegin>;
  /** Without them the worker has its own, which are those of an engine where all writers wait for a batch. */
  readonly batchLimits?: BatchLimits;
  /**
   * What can be done for a batch before its commit, while the one before it is on its way. Changes nothing, and may be left out, as it
   * is where that gains nothing.
   */
  prepareBatch?(verdicts: Verdicts): void;
  /** Users, counters, outcomes and checkpoint in one transaction, guarded by the lease token and the IAM version (R288). */
  commitBatch(leaseToken: LeaseToken, batch: ImportBatch): Promise<BatchCommit>;
  /** The terminal state. The job goes on naming its upload, but {@link ImportJobStore.listBlobsInUse} does not. */
  endImportJob(leaseToken: LeaseToken, end: JobEnd): Promise<JobEnding>;
  /** R64: `Created` jobs made before `createdBefore` become `Expired`. Returns how many. */
  expireImportJobs(createdBefore: number, completionMessage: string, nowMs: number): Promise<number>;
  /** How many jobs are started and have not ended, of all accounts: for the metrics, so it reads an index and no row. */
  countActiveJobs(): Promise<Readonly<Record<ActiveStatus, number>>>;
  /** Reads a row for each user pool of the account and for each unfinished job of all accounts, and none of a user. */
  readAccountFigures(account: AccountId): Promise<AccountFigures>;
  /** Ids of blobs that a job which is not terminal names, or awaits: all others may be deleted (R93, R297). */
  listBlobsInUse(): Promise<readonly string[]>;
  /** Bytes of the uploads of {@link ImportJobStore.listBlobsInUse} that are of the account, whatever their region. */
  sumUploadBytes(account: AccountId): Promise<number>;
}
