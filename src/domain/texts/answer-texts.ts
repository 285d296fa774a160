/** Answers of operations. `<x>` stands for a value. */
export const ANSWER_TEXTS = {
  'user-pool-not-found': 'User pool <poolId> does not exist.',
  'csv-file-not-uploaded': 'No csv file was uploaded for <jobId>',
  'import-job-not-found': 'User import job <jobId> does not exist.',
  'import-job-not-startable': 'User import job <jobId> cannot be started because its status is <Status>.',
  'auto-verified-attributes-missing': 'User pool <poolId> has no auto verified attributes.',
  'another-import-job-active': 'Another user import job is already active in this account.',
  'import-job-not-stoppable': 'User import job <jobId> cannot be stopped because its status is <Status>.',
  'import-job-limit-reached': 'User pool <poolId> has reached its limit of <n> user import jobs.',
  'hash-import-not-enabled': 'Password hash import is not enabled for user pool <poolId>.',
  'pagination-token-invalid': 'Invalid pagination token.',
  'import-job-in-progress': 'A user import job is in progress for user pool <poolId>.',
  'internal-error': 'Internal error.',
} as const;

export type AnswerTextId = keyof typeof ANSWER_TEXTS;
