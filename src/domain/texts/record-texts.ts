/** Lines of a job's log for records that make no user. `<x>` stands for a value. */
export const UNIMPORTED_TEXTS = {
  'already-exists': 'The user already exists.',
  'nothing-verified':
    'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  'email-malformed': 'Invalid email address format.',
  'phone-number-malformed': 'Invalid phone number format.',
  'username-like-email': 'Username cannot be of email format, since user pool is configured for email alias.',
  'username-not-email': 'Username should be an email.',
  'username-not-email-or-phone-number': 'Username should be either an email or a phone number.',
  'attribute-required': 'Attributes did not conform to the schema: <attribute>: The attribute is required',
  'alias-taken': 'An account with the <attribute> already exists.',
  'field-count-differs': 'The row has <n> fields, the header has <m>.',
  'record-too-long': 'The row is longer than 16000 characters.',
  'nul-character': 'The value of <column> contains characters that are not allowed.',
  'username-missing': 'The value of cognito:username is missing.',
  'username-malformed': 'The value of cognito:username is not a valid user name.',
  'boolean-malformed': 'The value of <column> must be true or false.',
  'verified-email-missing': 'The value of email is missing, but email_verified is true.',
  'verified-phone-number-missing': 'The value of phone_number is missing, but phone_number_verified is true.',
  'birthdate-malformed': 'The value of birthdate must have the format mm/dd/yyyy.',
  'updated-at-malformed': 'The value of updated_at must be a time in epoch seconds.',
  'constraint-violated':
    'Attributes did not conform to the schema: <attribute>: The value does not meet the attribute constraints',
  'mfa-mismatch': 'The value of cognito:mfa_enabled does not match the MFA configuration of the user pool.',
  'username-not-phone-number': 'Username should be a phone number.',
  'username-like-phone-number':
    'Username cannot be of phone number format, since user pool is configured for phone number alias.',
  'username-differs': 'The value of cognito:username differs from the value of <column>.',
  'password-hash-malformed': 'The password hash is malformed.',
  'password-hash-out-of-bounds': 'The password hash has a parameter that is out of bounds.',
  'password-hash-of-other-algorithm': 'The password hash does not match the algorithm of the import job.',
  'record-failed-internally': 'The user could not be imported because of an internal error.',
} as const;

/** The line of a record that makes a user. */
export const IMPORTED_TEXT = 'The import succeeded.';

export type UnimportedTextId = keyof typeof UNIMPORTED_TEXTS;
/** Of a record that fails; the others are skipped. */
export type FailureTextId = Exclude<UnimportedTextId, 'already-exists'>;
