import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_SEED_MAX } from './fault.ts';
import { isInShare } from './is-in-share.ts';

const REQUESTS = 10_000;
const anySeed = fc.integer({ min: 0, max: FAULT_SEED_MAX });
const anyShare = fc.double({ min: 0, max: 1, noNaN: true });

/** The requests of a share, by index. */
function select(share: number, seed: number, count = REQUESTS): boolean[] {
  return Array.from({ length: count }, (_, index) => isInShare(share, seed, index));
}

describe('isInShare', () => {
  it('selects the same requests for the same seed, none for 0 and all for 1 (R575)', () => {
    fc.assert(
      fc.property(anySeed, anyShare, (seed, share) => {
        expect(select(share, seed, 100)).toEqual(select(share, seed, 100));
        expect(select(0, seed, 100)).not.toContain(true);
        expect(select(1, seed, 100)).not.toContain(false);
      }),
    );
  });

  it('selects about the share of all requests (R575)', () => {
    fc.assert(
      fc.property(anySeed, anyShare, (seed, share) => {
        const selected = select(share, seed).filter(Boolean).length;
        // Six standard deviations of a fair draw.
        const tolerance = 6 * Math.sqrt(REQUESTS * share * (1 - share)) + 1;
        expect(Math.abs(selected - REQUESTS * share)).toBeLessThanOrEqual(tolerance);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('selects a request of a smaller share for a larger one too, so that a test can be made harder (R575)', () => {
    fc.assert(
      fc.property(anySeed, anyShare, anyShare, (seed, one, other) => {
        const [small, large] = [select(Math.min(one, other), seed, 100), select(Math.max(one, other), seed, 100)];
        expect(small.every((isSelected, index) => !isSelected || large[index])).toBe(true);
      }),
    );
  });

  it('selects other requests for another seed (R575)', () => {
    const patterns = Array.from({ length: 50 }, (_, seed) => select(0.5, seed, 64).join());
    expect(new Set(patterns).size).toBe(patterns.length);
  });
});
