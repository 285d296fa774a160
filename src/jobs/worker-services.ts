import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import type { NodeId } from '../base/node.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { SharedControls } from '../controls/controls-memory.ts';
import type { Store } from '../store/store.ts';
import type { JobsSettings } from './jobs-settings.ts';

/** What the loop is handed that claims and runs jobs. */
export interface JobsServices {
  readonly store: Pick<
    Store,
    | 'claimImportJob'
    | 'releaseImportJob'
    | 'renewImportLease'
    | 'openImportLog'
    | 'beginImport'
    | 'batchLimits'
    | 'prepareBatch'
    | 'commitBatch'
    | 'endImportJob'
    | 'findImportJob'
    | 'findUserPool'
    | 'findIdentityPolicies'
    | 'findRole'
    | 'findLogGroup'
  >;
  readonly blobs: Pick<Blobs, 'read' | 'findLength' | 'delete'>;
  /** What stored times are made by and compared with. */
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly settings: JobsSettings;
  readonly controls: Pick<SharedControls, 'newRolesUnknownMs'>;
  /** Wraps the password hashes of new users (R256): 32 bytes, derived from the server key. */
  readonly passwordHashKey: Buffer;
  /** For whom jobs are claimed. */
  readonly nodeId: NodeId;
}

/** What the run of one job is handed. */
export interface WorkerServices extends JobsServices {
  /** Says that the job waits for something that others do, so that another one may run meanwhile; returns what ends that. */
  readonly yieldSlot: () => () => void;
}
