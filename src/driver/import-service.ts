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
  /** How long after the end of a job its log may still grow, in ms. */
  readonly logDelayMaxMs: number;
  /** How often ListUsers may be asked in a second; undefined: as often as it answers. */
  readonly listsPerSecondMax: number | undefined;
  /** Where the log of an ended job is; undefined if there is none. */
  findJobLog(pool: PoolToImportInto, job: UserImportJobType): Promise<JobLog | undefined>;
  /** What the answer to a refused upload says beyond S3's error. */
  findUploadHint(headers: IncomingHttpHeaders): string | undefined;
}
