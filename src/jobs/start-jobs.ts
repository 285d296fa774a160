import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { MetricTotals } from '../base/metric-totals.ts';
import type { NodeId } from '../base/node.ts';
import type { Scheduler } from '../base/scheduler.ts';
import { startThread } from '../base/start-thread.ts';
import type { BlobsLocation } from '../blobs/connect-blobs.ts';
import type { StoreHandle } from '../store/engine/connect-store.ts';
import type { JobsSettings } from './jobs-settings.ts';
import { type Supervised, Supervisor } from './supervise.ts';
import type { JobsThreadData, MessageFromJobs, MessageToJobs } from './thread-messages.ts';

/**
 * Garbage collection is the cost of judging; with room for a batch most of it dies young. The old generation holds two batches of each
 * job at most, which are bounded in bytes; a bound makes the collector tidy up instead of growing.
 */
const YOUNG_GENERATION_MB = 16;
const OLD_GENERATION_MB = 48;
/** For each job beside the first. */
const OLD_GENERATION_MB_PER_JOB = 16;

export interface StartJobsOptions {
  /** A new handle for each thread: one that died took its own with it. */
  readonly openStoreHandle: () => StoreHandle;
  readonly blobsLocation: BlobsLocation;
  readonly settings: JobsSettings;
  /** See `WorkerServices.passwordHashKey`. */
  readonly passwordHashKey: Buffer;
  readonly nodeId: NodeId;
  /** How many jobs run at once. */
  readonly parallelJobs: number;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly metrics: Pick<MetricTotals, 'add' | 'count'>;
}

/** The thread that runs import jobs. */
export interface Jobs {
  /** Tells it that a job waits. */
  wake(): void;
  /** Gives a running job back at its next checkpoint and ends the thread. */
  stop(): Promise<void>;
}

/** Starts the jobs thread; it is started again whenever it dies. */
export function startJobs(options: StartJobsOptions): Jobs {
  const { clock, scheduler, logger, metrics } = options;
  return new Supervisor({ start: () => startJobsThread(options), clock, scheduler, logger, metrics });
}

function startJobsThread(options: StartJobsOptions): Supervised {
  const { openStoreHandle, blobsLocation, settings, passwordHashKey, nodeId, parallelJobs, logger, metrics } = options;
  const storeHandle = openStoreHandle();
  const data: JobsThreadData = { storeHandle, blobsLocation, settings, passwordHashKey, nodeId, parallelJobs };
  const thread = startThread(import.meta.url, 'jobs-thread', {
    workerData: data,
    transferList: storeHandle.kind === 'sqlite' ? [storeHandle.port] : [],
    resourceLimits: {
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
      maxOldGenerationSizeMb: OLD_GENERATION_MB + OLD_GENERATION_MB_PER_JOB * (parallelJobs - 1),
    },
  });
  let error: unknown;
  thread.on('error', (thrown) => {
    error = thrown;
  });
  thread.on('message', (message: MessageFromJobs) => {
    if (message.kind === 'metrics') metrics.add(message.samples);
    else logger[message.level](message.fields, message.message);
  });
  // A listener for messages keeps the process alive: it is unreferenced after.
  thread.unref();
  const tell = (message: MessageToJobs) => thread.postMessage(message);
  return {
    ended: new Promise((resolve) => thread.once('exit', (exitCode) => resolve({ error, exitCode }))),
    wake: () => tell('wake'),
    stop: () => tell('stop'),
    kill: () => void thread.terminate(),
  };
}
