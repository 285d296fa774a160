import type { Brand } from '../../base/brand.ts';
import type { PasswordHashingAlgorithm } from '../password-hashes/password-hashing-algorithm.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../pools/user-pool.ts';

/** `import-` and ten characters of `[0-9A-Za-z]` (R48). */
export type ImportJobId = Brand<string, 'ImportJobId'>;
export type ImportJobKey = Brand<number, 'ImportJobKey'>;
/** Proof that a worker still owns the job; a newer claim makes it void. */
export type LeaseToken = Brand<string, 'LeaseToken'>;

/** In the words of the API (R54, R60). */
export type ImportJobStatus =
  | 'Created'
  | 'Pending'
  | 'InProgress'
  | 'Stopping'
  | 'Expired'
  | 'Stopped'
  | 'Failed'
  | 'Succeeded';

/** Where the next batch begins. */
export interface Checkpoint {
  /** Bytes from the start of the file. 0 before the header was read. */
  readonly byteOffset: number;
  /** Line number (from 1) of the line at `byteOffset`. */
  readonly lineNumber: number;
  /** Number (from 1) of the next data record. */
  readonly recordNumber: number;
}

export const START_OF_FILE: Checkpoint = { byteOffset: 0, lineNumber: 1, recordNumber: 1 };

/** A complete uploaded file. */
export interface Upload {
  readonly blobId: string;
  readonly byteLength: number;
  /** Hex. The digests are unknown of a file that the client put into the bucket itself: there the blob id pins the content. */
  readonly md5?: string;
  readonly sha256?: string;
}

export interface ImportCounters {
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
}

export interface ImportJob extends ImportCounters {
  readonly key: ImportJobKey;
  readonly id: ImportJobId;
  readonly userPoolKey: UserPoolKey;
  readonly userPoolId: UserPoolId;
  readonly account: AccountId;
  readonly region: string;
  readonly name: string;
  readonly roleArn: string;
  readonly preSignedUrl: string;
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly status: ImportJobStatus;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly completedAt?: number;
  readonly completionMessage?: string;
  readonly upload?: Upload;
  /** Blob id under which the client puts the file itself; it is looked for when the job is started. Gone once there is an upload. */
  readonly awaitedBlobId?: string;
  readonly checkpoint: Checkpoint;
  /** Id of the request that started it: joins the log of the API with that of the job. Unknown for jobs started by older versions. */
  readonly startedByRequest?: string;
  /** Claims since the checkpoint last moved (R299). */
  readonly attempts: number;
}

/** What can happen to a job. */
export type ImportJobEvent =
  | 'start'
  | 'stop'
  | 'expire'
  /** a worker has checked the job and begins to import (R77) */
  | 'begin'
  /** all records done, few failures (R82) */
  | 'succeed'
  /** all records done with too many failures, or a problem of the job as a whole (R78, R82, R83) */
  | 'fail'
  /** the worker noticed the stop, or none was at work (R67, R86) */
  | 'halt';
