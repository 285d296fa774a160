import { assert } from '../../base/assert.ts';
import type { FailureReason, RecordOutcome } from './record-outcome.ts';

/** Answers of operations. `<x>` stands for a value. */
const ANSWER_TEXTS = {
  T1: 'User pool <poolId> does not exist.',
  T2: 'No csv file was uploaded for <jobId>',
  T17: 'User import job <jobId> does not exist.',
  T18: 'User import job <jobId> cannot be started because its status is <Status>.',
  T19: 'User pool <poolId> has no auto verified attributes.',
  T20: 'Another user import job is already active in this account.',
  T21: 'User import job <jobId> cannot be stopped because its status is <Status>.',
  T22: 'User pool <poolId> has reached its limit of <n> user import jobs.',
  T23: 'Password hash import is not enabled for user pool <poolId>.',
  T24: 'Invalid pagination token.',
  T25: 'A user import job is in progress for user pool <poolId>.',
  T26: 'Internal error.',
} as const;

/** `CompletionMessage` of a job. */
const COMPLETION_TEXTS = {
  T3: 'Import Job Completed Successfully.',
  T4: 'Too many users have failed or been skipped during the import.',
  T5: 'The Import Job was stopped by the developer.',
  T6: 'The user import job has expired.',
  T27: 'The header of the CSV file has an unexpected column at position <n>.',
  T28: 'The header of the CSV file lacks the column <column>.',
  T29: 'The header of the CSV file repeats the column <column>.',
  T30: 'The CSV file has no password_hash column, but the job names a password hashing algorithm.',
  T31: 'The header of the CSV file is longer than 16000 characters.',
  T32: 'The CSV file starts with a byte order mark (BOM). Save it as UTF-8 without BOM.',
  T33: 'The CSV file is not valid UTF-8.',
  T34: 'The CSV file is empty.',
  T35: 'The CSV file is larger than <size>.',
  T36: 'The CSV file has more than <n> users.',
  T37: 'The CloudWatch Logs role does not exist.',
  T38: 'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.',
  T39: 'The CloudWatch Logs role is missing the permission <action>.',
  T40: 'The user pool has been deleted.',
  T41: 'The uploaded CSV file could not be found.',
  T42: 'The import job failed because of an internal error.',
} as const;

/** Lines of the job's log for records that make no user. */
const UNIMPORTED_TEXTS = {
  T8: 'The user already exists.',
  T9: 'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  T10: 'Invalid email address format.',
  T11: 'Invalid phone number format.',
  T12: 'Username cannot be of email format, since user pool is configured for email alias.',
  T13: 'Username should be an email.',
  T14: 'Username should be either an email or a phone number.',
  T15: 'Attributes did not conform to the schema: <attribute>: The attribute is required',
  T16: 'An account with the <attribute> already exists.',
  T43: 'The row has <n> fields, the header has <m>.',
  T44: 'The row is longer than 16000 characters.',
  T45: 'The value of <column> contains characters that are not allowed.',
  T46: 'The value of cognito:username is missing.',
  T47: 'The value of cognito:username is not a valid user name.',
  T48: 'The value of <column> must be true or false.',
  T49: 'The value of email is missing, but email_verified is true.',
  T50: 'The value of phone_number is missing, but phone_number_verified is true.',
  T51: 'The value of birthdate must have the format mm/dd/yyyy.',
  T52: 'The value of updated_at must be a time in epoch seconds.',
  T53: 'Attributes did not conform to the schema: <attribute>: The value does not meet the attribute constraints',
  T54: 'The value of cognito:mfa_enabled does not match the MFA configuration of the user pool.',
  T55: 'Username should be a phone number.',
  T56: 'Username cannot be of phone number format, since user pool is configured for phone number alias.',
  T57: 'The value of cognito:username differs from the value of <column>.',
  T58: 'The password hash is malformed.',
  T59: 'The password hash has a parameter that is out of bounds.',
  T60: 'The password hash does not match the algorithm of the import job.',
  T61: 'The user could not be imported because of an internal error.',
} as const;

/** Every text of user import, by its id in section 20 of the reference. */
const TEXTS = { ...ANSWER_TEXTS, ...COMPLETION_TEXTS, ...UNIMPORTED_TEXTS, T7: 'The import succeeded.' } as const;

export type TextId = keyof typeof TEXTS;
/** Of a `CompletionMessage`. */
export type CompletionTextId = keyof typeof COMPLETION_TEXTS;
/** Of a record that makes no user. */
export type UnimportedTextId = keyof typeof UNIMPORTED_TEXTS;

/** The pieces between the placeholders of each text. */
const PIECES = new Map<string, readonly string[]>(
  Object.entries(TEXTS).map(([id, text]) => [id, text.split(/<[A-Za-z]+>/)]),
);

/** The text of that id with its placeholders filled from left to right. */
export function fillText(id: TextId, ...placeholders: readonly (string | number)[]): string {
  return fill(id, placeholders);
}

/** The text of a failed record (T9 to T16, T43 to T61). */
export function textOf([id, ...placeholders]: FailureReason): string {
  return fill(id, placeholders);
}

/** One line of a job's log (R276): `[FAILED] Line Number 7 - Invalid email address format.` */
export function logLine(outcome: RecordOutcome, recordNumber: number): string {
  if (outcome === 'imported') return `[SUCCEEDED] Line Number ${recordNumber} - ${TEXTS.T7}`;
  if (outcome === 'skipped') return `[SKIPPED] Line Number ${recordNumber} - ${TEXTS.T8}`;
  return `[FAILED] Line Number ${recordNumber} - ${textOf(outcome)}`;
}

function fill(id: string, placeholders: readonly (string | number)[]): string {
  const pieces = PIECES.get(id);
  assert(pieces, `there is no text ${id}`);
  assert(pieces.length === placeholders.length + 1, `text ${id} takes ${pieces.length - 1} values`);
  let text = pieces[0] ?? '';
  for (const [index, value] of placeholders.entries()) text += `${value}${pieces[index + 1]}`;
  return text;
}
