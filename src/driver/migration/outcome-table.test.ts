import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutcomeTable } from './outcome-table.ts';

const outcome = fc.constantFrom('imported', 'failed', 'skipped');

describe('the outcomes of a part', () => {
  it('are those of its log in any order, with lines that come twice, counted from any base (R952)', () => {
    const log = fc.record({
      outcomes: fc.array(outcome, { minLength: 1, maxLength: 40 }),
      base: fc.constantFrom(0, 1, 2),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(log, ({ outcomes, base, seed }) => {
        const table = new OutcomeTable(outcomes.length);
        const order = outcomes
          .map((_, index) => index)
          .toSorted((a, b) => ((a * 7919 + seed) % 31) - ((b * 7919 + seed) % 31));
        for (const index of [...order, ...order.slice(0, 3)])
          table.take(index + base, outcomes[index] ?? 'failed', 'Why.');
        expect(table.seen).toBe(outcomes.length);
        table.endLog();
        const read = outcomes.map((_, index) => table.outcomeOf(index + 1));
        expect(read.map((each) => (typeof each === 'object' ? each.outcome : each))).toEqual(outcomes);
      }),
    );
  });

  it('keep what an earlier job imported, though a later one skips it (R958)', () => {
    const table = new OutcomeTable(3);
    table.take(1, 'imported', '');
    table.take(2, 'failed', 'Not yet.');
    table.endLog();
    table.take(1, 'skipped', 'There.');
    table.take(2, 'failed', 'Never.');
    table.take(3, 'skipped', 'There.');
    table.endLog();
    expect([1, 2, 3].map((record) => table.outcomeOf(record))).toEqual([
      'imported',
      { outcome: 'failed', reason: 'Never.' },
      { outcome: 'skipped', reason: 'There.' },
    ]);
    expect(table.count()).toMatchObject({ imported: 1, failed: 1, skipped: 1 });
  });

  it('are unknown where the log has no line (R953)', () => {
    const table = new OutcomeTable(2);
    table.take(2, 'imported', '');
    table.take(99, 'imported', '');
    table.endLog();
    expect(table.outcomeOf(1)).toBeUndefined();
    expect(table.outcomeOf(2)).toBe('imported');
  });
});
