import type { IncomingHttpHeaders } from 'node:http';
import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import type { PoolToImportInto } from './prepare-pool.ts';
import type { ServiceClients } from './service-clients.ts';

/** Names under which CloudWatch Logs keeps the log of a job. */
export interface JobLog {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/**
 * The service that users are imported into. Muster and Amazon Cognito offer the same API, which the clients speak; this port covers what
 * differs between them, with one implementation for each.
 */
export interface ImportService {
  readonly clients: ServiceClients;
  /** How long after the last line of a log that was seen another one may still come, in ms. */
  readonly logDelayMaxMs: number;
  /** How often ListUsers may be asked in a second; undefined: as often as it answers. */
  readonly listsPerSecondMax: number | undefined;
  /** Pauses between two questions for the state of a job, in ms: they grow from the first to the last. */
  readonly jobPolls: { readonly firstMs: number; readonly maxMs: number };
  /** How long a role that was just created is left alone, in ms: a job that cannot take it fails, and is one of the 1,000 of a pool (M84). */
  readonly newRoleWaitMs: number;
  /** Where the log of an ended job is; undefined if there is none. */
  findJobLog(pool: PoolToImportInto, job: UserImportJobType): Promise<JobLog | undefined>;
  /** What the answer to a refused upload says beyond S3's error. */
  findUploadHint(headers: IncomingHttpHeaders): string | undefined;
}
