/** Entry of the jobs thread: joins the store and the blobs, and runs jobs until it is told to stop. */
import { parentPort, workerData } from 'node:worker_threads';
import { assertPresent } from '../base/assert.ts';
import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { systemScheduler } from '../base/scheduler.ts';
import { connectBlobs } from '../blobs/connect-blobs.ts';
import { connectStore } from '../store/connect-store.ts';
import { createPortLogger } from './port-logger.ts';
import { runJobs } from './run-jobs.ts';
import type { JobsThreadData, MessageToJobs } from './thread-messages.ts';
import { WakeSignal } from './wake-signal.ts';

const port = assertPresent(parentPort, 'the jobs thread is started by startJobs');
const { storeHandle, blobsLocation, settings, passwordHashKey, nodeId } = workerData as JobsThreadData;
const store = await connectStore(storeHandle);
const logger = createPortLogger((line) => port.postMessage(line));
const wake = new WakeSignal();
const stop = new AbortController();
port.on('message', (message: MessageToJobs) => {
  if (message === 'stop') stop.abort();
  else wake.set();
});
await runJobs({
  services: {
    store,
    blobs: await connectBlobs(blobsLocation, logger),
    clock: systemClock,
    scheduler: systemScheduler,
    ids: randomIds,
    logger,
    settings,
    // A Buffer loses its class on the way to a thread.
    passwordHashKey: Buffer.from(passwordHashKey),
    nodeId,
  },
  scheduler: systemScheduler,
  wake,
  signal: stop.signal,
});
await store.close();
port.close();
