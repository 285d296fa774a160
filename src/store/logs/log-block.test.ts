import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureReason, RecordOutcome } from '../../domain/texts/record-outcome.ts';
import { FAILURE_TEXT_IDS } from '../../domain/texts/stored-text-ids.ts';
import { deflateBytes, inflateBytes } from './deflated-bytes.ts';
import { decodeOutcomes, encodeOutcomes } from './log-block.ts';

const placeholder = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer());
const outcome: fc.Arbitrary<RecordOutcome> = fc.oneof(
  { weight: 4, arbitrary: fc.constant('imported' as const) },
  { weight: 2, arbitrary: fc.constant('skipped' as const) },
  fc.constantFrom<RecordOutcome>(
    ['email-malformed'],
    ['boolean-malformed', 'email_verified'],
    ['field-count-differs', 3, 21],
  ),
  fc.tuple(fc.constantFrom(...FAILURE_TEXT_IDS), placeholder, placeholder),
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

  it('of versions that named texts by number are read', () => {
    const written =
      'AVWORwoCURBELXPOWVe9/gsn9BjO4W4YZNAvDDgKpst4WRHLhatHddNd75UNQ9muJTKhbJ0F6ZAu6ZE+qWLEpnFyYg7+s++J8YzrfAOP/M/ROU4tY0AuydXvx+5pr8kxsQcuKKeUU8op5dQTI/vH7X5JN3cbp5yyVZVknS7/VXVFsiVgS+BIFCEDIIsc8iigiBLKqKCKGupooIkW2uigix76GGCIEcaYYIoZ5si8AQ==';
    const reasons: readonly FailureReason[] = [
      ['nothing-verified'],
      ['email-malformed'],
      ['phone-number-malformed'],
      ['username-like-email'],
      ['username-not-email'],
      ['username-not-email-or-phone-number'],
      ['attribute-required', 'email'],
      ['alias-taken', 'email'],
      ['field-count-differs', 3, 21],
      ['record-too-long'],
      ['nul-character', 'name'],
      ['username-missing'],
      ['username-malformed'],
      ['boolean-malformed', 'email_verified'],
      ['verified-email-missing'],
      ['verified-phone-number-missing'],
      ['birthdate-malformed'],
      ['updated-at-malformed'],
      ['constraint-violated', 'custom:team'],
      ['mfa-mismatch'],
      ['username-not-phone-number'],
      ['username-like-phone-number'],
      ['username-differs', 'email'],
      ['password-hash-malformed'],
      ['password-hash-out-of-bounds'],
      ['password-hash-of-other-algorithm'],
      ['record-failed-internally'],
    ];
    const outcomes: readonly RecordOutcome[] = ['imported', 'skipped', ...reasons, 'imported'];
    expect(decodeOutcomes(Buffer.from(written, 'base64'))).toEqual(outcomes);
    expect(inflateBytes(encodeOutcomes(outcomes))).toEqual(inflateBytes(Buffer.from(written, 'base64')));
    expect(new Set(reasons.map(([textId]) => textId))).toEqual(new Set(FAILURE_TEXT_IDS));
  });

  it('with a text that no version has stored are refused, and name it', () => {
    const reasons = Buffer.from('[["T999"]]');
    const bytes = deflateBytes(Buffer.concat([Buffer.from([reasons.length]), reasons, Buffer.from([1, 2])]));
    expect(() => decodeOutcomes(bytes)).toThrow('"T999"');
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
