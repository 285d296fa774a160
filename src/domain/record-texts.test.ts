import { describe, expect, it } from 'vitest';
import { fillText, logLine, textOf } from './record-texts.ts';
import { COMPLETION_MESSAGE_CHARACTERS_MAX } from './user-import-limits.ts';

describe('logLine', () => {
  it.each([
    ['imported', 1, '[SUCCEEDED] Line Number 1 - The import succeeded.'],
    ['skipped', 20, '[SKIPPED] Line Number 20 - The user already exists.'],
    [['T10'], 3, '[FAILED] Line Number 3 - Invalid email address format.'],
    [['T43', 3, 21], 500_000, '[FAILED] Line Number 500000 - The row has 3 fields, the header has 21.'],
    [['T48', 'email_verified'], 4, '[FAILED] Line Number 4 - The value of email_verified must be true or false.'],
  ] as const)('of %j and record %i (R276)', (outcome, recordNumber, line) => {
    expect(logLine(outcome, recordNumber)).toBe(line);
  });
});

describe('textOf', () => {
  it('fills a placeholder in the middle (T15)', () => {
    expect(textOf(['T15', 'custom:team'])).toBe(
      'Attributes did not conform to the schema: custom:team: The attribute is required',
    );
  });

  it('names the alias that is taken (T16)', () => {
    expect(textOf(['T16', 'phone_number'])).toBe('An account with the phone_number already exists.');
  });

  it.each([[['T999']], [['T43', 1]], [['T10', 'x']]] as const)(
    'refuses %j, which is no text of the reference',
    (reason) => {
      expect(() => textOf(reason)).toThrow();
    },
  );
});

describe('fillText', () => {
  it('keeps the longest completion message within the limit (R57)', () => {
    const column = `dev:custom:${'x'.repeat(20)}`;
    for (const message of [fillText('T28', column), fillText('T29', column), fillText('T27', 16_001)]) {
      expect([...message].length).toBeLessThanOrEqual(COMPLETION_MESSAGE_CHARACTERS_MAX);
    }
  });

  it('has no full stop behind the job id of T2', () => {
    expect(fillText('T2', 'import-abc')).toBe('No csv file was uploaded for import-abc');
  });
});
