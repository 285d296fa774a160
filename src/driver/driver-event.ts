import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { InspectedFile } from './inspect-file.ts';
import type { PoolToImportInto } from './prepare-pool.ts';

/** Parts of an import that take a while. Uploading counts bytes, the others count records. */
export type DriverPhase = 'uploading' | 'importing' | 'finishing' | 'reading-log';

/** What the driver has to tell while it works. */
export type DriverEvent =
  | { readonly kind: 'pool-created'; readonly pool: PoolToImportInto }
  | { readonly kind: 'attributes-added'; readonly names: readonly string[] }
  | { readonly kind: 'import-begins'; readonly file: InspectedFile; readonly pool: PoolToImportInto }
  /** A job of an earlier run has not ended yet. `isSameFile`: it imports this very file. */
  | {
      readonly kind: 'earlier-job-found';
      readonly job: UserImportJobType;
      readonly isSameFile: boolean;
    }
  | { readonly kind: 'earlier-job-ended'; readonly job: UserImportJobType }
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
  | { readonly kind: 'server-away'; readonly patienceMs: number }
  | { readonly kind: 'server-back' };

export interface JobPlace {
  readonly userPoolId: string;
  readonly jobId: string;
}
