import { describe, expect, it } from 'vitest';
import { once, shareWhileRunning, wakeable } from './once.ts';

/** Runs that end when the test says so. */
function steps() {
  const started: PromiseWithResolvers<number>[] = [];
  const run = (): Promise<number> => {
    const step = Promise.withResolvers<number>();
    started.push(step);
    return step.promise;
  };
  return { started, run };
}

describe('once', () => {
  it('runs the work at the first call only, and gives its promise to all', async () => {
    const { started, run } = steps();
    const close = once(run);
    expect(started).toHaveLength(0);
    const first = close();
    expect(close()).toBe(first);
    started[0]?.resolve(7);
    expect(await close()).toBe(7);
    expect(started).toHaveLength(1);
  });

  it('runs work that returns nothing once, too', () => {
    let runs = 0;
    const count = once(() => {
      runs += 1;
    });
    count();
    count();
    expect(runs).toBe(1);
  });
});

describe('shareWhileRunning', () => {
  it('shares a run with those who ask during it, and runs again for those who ask later', async () => {
    const { started, run } = steps();
    const read = shareWhileRunning(run);
    const together = [read(), read()];
    expect(started).toHaveLength(1);
    started[0]?.resolve(1);
    expect(await Promise.all(together)).toEqual([1, 1]);
    const later = read();
    expect(started).toHaveLength(2);
    started[1]?.resolve(2);
    expect(await later).toBe(2);
  });

  it('shares a failure, and does not keep it', async () => {
    const { started, run } = steps();
    const read = shareWhileRunning(run);
    const together = Promise.allSettled([read(), read()]);
    started[0]?.reject(new Error('away'));
    expect((await together).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const later = read();
    started[1]?.resolve(3);
    expect(await later).toBe(3);
  });
});

describe('wakeable', () => {
  it('runs once more, and not more often, for wakes during a run', async () => {
    const { started, run } = steps();
    const work = wakeable(async () => void (await run()));
    work.wake();
    work.wake();
    work.wake();
    expect(started).toHaveLength(1);
    let isIdle = false;
    const idle = work.idle().then(() => {
      isIdle = true;
    });
    started[0]?.resolve(0);
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(started).toHaveLength(2);
    expect(isIdle).toBe(false);
    started[1]?.resolve(0);
    await idle;
    expect(started).toHaveLength(2);
  });

  it('loses no wake, however late in a run it comes', async () => {
    for (let microtasks = 0; microtasks < 10; microtasks++) {
      let runs = 0;
      const work = wakeable(async () => {
        runs += 1;
      });
      work.wake();
      for (let turn = 0; turn < microtasks; turn++) await Promise.resolve();
      work.wake();
      await work.idle();
      expect(runs, `a wake ${microtasks} microtasks behind the first`).toBe(2);
    }
  });

  it('is idle before it is woken', async () => {
    await wakeable(async () => {}).idle();
  });
});
