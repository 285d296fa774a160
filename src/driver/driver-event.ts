import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { PoolToImportInto } from './prepare-pool.ts';
import type { GivenUpReason } from './run/journal-event.ts';

/** Parts of an import that take a while. Uploading counts bytes, the others count records. */
export type DriverPhase = 'uploading' | 'importing' | 'reading-log' | 'following-up';

/** What the driver has to tell while it works. */
export type DriverEvent =
  | { readonly kind: 'pool-created'; readonly pool: PoolToImportInto }
  | { readonly kind: 'attributes-added'; readonly names: readonly string[] }
  /** One of several parts, or the only one, is next. */
  | {
      readonly kind: 'part-begins';
      readonly part: number;
      readonly parts: number;
      readonly file: string;
      readonly records: number;
      readonly pool: PoolToImportInto;
    }
  /** A command before this one has created the job. */
  | { readonly kind: 'earlier-job-found'; readonly job: UserImportJobType }
  /** The job will not run; another one takes its place. */
  | { readonly kind: 'job-given-up'; readonly jobId: string; readonly reason: GivenUpReason }
  | { readonly kind: 'role-created'; readonly roleArn: string }
  | { readonly kind: 'follow-ups-begin'; readonly users: number }
  | { readonly kind: 'job-started'; readonly jobId: string }
  /** The job starts after another one, which is in this pool or elsewhere; undefined if that one cannot be seen. */
  | { readonly kind: 'waiting-for-other-job'; readonly other: JobPlace | undefined }
  | {
      readonly kind: 'progress';
      readonly phase: DriverPhase;
      readonly done: number;
      /** Undefined: not known. */
      readonly total: number | undefined;
    }
  | { readonly kind: 'phase-ended' }
  | { readonly kind: 'stopping-job'; readonly jobId: string; readonly byPerson: boolean }
  | {
      readonly kind: 'server-away';
      readonly patienceMs: number;
      /** It answers that it was asked too often. */
      readonly isThrottled: boolean;
      /** HTTP status of its answer, 500 or above; undefined if there was none. */
      readonly status: number | undefined;
      /** Of the upload, if that is what does not answer. */
      readonly origin: string | undefined;
      /** What was thrown. */
      readonly error: unknown;
      /** The job that continues meanwhile, if one was started. */
      readonly jobId: string | undefined;
    }
  | { readonly kind: 'server-back' };

export interface JobPlace {
  readonly userPoolId: string;
  readonly jobId: string;
}
