import { assertPresent } from '../base/assert.ts';
import type { FailureReason, RecordOutcome } from './record-outcome.ts';

/** Texts of log lines by their id in section 20 of the reference; `%` stands for the next placeholder. */
const FAILURE_TEXTS: Readonly<Record<string, string>> = {
  T9: 'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  T10: 'Invalid email address format.',
  T11: 'Invalid phone number format.',
  T12: 'Username cannot be of email format, since user pool is configured for email alias.',
  T13: 'Username should be an email.',
  T14: 'Username should be either an email or a phone number.',
  T15: 'Attributes did not conform to the schema: %: The attribute is required',
  T16: 'An account with the % already exists.',
  T43: 'The row has % fields, the header has %.',
  T44: 'The row is longer than 16000 characters.',
  T45: 'The value of % contains characters that are not allowed.',
  T46: 'The value of cognito:username is missing.',
  T47: 'The value of cognito:username is not a valid user name.',
  T48: 'The value of % must be true or false.',
  T49: 'The value of email is missing, but email_verified is true.',
  T50: 'The value of phone_number is missing, but phone_number_verified is true.',
  T51: 'The value of birthdate must have the format mm/dd/yyyy.',
  T52: 'The value of updated_at must be a time in epoch seconds.',
  T53: 'Attributes did not conform to the schema: %: The value does not meet the attribute constraints',
  T54: 'The value of cognito:mfa_enabled does not match the MFA configuration of the user pool.',
  T55: 'Username should be a phone number.',
  T56: 'Username cannot be of phone number format, since user pool is configured for phone number alias.',
  T57: 'The value of cognito:username differs from the value of %.',
  T61: 'The user could not be imported because of an internal error.',
};

/** The reason of a failure in Cognito's words, or in ours where its are not known. Never holds a value of the record (R278). */
export function failureText(reason: FailureReason): string {
  const [textId, ...placeholders] = reason;
  const text = assertPresent(FAILURE_TEXTS[textId], `no text ${textId}`);
  let next = 0;
  return text.replace(/%/g, () => String(placeholders[next++]));
}

/** R276: the line that the log keeps for a record. */
export function logLine(outcome: RecordOutcome, recordNumber: number): string {
  if (outcome === 'imported') return `[SUCCEEDED] Line Number ${recordNumber} - The import succeeded.`;
  if (outcome === 'skipped') return `[SKIPPED] Line Number ${recordNumber} - The user already exists.`;
  return `[FAILED] Line Number ${recordNumber} - ${failureText(outcome)}`;
}

/** Texts of `CompletionMessage` (T3 to T6, T27 to T42): at most 128 characters with all placeholders filled. */
export const completionMessages = {
  succeeded: 'Import Job Completed Successfully.',
  tooManyFailures: 'Too many users have failed or been skipped during the import.',
  stopped: 'The Import Job was stopped by the developer.',
  expired: 'The user import job has expired.',
  unexpectedColumn: (position: number) => `The header of the CSV file has an unexpected column at position ${position}.`,
  missingColumn: (column: string) => `The header of the CSV file lacks the column ${column}.`,
  repeatedColumn: (column: string) => `The header of the CSV file repeats the column ${column}.`,
  noHashColumn: 'The CSV file has no password_hash column, but the job names a password hashing algorithm.',
  headerTooLong: 'The header of the CSV file is longer than 16000 characters.',
  byteOrderMark: 'The CSV file starts with a byte order mark (BOM). Save it as UTF-8 without BOM.',
  notUtf8: 'The CSV file is not valid UTF-8.',
  empty: 'The CSV file is empty.',
  tooLarge: (bytesMax: number) => `The CSV file is larger than ${bytesMax / 1_048_576} MB.`,
  tooManyRecords: (recordsMax: number) => `The CSV file has more than ${recordsMax} users.`,
  roleMissing: 'The CloudWatch Logs role does not exist.',
  roleNotAssumable: 'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.',
  poolDeleted: 'The user pool has been deleted.',
  fileMissing: 'The uploaded CSV file could not be found.',
  internal: 'The import job failed because of an internal error.',
} as const;

/** R293: the threshold above which a job that did all its records is still called failed. */
export function isTooManyFailures(imported: number, skipped: number, failed: number): boolean {
  return failed + skipped > imported;
}
