import type { ListedNode, NodeBeat, NodeId } from '../base/node.ts';
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
import type {
  AccountId,
  SchemaAttribute,
  UserPool,
  UserPoolId,
  UserPoolKey,
  UserPoolSettings,
} from '../domain/pools/user-pool.ts';
import type { Verdicts } from '../domain/records/verdict-list.ts';
import type { Attributes, NewUser, User } from '../domain/users/user.ts';
import type { IamStore } from './iam-store.ts';
import type { LogStore } from './log-store.ts';
import type { Page } from './page.ts';
import type { Scope } from './scope.ts';

export type { Scope };

export type NewUserPool = Omit<UserPool, 'key' | 'userCount'>;
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

export type PoolChange = 'changed' | 'not-found' | 'import-in-progress';
export type AttributesAddition = PoolChange | 'duplicate' | 'too-many';
export type PoolDeletion =
  /** With the files of its jobs that had not been started, and those they awaited. */
  | { readonly kind: 'deleted'; readonly blobIds: readonly string[] }
  | { readonly kind: 'not-found' | 'import-in-progress' | 'protected' };

export type UserCreation =
  | { readonly kind: 'created'; readonly user: User }
  /** The pool was deleted meanwhile. */
  | { readonly kind: 'pool-not-found' }
  /** `attribute` is the email or phone number that stands for the user name, if that is what is taken. */
  | { readonly kind: 'username-exists'; readonly attribute?: string }
  | { readonly kind: 'alias-exists'; readonly attribute: string };
export type UserChange =
  | 'changed'
  | 'not-found'
  | 'stale'
  | { readonly kind: 'alias-exists'; readonly attribute: string };

/** A filter of ListUsers that was parsed and checked. `name` is an attribute, or `username`, `sub`, `status` (enabled or not), `cognito:user_status`. */
export interface UserFilter {
  readonly name: string;
  readonly operator: '=' | '^=';
  readonly value: string;
}

/** Key of the last user of a page; the next page begins behind it. */
export type UserCursor = number;

export interface JobCursor {
  readonly createdAt: number;
  readonly id: ImportJobId;
}

export type JobStart =
  | { readonly kind: 'started'; readonly job: ImportJob }
  | { readonly kind: 'pool-not-found' | 'job-not-found' }
  /** R115 to R118, checked in this order. */
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

/** R62. */
export type ActiveStatus = Extract<ImportJobStatus, 'Pending' | 'InProgress' | 'Stopping'>;

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

/**
 * All state of Muster but the uploaded files. Each method is one transaction: what it says happened is durable when its promise
 * resolves, and a rejected promise left no trace. Expected refusals are values; a rejection is a fault of the engine.
 * Plain data only goes in and out, so that an engine may live in another thread.
 */
export interface Store extends IamStore, LogStore {
  // User pools
  createUserPool(pool: NewUserPool): Promise<UserPool>;
  findUserPool(scope: Scope, id: UserPoolId): Promise<UserPool | undefined>;
  /** Oldest first, strictly behind `after`. */
  listUserPools(scope: Scope, after: UserPoolKey | undefined, limit: number): Promise<Page<UserPool, UserPoolKey>>;
  /** Replaces the settings; refused while a job of the pool is active (R120). */
  replaceUserPoolSettings(
    scope: Scope,
    id: UserPoolId,
    change: { readonly settings: UserPoolSettings; readonly name?: string; readonly nowMs: number },
  ): Promise<PoolChange>;
  addCustomAttributes(
    scope: Scope,
    id: UserPoolId,
    addition: {
      readonly attributes: readonly SchemaAttribute[];
      readonly customAttributesMax: number;
      readonly nowMs: number;
    },
  ): Promise<AttributesAddition>;
  /** Removes the pool with its users and jobs (R76). The caller deletes the blobs of its jobs; what it misses is left to the sweep. */
  deleteUserPool(scope: Scope, id: UserPoolId): Promise<PoolDeletion>;

  // Users
  /** With `takesAliases`, verified email addresses and phone numbers go over from the users who hold them. */
  createUser(
    pool: UserPoolKey,
    user: NewUser,
    nowMs: number,
    options?: { readonly takesAliases?: boolean },
  ): Promise<UserCreation>;
  /** By username key, else by sub, else by a key among the aliases or username attributes. `key` is a comparison key. */
  findUser(pool: UserPoolKey, key: string): Promise<User | undefined>;
  /** The wrapped password hash that the user came with (R256), as `sealPasswordHash` of the domain made it; found by username key. */
  findPasswordHash(pool: UserPoolKey, usernameKey: string): Promise<Uint8Array | undefined>;
  /** Replaces the attributes and the keys made of them. Finds by username key. */
  replaceUserAttributes(
    pool: UserPoolKey,
    usernameKey: string,
    change: {
      readonly attributes: Attributes;
      /** As they were read: if they are others by now the answer is `stale`, so that no change made meanwhile is lost. */
      readonly expected?: Attributes;
      readonly emailKey: string | null;
      readonly phoneKey: string | null;
      readonly preferredUsernameKey: string | null;
      readonly nowMs: number;
    },
  ): Promise<UserChange>;
  setUserEnabled(
    pool: UserPoolKey,
    usernameKey: string,
    enabled: boolean,
    nowMs: number,
  ): Promise<'changed' | 'not-found'>;
  deleteUser(pool: UserPoolKey, usernameKey: string): Promise<'deleted' | 'not-found'>;
  /** Oldest first. A filter without an index is answered by a scan off the calling thread. `filter.value` of `username` is a comparison key. */
  listUsers(
    pool: UserPoolKey,
    query: { readonly filter?: UserFilter; readonly after?: UserCursor; readonly limit: number },
  ): Promise<Page<User, UserCursor>>;

  // Import jobs, as the API sees them
  createImportJob(
    job: NewImportJob,
    limits: { readonly jobsPerPoolMax: number },
  ): Promise<
    { readonly kind: 'created'; readonly job: ImportJob } | { readonly kind: 'pool-not-found' | 'too-many-jobs' }
  >;
  findImportJob(scope: Scope, userPoolId: UserPoolId, id: ImportJobId): Promise<ImportJob | undefined>;
  /** Newest first (R108), strictly behind `after` (R113). */
  listImportJobs(pool: UserPoolKey, after: JobCursor | undefined, limit: number): Promise<Page<ImportJob, JobCursor>>;
  /** A job that awaits a blob, and has no upload, gets `arrived` for its file with the start. */
  startImportJob(
    scope: Scope,
    userPoolId: UserPoolId,
    id: ImportJobId,
    start: {
      readonly activeJobsMax: number;
      readonly nowMs: number;
      readonly requestId: string;
      readonly arrived?: ArrivedUpload & { readonly waitingUploadBytesMax: number };
    },
  ): Promise<JobStart>;
  /** `Stopped` at once if no worker holds the job or it is `Pending` (R79, R84), else `Stopping` (R85). The message is set with `Stopped`. */
  stopImportJob(
    scope: Scope,
    userPoolId: UserPoolId,
    id: ImportJobId,
    stop: { readonly completionMessage: string; readonly nowMs: number },
  ): Promise<JobStop>;
  /** If the job is `Created`, this upload is its file from now on; the blob it replaces, if any, is returned for deletion. */
  attachUpload(
    account: AccountId,
    userPoolId: UserPoolId,
    id: ImportJobId,
    upload: Upload,
  ): Promise<{ readonly kind: 'attached'; readonly replacedBlobId?: string } | { readonly kind: 'refused' }>;

  // Import jobs, as a worker sees them
  /**
   * Gives a job that is `Pending`, `InProgress` or `Stopping` without a live worker to the node: one that was begun before all others, then
   * of the account with the fewest jobs that run, there of the pool with the fewest, there the one started first. The next claim of the same job voids the token. Counts
   * an attempt. `exclude` names jobs the node already runs or leaves alone; what it claimed and does not name, it lost.
   */
  claimImportJob(nodeId: NodeId, exclude: readonly ImportJobKey[]): Promise<ClaimedJob | undefined>;
  /**
   * Where several nodes share a store a claim is over {@link LEASE_MS} after it was made, renewed, or had a batch committed under it:
   * then any node may claim the job. What nobody claimed since is renewed all the same.
   */
  renewImportLease(leaseToken: LeaseToken): Promise<'renewed' | 'lease-lost'>;
  /** Gives the job back in good order, for any node to claim: the attempt does not count. */
  releaseImportJob(leaseToken: LeaseToken): Promise<void>;
  /** Makes log group and stream of a job that is checked, if they are missing (R274, R291). Does nothing if the token is void. */
  openImportLog(
    leaseToken: LeaseToken,
    log: { readonly logGroupName: string; readonly logStreamName: string; readonly nowMs: number },
  ): Promise<void>;
  /** `Pending` to `InProgress` with `startedAt` (R77); makes log group and stream if missing (R274). A job already `InProgress` stays so. */
  beginImport(
    leaseToken: LeaseToken,
    begin: {
      readonly logGroupName: string;
      readonly logStreamName: string;
      readonly checkpoint: Checkpoint;
      readonly nowMs: number;
    },
  ): Promise<JobBegin>;
  /** Without them the worker has its own, which are those of an engine where all writers wait for a batch. */
  readonly batchLimits?: BatchLimits;
  /**
   * What can be done for a batch before its commit, while the one before it is on its way. Changes nothing, and may be left out, as it
   * is where that gains nothing.
   */
  prepareBatch?(verdicts: Verdicts): void;
  /** Users, counters, outcomes and checkpoint in one transaction, guarded by the lease token and the IAM version (R288). */
  commitBatch(leaseToken: LeaseToken, batch: ImportBatch): Promise<BatchCommit>;
  /** The terminal state. The job goes on naming its upload, but {@link Store.listBlobsInUse} does not. */
  endImportJob(
    leaseToken: LeaseToken,
    end: JobEnd,
  ): Promise<{ readonly kind: 'ended'; readonly job: ImportJob } | { readonly kind: 'lease-lost' }>;
  /** R64: `Created` jobs made before `createdBefore` become `Expired`. Returns how many. */
  expireImportJobs(createdBefore: number, completionMessage: string, nowMs: number): Promise<number>;
  /** How many jobs are started and have not ended, of all accounts: for the metrics, so it reads an index and no row. */
  countActiveJobs(): Promise<Readonly<Record<ActiveStatus, number>>>;
  /** Ids of blobs that a job which is not terminal names, or awaits: all others may be deleted (R93, R297). */
  listBlobsInUse(): Promise<readonly string[]>;
  /** Bytes of the uploads of {@link Store.listBlobsInUse} that are of the account, whatever their region. */
  sumUploadBytes(account: AccountId): Promise<number>;

  // Nodes
  /**
   * Calls `onWork` whenever a job may wait that somebody started or gave back, on any node. A hint that can be lost: who relies on it
   * polls as well. Returns what ends the watch. An engine of one process gives no hints; whoever starts a job there wakes the worker.
   */
  watchJobs(onWork: () => void): Promise<() => Promise<void>>;
  /** The node was seen now, by the clock of the store. */
  recordNode(beat: NodeBeat): Promise<void>;
  /** It has ended in good order. */
  removeNode(id: NodeId): Promise<void>;
  /** Those seen within {@link NODE_UNSEEN_MS_MAX}, by id. */
  listNodes(): Promise<readonly ListedNode[]>;

  /**
   * Keeps the fingerprint of the server key when asked the first time; `different` ever after if another key comes, which could
   * neither verify the upload URLs nor open the page tokens that were given out.
   */
  pinServerKey(fingerprint: string): Promise<'same' | 'different'>;
  /** Resolves if the engine can read and write; rejects otherwise. */
  checkHealth(): Promise<void>;
  close(): Promise<void>;
}
