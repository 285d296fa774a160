import type { LogLevel } from '../base/logger.ts';
import type { MetricSamples } from '../base/metrics/metric-totals.ts';
import type { NodeId } from '../base/node.ts';
import type { BlobsLocation } from '../blobs/connect-blobs.ts';
import type { StoreHandle } from '../store/engine/connect-store.ts';
import type { JobsSettings } from './jobs-settings.ts';

/** What the jobs thread is started with. */
export interface JobsThreadData {
  readonly storeHandle: StoreHandle;
  readonly blobsLocation: BlobsLocation;
  readonly settings: JobsSettings;
  /** See `WorkerServices.passwordHashKey`. */
  readonly passwordHashKey: Uint8Array;
  readonly nodeId: NodeId;
  readonly parallelJobs: number;
  /** Memory of the test controls; undefined for a server without them. */
  readonly controls: SharedArrayBuffer | undefined;
}

export type MessageToJobs = 'wake' | 'stop';

/** A log line for the main thread to write. */
export interface LogMessage {
  readonly kind: 'log';
  readonly level: Exclude<LogLevel, 'silent'>;
  readonly fields: object;
  readonly message: string;
}

/** Counts since the previous message; the main thread adds them to its own. */
export interface MetricsMessage {
  readonly kind: 'metrics';
  readonly samples: MetricSamples;
}

export type MessageFromJobs = LogMessage | MetricsMessage;
