/** `CompletionMessage` of a job. `<x>` stands for a value. */
export const COMPLETION_TEXTS = {
  'import-completed': 'Import Job Completed Successfully.',
  'too-many-users-not-imported': 'Too many users have failed or been skipped during the import.',
  'stopped-by-developer': 'The Import Job was stopped by the developer.',
  'import-job-expired': 'The user import job has expired.',
  'header-column-unexpected': 'The header of the CSV file has an unexpected column at position <n>.',
  'header-column-missing': 'The header of the CSV file lacks the column <column>.',
  'header-column-repeated': 'The header of the CSV file repeats the column <column>.',
  'password-hash-column-missing':
    'The CSV file has no password_hash column, but the job names a password hashing algorithm.',
  'header-too-long': 'The header of the CSV file is longer than 16000 characters.',
  'file-begins-with-bom': 'The CSV file starts with a byte order mark (BOM). Save it as UTF-8 without BOM.',
  'file-not-utf-8': 'The CSV file is not valid UTF-8.',
  'file-empty': 'The CSV file is empty.',
  'file-too-large': 'The CSV file is larger than <size>.',
  'file-has-too-many-users': 'The CSV file has more than <n> users.',
  'logs-role-not-found': 'The CloudWatch Logs role does not exist.',
  'logs-role-not-assumable': 'The CloudWatch Logs role cannot be assumed by cognito-idp.amazonaws.com.',
  'logs-role-lacks-permission': 'The CloudWatch Logs role is missing the permission <action>.',
  'user-pool-deleted': 'The user pool has been deleted.',
  'uploaded-file-not-found': 'The uploaded CSV file could not be found.',
  'import-failed-internally': 'The import job failed because of an internal error.',
} as const;

export type CompletionTextId = keyof typeof COMPLETION_TEXTS;
