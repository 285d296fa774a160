import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { InspectedFile } from './inspect-file.ts';
import type { PoolToImportInto } from './prepare-pool.ts';

/** Parts of an import that take a while. Uploading counts bytes, the others count records. */
export type DriverPhase = 'uploading' | 'importing' | 'waiting' | 'reading-log';

/** What the driver has to tell while it works. */
export type DriverEvent =
  | { readonly kind: 'pool-created'; readonly pool: PoolToImportInto }
  | { readonly kind: 'attributes-added'; readonly names: readonly string[] }
  | { readonly kind: 'import-begins'; readonly file: InspectedFile; readonly pool: PoolToImportInto }
  /** A job of an earlier run imports this very file and has not ended yet. */
  | { readonly kind: 'earlier-job-found'; readonly job: UserImportJobType }
  | { readonly kind: 'earlier-job-ended'; readonly job: UserImportJobType }
  | { readonly kind: 'job-started'; readonly jobId: string }
  /** The job starts after another one, which is in this pool or elsewhere; undefined if that one cannot be seen. */
  | { readonly kind: 'waiting-for-other-job'; readonly other: JobPlace | undefined }
  /** This run was interrupted while it waited for the job, which continues. */
  | { readonly kind: 'other-job-left'; readonly jobId: string }
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
      /** The job that continues meanwhile, if one was started. */
      readonly jobId: string | undefined;
    }
  | { readonly kind: 'server-back' };

export interface JobPlace {
  readonly userPoolId: string;
  readonly jobId: string;
}
