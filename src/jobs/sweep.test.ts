import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { runDueSweeps, type SweepServices, startSweeps, sweepBlobs } from './sweep.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function setUp(blobs: Record<string, number>, inUse: string[]) {
  const written = new Map(Object.entries(blobs));
  const expiries: { readonly createdBefore: number; readonly message: string; readonly nowMs: number }[] = [];
  /** The times up to which sign-ins were purged, and the steps that find something. */
  const signIns = { stepsLeft: 0, asked: [] as number[] };
  /** Steps of the expiry of logs that find something, and the times that were asked for. */
  const logs = { stepsLeft: 0, asked: [] as number[] };
  const clock = new ManualClock(10 * DAY_MS);
  /** The times that were asked for. */
  const dropped: number[] = [];
  const services: SweepServices = {
    store: {
      listBlobsInUse: async () => inUse,
      expireImportJobs: async (createdBefore, message, nowMs) => expiries.push({ createdBefore, message, nowMs }),
      expireLogEvents: async (nowMs) => {
        logs.asked.push(nowMs);
        logs.stepsLeft -= 1;
        return logs.stepsLeft >= 0 ? 200 : 0;
      },
      purgeSignIns: async (nowMs) => {
        signIns.asked.push(nowMs);
        signIns.stepsLeft -= 1;
        return signIns.stepsLeft >= 0 ? 5 : 0;
      },
    },
    blobs: {
      list: async (before) => [...written].filter(([, writtenAt]) => writtenAt < before).map(([blobId]) => blobId),
      delete: async (blobId) => void written.delete(blobId),
      dropUnfinished: async (before) => {
        dropped.push(before);
        return 0;
      },
    },
    clock,
    machineClock: clock,
    logger: silentLogger,
  };
  return { services, clock, written, expiries, logs, signIns, dropped };
}

describe('sweepBlobs', () => {
  it('deletes what no job needs and was written before, and nothing else (R93)', async () => {
    const { services, written } = setUp({ used: 1, stray: 2, young: 500 }, ['used']);
    await sweepBlobs(services, 500);
    expect([...written.keys()]).toEqual(['used', 'young']);
  });

  it('deletes strays of any age at the start of an owned directory', async () => {
    const { services, written } = setUp({ used: 1, young: Date.UTC(2200, 0) }, ['used']);
    await sweepBlobs(services, Number.POSITIVE_INFINITY);
    expect([...written.keys()]).toEqual(['used']);
  });

  it('spares the file of a job that somebody has written over in the bucket', async () => {
    const name = 'a'.repeat(32);
    const { services, written } = setUp({ [`${name}~new`]: 1, [`${'b'.repeat(32)}~old`]: 1 }, [`${name}~old`]);
    await sweepBlobs(services, 500);
    expect([...written.keys()]).toEqual([`${name}~new`]);
  });

  it('spares what a client put where its job awaits it, until the job awaits it no more', async () => {
    const name = 'a'.repeat(32);
    const inUse = [name];
    const { services, written } = setUp({ [`${name}~etag`]: 1 }, inUse);
    await sweepBlobs(services, 500);
    expect([...written.keys()]).toEqual([`${name}~etag`]);
    inUse.pop();
    await sweepBlobs(services, 500);
    expect(written.size).toBe(0);
  });

  it('spares a blob that becomes the file of a job while it looks', async () => {
    const { services, written } = setUp({ late: 1 }, []);
    const list = services.blobs.list;
    let isAttached = false;
    await sweepBlobs(
      {
        ...services,
        blobs: {
          ...services.blobs,
          async list(before) {
            const blobIds = await list(before);
            isAttached = true;
            return blobIds;
          },
        },
        store: { ...services.store, listBlobsInUse: async () => (isAttached ? ['late'] : []) },
      },
      500,
    );
    expect([...written.keys()]).toEqual(['late']);
  });
});

describe('runDueSweeps', () => {
  it('expires jobs by the clock of stored times, with their files, however young these are (R571, R572)', async () => {
    const inUse = ['expired', 'waiting'];
    const { services, written, expiries } = setUp({ expired: 10 * DAY_MS, waiting: 10 * DAY_MS, stray: 1 }, inUse);
    services.store.listBlobsInUse = async () => [...inUse];
    const expire = services.store.expireImportJobs;
    services.store.expireImportJobs = async (...asked) => {
      inUse.shift();
      return expire(...asked);
    };
    await runDueSweeps({ ...services, clock: new ManualClock(12 * DAY_MS) }, () => false);
    expect(expiries).toMatchObject([{ createdBefore: 11 * DAY_MS, nowMs: 12 * DAY_MS }]);
    // A file that no job knows of may be on its way to its job: the regular sweep has it.
    expect([...written.keys()]).toEqual(['waiting', 'stray']);
  });

  it('leaves all files alone where no job expires (R571)', async () => {
    const { services, written } = setUp({ used: 1 }, ['used']);
    services.store.expireImportJobs = async () => 0;
    await runDueSweeps(services, () => false);
    expect([...written.keys()]).toEqual(['used']);
  });

  it('expires log events until none is left, or until it is stopped (R571)', async () => {
    const { services, logs } = setUp({}, []);
    logs.stepsLeft = 3;
    await runDueSweeps({ ...services, clock: new ManualClock(12 * DAY_MS) }, () => false);
    expect(logs.asked).toEqual(Array(4).fill(12 * DAY_MS));
    logs.stepsLeft = Number.POSITIVE_INFINITY;
    await runDueSweeps(services, () => logs.asked.length >= 6);
    expect(logs.asked).toHaveLength(6);
  });
});

describe('startSweeps', () => {
  /** Moves both clocks in steps, so that each sweep ends before the next falls due. */
  async function pass(ms: number, clock: ManualClock, scheduler: ManualScheduler): Promise<void> {
    for (let passed = 0; passed < ms; passed += 60_000) {
      clock.advance(60_000);
      scheduler.advance(60_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('expires jobs older than a day every 30 minutes (R64)', async () => {
    const { services, clock, expiries } = setUp({}, []);
    const scheduler = new ManualScheduler();
    const stop = startSweeps(services, scheduler);
    await pass(2 * HOUR_MS, clock, scheduler);
    expect(expiries).toHaveLength(4);
    for (const { createdBefore, nowMs, message } of expiries) {
      expect(nowMs - createdBefore).toBe(DAY_MS);
      expect(message).toBe('The user import job has expired.');
    }
    await stop();
    expect(scheduler.size).toBe(0);
  });

  it('deletes the file of a job that expires with it (R64, R93)', async () => {
    const inUse = ['old', 'young'];
    const { services, clock, written } = setUp({ old: 1, young: 2 }, inUse);
    services.store.expireImportJobs = async () => inUse.splice(inUse.indexOf('old'), 1).length;
    const scheduler = new ManualScheduler();
    const stop = startSweeps(services, scheduler);
    await pass(HOUR_MS / 2, clock, scheduler);
    expect([...written.keys()]).toEqual(['young']);
    await stop();
  });

  it('deletes hourly what no job needs, once it is older than two hours (R297)', async () => {
    const { services, clock, written, dropped } = setUp({ stray: 10 * DAY_MS + 1 }, []);
    const scheduler = new ManualScheduler();
    const stop = startSweeps(services, scheduler);
    await pass(2 * HOUR_MS, clock, scheduler);
    expect(written.size).toBe(1);
    await pass(HOUR_MS, clock, scheduler);
    expect(written.size).toBe(0);
    expect(dropped).toEqual([-1, 0, 1].map((hours) => 10 * DAY_MS + hours * HOUR_MS));
    await stop();
  });

  it('tells the age of files by the clock of the machine, which nobody moves (R572)', async () => {
    const { services, clock, written, dropped } = setUp({ young: 10 * DAY_MS }, []);
    const scheduler = new ManualScheduler();
    const moved = { ...services, clock: new ManualClock(40 * DAY_MS) };
    const stop = startSweeps(moved, scheduler);
    await pass(HOUR_MS, clock, scheduler);
    expect([[...written.keys()], dropped]).toEqual([['young'], [10 * DAY_MS - HOUR_MS]]);
    await stop();
  });

  it('expires log events a minute after the start and then hourly, step by step until none is left (N9)', async () => {
    const { services, clock, logs } = setUp({}, []);
    const scheduler = new ManualScheduler();
    logs.stepsLeft = 2;
    const stop = startSweeps(services, scheduler);
    await pass(60_000, clock, scheduler);
    expect(logs.asked).toEqual(Array(3).fill(10 * DAY_MS + 60_000));
    await pass(2 * HOUR_MS, clock, scheduler);
    expect(logs.asked).toHaveLength(5);
    await stop();
  });

  it('forgets what sign-ins left behind every minute, step by step until none is left', async () => {
    const { services, clock, signIns } = setUp({}, []);
    const scheduler = new ManualScheduler();
    signIns.stepsLeft = 2;
    const stop = startSweeps(services, scheduler);
    await pass(2 * 60_000, clock, scheduler);
    const [first, second] = [1, 2].map((minutes) => 10 * DAY_MS + minutes * 60_000);
    expect(signIns.asked).toEqual([first, first, first, second]);
    await stop();
  });

  it('leaves log events to the next sweep when it is stopped between two steps', async () => {
    const { services, logs } = setUp({}, []);
    const scheduler = new ManualScheduler();
    logs.stepsLeft = Number.POSITIVE_INFINITY;
    const stop = startSweeps(services, scheduler);
    scheduler.advance(60_000);
    await stop();
    expect(logs.asked.length).toBeLessThan(5);
  });

  it('tries again after a sweep that failed', async () => {
    const { services, clock, expiries } = setUp({}, []);
    const scheduler = new ManualScheduler();
    let failuresLeft = 1;
    const expireImportJobs: SweepServices['store']['expireImportJobs'] = (...asked) => {
      failuresLeft -= 1;
      return failuresLeft < 0 ? services.store.expireImportJobs(...asked) : Promise.reject(new Error('busy'));
    };
    const stop = startSweeps({ ...services, store: { ...services.store, expireImportJobs } }, scheduler);
    await pass(HOUR_MS, clock, scheduler);
    expect(expiries).toHaveLength(1);
    await stop();
  });

  it('does not sweep again when it is stopped during a sweep', async () => {
    const { services } = setUp({}, []);
    const scheduler = new ManualScheduler();
    const stop = startSweeps(services, scheduler);
    scheduler.advance(HOUR_MS / 2);
    await stop();
    expect(scheduler.size).toBe(0);
  });
});
