import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordOutcome } from '../../domain/texts/record-outcome.ts';
import { decodeOutcomes, encodeOutcomes } from './log-block.ts';

const placeholder = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer());
const outcome: fc.Arbitrary<RecordOutcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('imported' as const) },
  { weight: 2, arbitrary: fc.constant('skipped' as const) },
  fc.constantFrom<RecordOutcome>(['T10'], ['T48', 'email_verified'], ['T43', 3, 21]),
  fc.tuple(fc.string(), placeholder, placeholder),
);
const run = fc
  .tuple(outcome, fc.integer({ min: 1, max: 300 }))
  .map(([one, count]) => Array<RecordOutcome>(count).fill(one));

describe('log blocks', () => {
  it('give back the outcomes they were made of', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 30 }), (runs) => {
        const outcomes = runs.flat();
        expect(decodeOutcomes(encodeOutcomes(outcomes))).toEqual(outcomes);
      }),
    );
  });

  it('take five bytes for a batch in which all went well', () => {
    expect(encodeOutcomes(Array<RecordOutcome>(10_000).fill('imported'))).toHaveLength(5);
  });

  it('are deflated where outcomes alternate', () => {
    const outcomes = Array.from({ length: 2_000 }, (_, index): RecordOutcome => (index % 2 ? 'skipped' : 'imported'));
    const bytes = encodeOutcomes(outcomes);
    expect(bytes.length).toBeLessThan(100);
    expect(decodeOutcomes(bytes)).toEqual(outcomes);
  });

  it.each([
    ['nothing', []],
    ['an unknown form', [9, 0]],
    ['a run that is cut', [0, 0, 5]],
    ['a reason that is not listed', [0, 0, 1, 2]],
    ['reasons that are cut', [0, 40, 91]],
  ])('are refused when they hold %s', (_name, bytes) => {
    expect(() => decodeOutcomes(Uint8Array.from(bytes))).toThrow();
  });
});
