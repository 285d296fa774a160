import { describe, expect, it } from 'vitest';
import { LongReadError, ReadPatience } from './read-patience.ts';

/** How often `spend` may be called before it throws. */
function countUntilThrown(spend: (patience: ReadPatience) => void): number {
  const patience = new ReadPatience();
  for (let count = 0; count < 1_000_000; count++) {
    try {
      spend(patience);
    } catch (error) {
      expect(error).toBeInstanceOf(LongReadError);
      return count;
    }
  }
  throw new Error('it is never over');
}

describe('the patience with a read (R550)', () => {
  it.each<[string, (patience: ReadPatience) => void, number]>([
    ['two pages of 10,000 events of an import', (patience) => patience.spendOnBlock(1_500), 26],
    ['two thousand blocks of one event', (patience) => patience.spendOnBlock(1, 20), 1_886],
    ['some fifty blocks of 65,536 characters', (patience) => patience.spendOnBlock(30, 65_536), 56],
    ['4,000,000 characters', (patience) => patience.spendOnText(1_000), 4_000],
  ])('lasts for %s', (_, spend, count) => {
    expect(countUntilThrown(spend)).toBe(count);
  });
});
