import { describe, expect, it } from 'vitest';
import { COMPLETION_MESSAGE_CHARACTERS_MAX } from '../imports/user-import-limits.ts';
import type { FailureReason } from './record-outcome.ts';
import { fillText, logLine, textOf } from './record-texts.ts';

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
  it.each<[rules: string, reason: FailureReason, text: string]>([
    ['R190', ['T45', 'name'], 'The value of name contains characters that are not allowed.'],
    ['R193', ['T46'], 'The value of cognito:username is missing.'],
    ['R194', ['T47'], 'The value of cognito:username is not a valid user name.'],
    ['R200', ['T49'], 'The value of email is missing, but email_verified is true.'],
    ['R202', ['T50'], 'The value of phone_number is missing, but phone_number_verified is true.'],
    ['R203', ['T11'], 'Invalid phone number format.'],
    ['R204', ['T51'], 'The value of birthdate must have the format mm/dd/yyyy.'],
    ['R205', ['T52'], 'The value of updated_at must be a time in epoch seconds.'],
    [
      'R192, R208',
      ['T53', 'custom:team'],
      'Attributes did not conform to the schema: custom:team: The value does not meet the attribute constraints',
    ],
    ['R220', ['T13'], 'Username should be an email.'],
    ['R220', ['T14'], 'Username should be either an email or a phone number.'],
    ['R220', ['T55'], 'Username should be a phone number.'],
    ['R221', ['T57', 'email'], 'The value of cognito:username differs from the value of email.'],
    ['R223', ['T12'], 'Username cannot be of email format, since user pool is configured for email alias.'],
    [
      'R223',
      ['T56'],
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    ],
    [
      'R236',
      ['T9'],
      'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    ],
    [
      'R239, R240, R241',
      ['T54'],
      'The value of cognito:mfa_enabled does not match the MFA configuration of the user pool.',
    ],
    ['R250', ['T58'], 'The password hash is malformed.'],
    ['R250', ['T59'], 'The password hash has a parameter that is out of bounds.'],
    ['R250', ['T60'], 'The password hash does not match the algorithm of the import job.'],
    ['R273', ['T61'], 'The user could not be imported because of an internal error.'],
  ])('says what the reference says (%s): %j', (_rules, reason, text) => {
    expect(textOf(reason)).toBe(text);
  });

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
