import { describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import type { NodeId } from '../base/node.ts';
import { csvHeaderOf } from '../domain/imports/csv-header.ts';
import type { ImportJob, ImportJobId, ImportJobKey, LeaseToken } from '../domain/imports/import-job.ts';
import type { ImportBatch } from '../store/store.ts';
import { RENEW_EVERY_MS } from './lease-heartbeat.ts';
import { FIXTURE_POOL, FIXTURE_ROLE, FIXTURE_WORKER, OneJobStore } from './one-job-store.fixture.ts';
import { PARKED_JOBS_MAX, RELEASE_PATIENCE_MS, runJobs } from './run-jobs.ts';
import { WakeSignal } from './wake-signal.ts';
import type { JobsServices } from './worker-services.ts';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The length of its file is the first thing that a worker asks of the blobs: there each job waits until it is told to go on. */
class Gate {
  readonly promise: Promise<undefined>;
  readonly open: () => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.promise = promise;
    this.open = () => resolve(undefined);
  }
}

const REFUSED_ROLE_ARN = 'arn:aws:iam::000000000000:role/refused';
const HEADER = `${csvHeaderOf(FIXTURE_POOL).join(',')}\n`;
const FILE = Buffer.from(
  `${HEADER}${csvHeaderOf(FIXTURE_POOL)
    .map(() => '')
    .join(',')}\n`,
);

/**
 * Jobs `a`, `b`, `c` … that all wait, each in a store of its own; a job without a file ends `Failed`. The first `refused` of them are
 * under way, have one record left, and a role that may not write the log until `permit()`.
 */
function setUp({
  jobs: jobCount,
  parallelJobs,
  refused = 0,
}: {
  jobs: number;
  parallelJobs: number;
  refused?: number;
}) {
  const names = Array.from({ length: jobCount }, (_, index) => String.fromCharCode(97 + index));
  const gates = new Map(names.map((name) => [`blob-${name}`, new Gate()]));
  const stores = names.map((name, index) => {
    const change: Partial<ImportJob> = {
      key: (index + 1) as ImportJobKey,
      id: `import-${name}` as ImportJobId,
      ...(index < refused && {
        status: 'InProgress',
        roleArn: REFUSED_ROLE_ARN,
        checkpoint: { byteOffset: HEADER.length, lineNumber: 2, recordNumber: 1 },
      }),
    };
    return new OneJobStore({ blobId: `blob-${name}`, byteLength: FILE.length, md5: '', sha256: '' }, change);
  });
  const log: string[] = [];
  let isPermitted = false;
  const storeOf = (token: LeaseToken) => {
    const [index] = token.split('/');
    return { store: stores[Number(index)] as OneJobStore, token: token.split('/')[1] as LeaseToken };
  };
  const store = {
    async claimImportJob(_node: NodeId, exclude: readonly ImportJobKey[]) {
      for (const [index, each] of stores.entries()) {
        if (exclude.includes(each.job.key)) continue;
        const claimed = await each.claimImportJob();
        if (!claimed) continue;
        log.push(`claim ${each.job.id}`);
        return { job: claimed.job, leaseToken: `${index}/${claimed.leaseToken}` as LeaseToken };
      }
      return undefined;
    },
    async renewImportLease(leaseToken: LeaseToken) {
      const { store: one, token } = storeOf(leaseToken);
      log.push(`renew ${one.job.id}`);
      return one.renewImportLease(token);
    },
    async releaseImportJob(leaseToken: LeaseToken) {
      const { store: one, token } = storeOf(leaseToken);
      log.push(`release ${one.job.id}`);
      return one.releaseImportJob(token);
    },
    async endImportJob(leaseToken: LeaseToken, end: Parameters<OneJobStore['endImportJob']>[1]) {
      const { store: one, token } = storeOf(leaseToken);
      const ended = await one.endImportJob(token, end);
      log.push(`end ${one.job.id} ${one.job.status}`);
      return ended;
    },
    openImportLog: async () => {},
    beginImport: () => Promise.reject(new Error('no job comes so far')),
    async commitBatch(leaseToken: LeaseToken, batch: ImportBatch) {
      const { store: one, token } = storeOf(leaseToken);
      return one.commitBatch(token, batch);
    },
    findUserPool: async () => FIXTURE_POOL,
    findIdentityPolicies: async (_account: unknown, _kind: unknown, name: string) => {
      if (name !== 'refused') return { ...FIXTURE_ROLE, version: 1 };
      return { ...FIXTURE_ROLE, arn: REFUSED_ROLE_ARN, version: 1, ...(!isPermitted && { policies: [] }) };
    },
    findRole: async () => undefined,
    findLogGroup: async () => undefined,
    findImportJob: async (_scope: unknown, _pool: unknown, id: ImportJobId) =>
      stores.find(({ job }) => job.id === id)?.job,
  };
  const troubles = new Set<string>();
  const scheduler = new ManualScheduler();
  const services: JobsServices = {
    store,
    blobs: {
      read: async (_blobId, offset) =>
        (async function* () {
          yield FILE.subarray(offset);
        })(),
      async findLength(blobId) {
        if (names.indexOf(blobId.slice(-1)) < refused) return FILE.length;
        await gates.get(blobId)?.promise;
        if (troubles.has(blobId)) throw new Error('EIO');
        return undefined;
      },
      delete: async () => {},
    },
    clock: new ManualClock(0),
    scheduler,
    ids: randomIds,
    logger: silentLogger,
    settings: { csvBytesMax: 10_000, csvRecordsMax: 10, iam: 'on' },
    ...FIXTURE_WORKER,
  };
  const stop = new AbortController();
  const wake = new WakeSignal();
  const ended = runJobs({ services, parallelJobs, scheduler, wake, signal: stop.signal });
  const openGate = async (name: string) => {
    gates.get(`blob-${name}`)?.open();
    await settle();
  };
  const jobOf = (name: string) => stores[names.indexOf(name)] as OneJobStore;
  const permit = async () => {
    isPermitted = true;
    scheduler.advance(1_000);
    await settle();
  };
  return { log, openGate, permit, jobOf, troubles, scheduler, stop, ended };
}

describe('runJobs with several jobs at once', () => {
  it.each([1, 2, 3])('runs %i at once and the next as soon as one has ended', async (parallelJobs) => {
    const { log, openGate, stop, ended } = setUp({ jobs: 4, parallelJobs });
    await settle();
    const claims = ['claim import-a', 'claim import-b', 'claim import-c', 'claim import-d'];
    expect(log).toEqual(claims.slice(0, parallelJobs));
    await openGate('a');
    expect(log.slice(parallelJobs)).toEqual(['end import-a Failed', claims[parallelJobs]]);
    for (const name of 'bcd') await openGate(name);
    expect(log.filter((line) => line.startsWith('end'))).toHaveLength(4);
    stop.abort();
    await ended;
  });

  it('renews the lease of each job that runs, while nothing comes of it', async () => {
    const { log, scheduler, openGate, stop, ended } = setUp({ jobs: 2, parallelJobs: 2 });
    await settle();
    scheduler.advance(RENEW_EVERY_MS);
    await settle();
    expect(log.slice(2)).toEqual(['renew import-a', 'renew import-b']);
    await openGate('a');
    scheduler.advance(RENEW_EVERY_MS);
    await settle();
    expect(log.slice(4)).toEqual(['end import-a Failed', 'renew import-b']);
    await openGate('b');
    stop.abort();
    await ended;
    expect(scheduler.size).toBe(0);
  });

  it('stops the work of a job that another node has claimed, as soon as it knows', async () => {
    const { log, jobOf, scheduler, stop, ended } = setUp({ jobs: 1, parallelJobs: 1, refused: 1 });
    await settle();
    await jobOf('a').claimImportJob();
    for (let waitedMs = 0; waitedMs < RENEW_EVERY_MS + 1_000; waitedMs += 500) {
      scheduler.advance(500);
      await settle();
    }
    expect(log.slice(0, 3)).toEqual(['claim import-a', 'renew import-a', 'release import-a']);
    // That release was of a token that is void.
    expect(jobOf('a').releases).toBe(0);
    stop.abort();
    scheduler.advance(1_000);
    await ended;
  });

  it('gives back what comes to no checkpoint when it is told to end, so that another node need not wait', async () => {
    const { log, jobOf, scheduler, stop, ended } = setUp({ jobs: 2, parallelJobs: 2 });
    await settle();
    stop.abort();
    await settle();
    expect(log.slice(2)).toEqual([]);
    scheduler.advance(RELEASE_PATIENCE_MS);
    await ended;
    expect(log.slice(2)).toEqual(['release import-a', 'release import-b']);
    expect(jobOf('a').job).toMatchObject({ status: 'Pending', attempts: 0 });
  });

  it('halts a job at once that was asked to stop before its run failed, and does not let it wait for the next try (R67)', async () => {
    const { log, jobOf, troubles, openGate, stop, ended } = setUp({ jobs: 1, parallelJobs: 1 });
    const { job } = jobOf('a');
    await settle();
    jobOf('a').job = { ...job, ...jobOf('a').job, status: 'Stopping' };
    troubles.add('blob-a');
    await openGate('a');
    expect(log).toEqual(['claim import-a', 'end import-a Stopped']);
    stop.abort();
    await ended;
  });
});

describe('a job whose role is refused for now', () => {
  it('lets others run meanwhile, though one runs at a time, and goes on when the role is permitted (R288)', async () => {
    const { log, openGate, permit, jobOf, stop, ended } = setUp({ jobs: 3, parallelJobs: 1, refused: 1 });
    await settle();
    expect(log).toEqual(['claim import-a', 'claim import-b']);
    await openGate('b');
    expect(log.slice(2)).toEqual(['end import-b Failed', 'claim import-c']);
    await permit();
    expect(log.slice(4)).toEqual(['end import-a Failed']);
    expect(jobOf('a').job.failedUsers).toBe(1);
    await openGate('c');
    stop.abort();
    await ended;
  });

  it(`makes room for others as long as no more than ${PARKED_JOBS_MAX} are parked`, async () => {
    const { log, stop, scheduler, ended } = setUp({ jobs: 10, parallelJobs: 2, refused: 10 });
    await settle();
    expect(log).toHaveLength(2 + PARKED_JOBS_MAX);
    stop.abort();
    scheduler.advance(1_000);
    await ended;
  });
});
