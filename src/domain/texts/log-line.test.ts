import { describe, expect, it } from 'vitest';
import { COMPLETION_MESSAGE_CHARACTERS_MAX } from '../imports/user-import-limits.ts';
import { fillText } from './fill-text.ts';
import { logLine, reasonText } from './log-line.ts';
import type { FailureReason } from './record-outcome.ts';

describe('logLine', () => {
  it.each([
    ['imported', 1, '[SUCCEEDED] Line Number 1 - The import succeeded.'],
    ['skipped', 20, '[SKIPPED] Line Number 20 - The user already exists.'],
    [['email-malformed'], 3, '[FAILED] Line Number 3 - Invalid email address format.'],
    [['field-count-differs', 3, 21], 500_000, '[FAILED] Line Number 500000 - The row has 3 fields, the header has 21.'],
    [
      ['boolean-malformed', 'email_verified'],
      4,
      '[FAILED] Line Number 4 - The value of email_verified must be true or false.',
    ],
  ] as const)('of %j and record %i (R276)', (outcome, recordNumber, line) => {
    expect(logLine(outcome, recordNumber)).toBe(line);
  });
});

describe('reasonText', () => {
  it.each<[rules: string, reason: FailureReason, text: string]>([
    ['R190', ['nul-character', 'name'], 'The value of name contains characters that are not allowed.'],
    ['R193', ['username-missing'], 'The value of cognito:username is missing.'],
    ['R194', ['username-malformed'], 'The value of cognito:username is not a valid user name.'],
    ['R200', ['verified-email-missing'], 'The value of email is missing, but email_verified is true.'],
    [
      'R202',
      ['verified-phone-number-missing'],
      'The value of phone_number is missing, but phone_number_verified is true.',
    ],
    ['R203', ['phone-number-malformed'], 'Invalid phone number format.'],
    ['R204', ['birthdate-malformed'], 'The value of birthdate must have the format mm/dd/yyyy.'],
    ['R205', ['updated-at-malformed'], 'The value of updated_at must be a time in epoch seconds.'],
    [
      'R192, R208',
      ['constraint-violated', 'custom:team'],
      'Attributes did not conform to the schema: custom:team: The value does not meet the attribute constraints',
    ],
    ['R220', ['username-not-email'], 'Username should be an email.'],
    ['R220', ['username-not-email-or-phone-number'], 'Username should be either an email or a phone number.'],
    ['R220', ['username-not-phone-number'], 'Username should be a phone number.'],
    ['R221', ['username-differs', 'email'], 'The value of cognito:username differs from the value of email.'],
    [
      'R223',
      ['username-like-email'],
      'Username cannot be of email format, since user pool is configured for email alias.',
    ],
    [
      'R223',
      ['username-like-phone-number'],
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    ],
    [
      'R236',
      ['nothing-verified'],
      'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
    ],
    [
      'R239, R240, R241',
      ['mfa-mismatch'],
      'The value of cognito:mfa_enabled does not match the MFA configuration of the user pool.',
    ],
    ['R250', ['password-hash-malformed'], 'The password hash is malformed.'],
    ['R250', ['password-hash-out-of-bounds'], 'The password hash has a parameter that is out of bounds.'],
    ['R250', ['password-hash-of-other-algorithm'], 'The password hash does not match the algorithm of the import job.'],
    ['R273', ['record-failed-internally'], 'The user could not be imported because of an internal error.'],
  ])('has the text of the rule (%s): %j', (_rules, reason, text) => {
    expect(reasonText(reason)).toBe(text);
  });

  it('fills a placeholder in the middle', () => {
    expect(reasonText(['attribute-required', 'custom:team'])).toBe(
      'Attributes did not conform to the schema: custom:team: The attribute is required',
    );
  });

  it('names the alias that is taken', () => {
    expect(reasonText(['alias-taken', 'phone_number'])).toBe('An account with the phone_number already exists.');
  });

  it.each([[['field-count-differs', 1]], [['email-malformed', 'x']]] as const)(
    'refuses %j, which has not the values that the text takes',
    (reason) => {
      expect(() => reasonText(reason)).toThrow();
    },
  );
});

describe('fillText', () => {
  it('keeps the longest completion message within the limit (R57)', () => {
    const column = `dev:custom:${'x'.repeat(20)}`;
    for (const message of [
      fillText('header-column-missing', column),
      fillText('header-column-repeated', column),
      fillText('header-column-unexpected', 16_001),
    ]) {
      expect([...message].length).toBeLessThanOrEqual(COMPLETION_MESSAGE_CHARACTERS_MAX);
    }
  });

  it('has no full stop after the job id of a job without a file', () => {
    expect(fillText('csv-file-not-uploaded', 'import-abc')).toBe('No csv file was uploaded for import-abc');
  });
});
