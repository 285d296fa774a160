import { describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { createLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { createCountedMetrics } from '../base/metrics/counted-metrics.fixture.ts';
import type { NodeId } from '../base/node.ts';
import type { ImportJobKey } from '../domain/imports/import-job.ts';
import { FIXTURE_WORKER, OneJobStore } from './one-job-store.fixture.ts';
import { POLL_MS, runJobs } from './run-jobs.ts';
import { WakeSignal } from './wake-signal.ts';
import type { JobsServices } from './worker-services.ts';

/** Lets the loop run until it waits. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A loop over a store with one job whose file is gone, so that a run of it is short: it ends `Failed`. */
function setUp({ troubles = 0, claimTroubles = 0 } = {}) {
  const store = new OneJobStore(
    { blobId: 'blob', byteLength: 1, md5: '', sha256: '' },
    { startedByRequest: 'request-1' },
  );
  const claim = store.claimImportJob.bind(store);
  const counts = { claims: 0, troublesLeft: troubles };
  const excluded: (readonly ImportJobKey[])[] = [];
  store.claimImportJob = async (_nodeId: NodeId, exclude: readonly ImportJobKey[] = []) => {
    counts.claims += 1;
    excluded.push(exclude);
    if (counts.claims <= claimTroubles) throw new Error('busy');
    return exclude.includes(store.job.key) ? undefined : claim();
  };
  const scheduler = new ManualScheduler();
  const metrics = createCountedMetrics();
  const logLines: string[] = [];
  const services: JobsServices = {
    store,
    blobs: {
      read: () => Promise.reject(new Error('nothing to read')),
      async findLength() {
        counts.troublesLeft -= 1;
        if (counts.troublesLeft >= 0) throw new Error('EIO');
        return undefined;
      },
      delete: async () => {},
    },
    clock: new ManualClock(0),
    scheduler,
    ids: randomIds,
    logger: createLogger('info', { write: (line) => logLines.push(line) }),
    settings: { csvBytesMax: 1, csvRecordsMax: 1, iam: 'on' },
    ...FIXTURE_WORKER,
    metrics,
  };
  const wake = new WakeSignal();
  const stop = new AbortController();
  const ended = runJobs({ services, parallelJobs: 1, scheduler, wake, signal: stop.signal });
  return { store, counts, excluded, scheduler, wake, stop, ended, logLines, counted: metrics.counted };
}

describe('runJobs', () => {
  it('runs a job that waits at once, then looks every second', async () => {
    const { store, counts, scheduler, stop, ended } = setUp();
    await settle();
    expect(store.job.status).toBe('Failed');
    expect(counts.claims).toBe(2);
    scheduler.advance(POLL_MS - 1);
    await settle();
    expect(counts.claims).toBe(2);
    scheduler.advance(1);
    await settle();
    expect(counts.claims).toBe(3);
    stop.abort();
    await ended;
    expect(scheduler.size).toBe(0);
  });

  it('looks at once when it is woken', async () => {
    const { counts, wake, stop, ended } = setUp();
    await settle();
    wake.set();
    await settle();
    expect(counts.claims).toBe(3);
    stop.abort();
    await ended;
  });

  it('gives a job back after trouble, its attempt uncounted, and ends it when the trouble passes', async () => {
    const { store, scheduler, stop, ended, counted } = setUp({ troubles: 2 });
    await settle();
    expect(store.job).toMatchObject({ status: 'Pending', attempts: 0 });
    expect(store.releases).toBe(1);
    scheduler.advance(60_000);
    await settle();
    scheduler.advance(60_000);
    await settle();
    expect(store.job).toMatchObject({
      status: 'Failed',
      completionMessage: 'The uploaded CSV file could not be found.',
    });
    expect(counted()).toEqual({ muster_import_run_retries_total: 2, 'muster_import_jobs_ended_total Failed': 1 });
    stop.abort();
    await ended;
  });

  it('names the job and the request that started it in every line of its log', async () => {
    const { store, logLines, scheduler, stop, ended } = setUp({ troubles: 1 });
    await settle();
    scheduler.advance(60_000);
    await settle();
    stop.abort();
    await ended;
    const lines = logLines.map((line) => JSON.parse(line));
    expect(lines.map(({ msg }) => msg)).toEqual([
      'import job claimed',
      'a run of an import job failed',
      'import job claimed',
      'import job ended',
    ]);
    for (const line of lines) expect(line).toMatchObject({ jobId: store.job.id, requestId: 'request-1' });
  });

  it('fails a job whose trouble lasts for a minute, at its tenth run', async () => {
    const { store, scheduler, stop, ended, counted } = setUp({ troubles: 1_000 });
    let waitedMs = 0;
    for (await settle(); store.job.status === 'Pending' && waitedMs < 300_000; await settle()) {
      scheduler.advance(250);
      waitedMs += 250;
    }
    expect(store.job).toMatchObject({
      status: 'Failed',
      completionMessage: 'The import job failed because of an internal error.',
    });
    expect(waitedMs).toBeGreaterThanOrEqual(60_000);
    expect(waitedMs).toBeLessThanOrEqual(90_000);
    expect(counted()).toEqual({ muster_import_run_retries_total: 9, 'muster_import_jobs_ended_total Failed': 1 });
    stop.abort();
    await ended;
  });

  it('is not hurried to that end by hints that there is work, nor kept from other jobs meanwhile', async () => {
    const { store, counts, excluded, scheduler, wake, stop, ended } = setUp({ troubles: 1_000 });
    let waitedMs = 0;
    for (await settle(); store.job.status === 'Pending' && waitedMs < 300_000; await settle()) {
      wake.set();
      await settle();
      scheduler.advance(250);
      waitedMs += 250;
    }
    expect(store.job.status).toBe('Failed');
    expect(waitedMs).toBeGreaterThanOrEqual(60_000);
    expect(waitedMs).toBeLessThanOrEqual(90_000);
    expect(counts.claims).toBeGreaterThan(100);
    expect(excluded.slice(0, 2)).toEqual([[], [store.job.key]]);
    stop.abort();
    await ended;
    expect(scheduler.size).toBe(0);
  });

  it('is not hurried to ask a store that cannot be asked', async () => {
    const { counts, wake, stop, ended } = setUp({ claimTroubles: 100 });
    for (let hint = 0; hint < 10; hint += 1) {
      await settle();
      wake.set();
    }
    await settle();
    expect(counts.claims).toBe(1);
    stop.abort();
    await ended;
  });

  it('outlives a store that cannot be asked', async () => {
    const { store, scheduler, stop, ended } = setUp({ claimTroubles: 3 });
    for (let step = 0; step < 3; step += 1) {
      await settle();
      scheduler.advance(1_000);
    }
    await settle();
    expect(store.job.status).toBe('Failed');
    stop.abort();
    await ended;
  });
});

describe('WakeSignal', () => {
  it('keeps a hint that comes while nobody waits, once', async () => {
    const scheduler = new ManualScheduler();
    const wake = new WakeSignal();
    wake.set();
    wake.set();
    await wake.wait(scheduler, 1_000, new AbortController().signal);
    let isOver = false;
    const second = wake.wait(scheduler, 1_000, new AbortController().signal).then(() => {
      isOver = true;
    });
    await settle();
    expect(isOver).toBe(false);
    scheduler.advance(1_000);
    await second;
    expect(scheduler.size).toBe(0);
  });

  it('does not wait for a signal that is aborted already', async () => {
    const scheduler = new ManualScheduler();
    await new WakeSignal().wait(scheduler, 1_000, AbortSignal.abort());
    expect(scheduler.size).toBe(0);
  });
});
