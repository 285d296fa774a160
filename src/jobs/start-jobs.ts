import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { MetricTotals } from '../base/metrics/metric-totals.ts';
import type { NodeId } from '../base/node.ts';
import type { Scheduler } from '../base/scheduler.ts';
import { startThread } from '../base/threads/start-thread.ts';
import type { BlobsLocation } from '../blobs/connect-blobs.ts';
import type { ControlsMemory } from '../controls/controls-memory.ts';
import type { StoreHandle } from '../store/engine/connect-store.ts';
import type { JobsSettings } from './jobs-settings.ts';
import { type Supervised, Supervisor } from './supervise.ts';
import type { JobsThreadData, MessageFromJobs, MessageToJobs } from './thread-messages.ts';

/**
 * Garbage collection dominates the cost of judging; in a young generation that holds a batch, most objects die young. The old generation
 * holds two batches per job, which are bounded in bytes; a limit makes the collector run instead of letting the heap grow.
 */
const YOUNG_GENERATION_MB = 16;
const OLD_GENERATION_MB = 48;
/** For each further job that runs at once. */
const OLD_GENERATION_MB_PER_JOB = 16;

export interface StartJobsOptions {
  /** A new handle per thread: a thread that dies takes its handle with it. */
  readonly openStoreHandle: () => StoreHandle;
  readonly blobsLocation: BlobsLocation;
  readonly settings: JobsSettings;
  /** See `WorkerServices.passwordHashKey`. */
  readonly passwordHashKey: Buffer;
  readonly nodeId: NodeId;
  /** How many jobs run at once. */
  readonly parallelJobs: number;
  /** Of the test controls; undefined for a server without them. */
  readonly controls: ControlsMemory | undefined;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly metrics: Pick<MetricTotals, 'add' | 'count'>;
}

/** The thread that runs import jobs. */
export interface Jobs {
  /** Hints that a job waits. */
  wake(): void;
  /** Releases running jobs at their next checkpoint and ends the thread. */
  stop(): Promise<void>;
}

/** Starts the jobs thread, and restarts it whenever it dies. */
export function startJobs(options: StartJobsOptions): Jobs {
  const { clock, scheduler, logger, metrics } = options;
  return new Supervisor({ start: () => startJobsThread(options), clock, scheduler, logger, metrics });
}

function startJobsThread(options: StartJobsOptions): Supervised {
  const { openStoreHandle, blobsLocation, settings, passwordHashKey, nodeId, parallelJobs, logger, metrics } = options;
  const controls = options.controls?.buffer;
  const storeHandle = openStoreHandle();
  const data: JobsThreadData = {
    storeHandle,
    blobsLocation,
    settings,
    passwordHashKey,
    nodeId,
    parallelJobs,
    controls,
  };
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
