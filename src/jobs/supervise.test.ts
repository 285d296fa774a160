import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { createCountedMetrics } from '../base/metrics/counted-metrics.fixture.ts';
import { STOP_PATIENCE_MS, type Supervised, Supervisor } from './supervise.ts';

/** Lets the reactions to resolved promises run. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

function setUp({ obedient = true } = {}) {
  const clock = new ManualClock(0);
  const scheduler = new ManualScheduler();
  const log: string[] = [];
  const deaths: ((exitCode: number) => void)[] = [];
  let failingStarts = 0;
  const start = (): Supervised => {
    if (failingStarts > 0) {
      failingStarts -= 1;
      throw new Error('no handle');
    }
    log.push('start');
    let die = (_exitCode: number) => {};
    const ended = new Promise<{ exitCode: number }>((resolve) => {
      die = (exitCode) => resolve({ exitCode });
    });
    deaths.push(die);
    return {
      ended,
      wake: () => log.push('wake'),
      stop: () => {
        log.push('stop');
        if (obedient) die(0);
      },
      kill: () => {
        log.push('kill');
        die(1);
      },
    };
  };
  const metrics = createCountedMetrics();
  const supervisor = new Supervisor({ start, clock, scheduler, logger: silentLogger, metrics });
  return {
    supervisor,
    counted: metrics.counted,
    scheduler,
    clock,
    log,
    failStarts: (count: number) => {
      failingStarts = count;
    },
    async die() {
      deaths.at(-1)?.(1);
      await turn();
    },
  };
}

describe('Supervisor', () => {
  it('starts again whoever died, after pauses that double up to half a minute', async () => {
    const { log, scheduler, die, counted } = setUp();
    const pauses: number[] = [];
    for (let death = 0; death < 11; death += 1) {
      await die();
      const starts = log.length;
      let pauseMs = 0;
      while (log.length === starts) {
        scheduler.advance(100);
        pauseMs += 100;
      }
      pauses.push(pauseMs);
    }
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
    expect(counted()).toEqual({ muster_jobs_thread_deaths_total: 11 });
  });

  it('begins with the shortest pause again after a long life', async () => {
    const { log, scheduler, clock, die } = setUp();
    for (let death = 0; death < 4; death += 1) {
      await die();
      scheduler.advance(30_000);
    }
    clock.advance(60_000);
    await die();
    scheduler.advance(100);
    expect(log).toHaveLength(6);
  });

  it('takes no life for a long one because the clock was set forth meanwhile', async () => {
    const { log, scheduler, clock, die } = setUp();
    for (let death = 0; death < 4; death += 1) {
      clock.jump(240_000);
      await die();
      scheduler.advance(30_000);
    }
    await die();
    scheduler.advance(1_599);
    expect(log).toHaveLength(5);
    scheduler.advance(1);
    expect(log).toHaveLength(6);
  });

  it('tries again when it cannot even start', async () => {
    const { log, scheduler, die, failStarts } = setUp();
    failStarts(2);
    await die();
    scheduler.advance(100 + 200);
    expect(log).toHaveLength(1);
    scheduler.advance(400);
    expect(log).toHaveLength(2);
  });

  it('wakes the living, and nobody between two lives', async () => {
    const { supervisor, log, die } = setUp();
    supervisor.wake();
    await die();
    supervisor.wake();
    expect(log).toEqual(['start', 'wake']);
  });

  it('stops once, waits for the end and starts nobody again', async () => {
    const { supervisor, scheduler, log } = setUp();
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    scheduler.advance(60_000);
    expect(log).toEqual(['start', 'stop']);
    expect(scheduler.size).toBe(0);
  });

  it('ends who does not stop in time', async () => {
    const { supervisor, scheduler, log } = setUp({ obedient: false });
    const stopped = supervisor.stop();
    scheduler.advance(STOP_PATIENCE_MS);
    await stopped;
    expect(log).toEqual(['start', 'stop', 'kill']);
  });

  it('starts nobody when it is stopped between two lives', async () => {
    const { supervisor, scheduler, log, die } = setUp();
    await die();
    await supervisor.stop();
    scheduler.advance(60_000);
    expect(log).toEqual(['start']);
  });
});
