import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenStore, StoreUnderTest } from './stored-things.fixture.ts';

export function describeClockOffset(openStore: OpenStore): void {
  describe('the offset of the clock of stored times', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('is 0 until it is moved, adds up, and is kept (R573)', async () => {
      expect(await engine.store.readClockOffset()).toBe(0);
      expect(await engine.store.moveClock(1_000)).toBe(1_000);
      expect(await engine.store.readClockOffset()).toBe(1_000);
      const again = await engine.reopen();
      // A hundred years, which 32 bits do not hold.
      expect(await again.moveClock(3_153_600_000_000)).toBe(3_153_600_001_000);
      expect(await again.readClockOffset()).toBe(3_153_600_001_000);
    });

    it('loses no move of several at the same time (R573)', async () => {
      await Promise.all(Array.from({ length: 10 }, () => engine.store.moveClock(1)));
      expect(await engine.store.readClockOffset()).toBe(10);
    });
  });
}
