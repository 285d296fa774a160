/** Entry of the jobs thread: joins the store and the blobs, and runs jobs until it is told to stop. */
import { parentPort, workerData } from 'node:worker_threads';
import { assertPresent } from '../base/assert.ts';
import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { systemScheduler } from '../base/scheduler.ts';
import { connectBlobs } from '../blobs/connect-blobs.ts';
import { ControlsMemory } from '../controls/controls-memory.ts';
import { createStoredTimeClock } from '../controls/stored-time-clock.ts';
import { connectStore } from '../store/engine/connect-store.ts';
import { createPortLogger } from './port-logger.ts';
import { createPortMetrics } from './port-metrics.ts';
import { runJobs } from './run-jobs.ts';
import type { JobsThreadData, MessageFromJobs, MessageToJobs } from './thread-messages.ts';
import { WakeSignal } from './wake-signal.ts';

const port = assertPresent(parentPort, 'the jobs thread is started by startJobs');
const data = workerData as JobsThreadData;
const { storeHandle, blobsLocation, settings, passwordHashKey, nodeId, parallelJobs } = data;
const controls = new ControlsMemory(data.controls);
const tell = (message: MessageFromJobs) => port.postMessage(message);
const metrics = createPortMetrics(tell, systemScheduler);
const logger = createPortLogger(tell);
const store = await connectStore(storeHandle, metrics);
const wake = new WakeSignal();
const stop = new AbortController();
port.on('message', (message: MessageToJobs) => {
  if (message === 'stop') stop.abort();
  else wake.set();
});
const endWatch = await store.watchJobs(() => wake.set());
await runJobs({
  services: {
    store,
    blobs: await connectBlobs(blobsLocation, logger, metrics),
    clock: data.controls ? createStoredTimeClock(systemClock, controls) : systemClock,
    controls,
    scheduler: systemScheduler,
    ids: randomIds,
    logger,
    metrics,
    settings,
    // A Buffer arrives in a thread as a plain Uint8Array.
    passwordHashKey: Buffer.from(passwordHashKey),
    nodeId,
  },
  parallelJobs,
  scheduler: systemScheduler,
  wake,
  signal: stop.signal,
});
await endWatch();
await store.close();
metrics.flush();
port.close();
