import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { Pace } from './pace.ts';

const LIMITS = { strangersPerSecond: 100, strangersBurst: 10, waitingStrangersMax: 2 };

function open(): { pace: Pace; clock: ManualClock } {
  const clock = new ManualClock(0);
  return { pace: new Pace(LIMITS, clock), clock };
}

describe('the pace of strangers', () => {
  it('lets a burst go on now, and the next one wait for its turn (R545)', async () => {
    const { pace, clock } = open();
    for (let count = 0; count < 10; count++) expect(pace.next(1)).toBeUndefined();
    const waiting = pace.next(1);
    expect(waiting).toBeDefined();
    clock.advance(20);
    expect(await waiting).toBe(true);
  });

  it('refuses whom it cannot let wait (R545)', async () => {
    const { pace, clock } = open();
    pace.charge(10);
    const waiting = [pace.next(1), pace.next(1)];
    expect(await pace.next(1)).toBe(false);
    clock.advance(1_000);
    expect(await Promise.all(waiting)).toEqual([true, true]);
  });

  it('keeps the order of arrival, also for who costs nothing (R545)', async () => {
    const { pace, clock } = open();
    pace.charge(10);
    const order: string[] = [];
    const refusal = pace.next(1)?.then(() => order.push('refusal'));
    const connection = pace.next(0)?.then(() => order.push('connection'));
    clock.advance(1_000);
    await Promise.all([refusal, connection]);
    expect(order).toEqual(['refusal', 'connection']);
  });

  it('has a debt of one second at most (R545)', () => {
    const { pace, clock } = open();
    for (let count = 0; count < 50; count++) pace.charge(250);
    clock.advance(999);
    const waiting = pace.next(0);
    expect(waiting).toBeDefined();
    clock.advance(20);
    return expect(waiting).resolves.toBe(true);
  });

  it('gives back no more than a burst, however long it was quiet (R545)', () => {
    const { pace, clock } = open();
    clock.advance(1_000_000);
    for (let count = 0; count < 10; count++) expect(pace.next(1)).toBeUndefined();
    expect(pace.next(1)).toBeDefined();
  });
});
