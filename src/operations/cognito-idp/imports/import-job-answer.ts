import type { ImportJob } from '../../../domain/imports/import-job.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import { epochSeconds } from '../../epoch-seconds.ts';

type UserImportJobType = NonNullable<OutputOf<'cognito-idp', 'DescribeUserImportJob'>['UserImportJob']>;

/** `UserImportJobType` (R47 to R59): absent members are left out (R9). */
export function importJobAnswer(job: ImportJob) {
  const { startedAt, completedAt, completionMessage, passwordHashingAlgorithm } = job;
  return {
    JobName: job.name,
    JobId: job.id,
    UserPoolId: job.userPoolId,
    PreSignedUrl: job.preSignedUrl,
    CreationDate: epochSeconds(job.createdAt),
    ...(startedAt === undefined ? {} : { StartDate: epochSeconds(startedAt) }),
    ...(completedAt === undefined ? {} : { CompletionDate: epochSeconds(completedAt) }),
    Status: job.status,
    CloudWatchLogsRoleArn: job.roleArn,
    ImportedUsers: job.importedUsers,
    SkippedUsers: job.skippedUsers,
    FailedUsers: job.failedUsers,
    ...(completionMessage === undefined ? {} : { CompletionMessage: completionMessage }),
    ...(passwordHashingAlgorithm === undefined ? {} : { PasswordHashingAlgorithm: passwordHashingAlgorithm }),
  } satisfies UserImportJobType;
}
