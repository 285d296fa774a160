import { parseArn } from '../../../aws/arn.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import { defineOperation } from '../../define-operation.ts';
import { failWithoutPool, getUserPool } from '../pools/get-user-pool.ts';
import { importJobAnswer } from './import-job-answer.ts';
import { importJobIdOf } from './import-job-id.ts';

const JOB_ID_CHARACTERS = 10;

/** Creates a job. Neither the role (R101) nor what the pool verifies (R102) is checked before the job runs. */
export const createUserImportJob = defineOperation(
  'cognito-idp',
  'CreateUserImportJob',
  async ({ input, context, fail }) => {
    const { store, clock, ids, iam, limits, hashImport, logger, principal, requestId } = context;
    // What an account may not do at all is no matter of policies: root is refused as well (R461).
    if (iam === 'on' && parseArn(input.CloudWatchLogsRoleArn)?.account !== principal.account) {
      return fail('AccessDenied', 'Cross-account pass role is not allowed.');
    }
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const passwordHashingAlgorithm = input.PasswordHashingAlgorithm;
    if (passwordHashingAlgorithm !== undefined && !hashImport) {
      return fail('OperationNotEnabledException', fillText('hash-import-not-enabled', pool.id));
    }
    const id = importJobIdOf(`import-${ids.alphanumeric(JOB_ID_CHARACTERS)}`);
    const createdAt = clock.nowMs();
    const { url: preSignedUrl, ...awaited } = await context.offerUpload({
      account: pool.account,
      region: pool.region,
      userPoolId: pool.id,
      jobId: id,
      requestHost: context.requestHost,
      nowMs: createdAt,
    });
    const creation = await store.createImportJob(
      {
        id,
        userPoolKey: pool.key,
        userPoolId: pool.id,
        account: pool.account,
        region: pool.region,
        name: input.JobName,
        roleArn: input.CloudWatchLogsRoleArn,
        preSignedUrl,
        ...awaited,
        createdAt,
        ...(passwordHashingAlgorithm === undefined ? {} : { passwordHashingAlgorithm }),
      },
      { jobsPerPoolMax: limits.jobsPerPoolMax },
    );
    switch (creation.kind) {
      case 'created':
        logger.info({ requestId, jobId: id, userPoolId: pool.id }, 'import job created');
        return { UserImportJob: importJobAnswer(creation.job) };
      case 'pool-not-found':
        return failWithoutPool(pool.id, fail);
      case 'too-many-jobs':
        return fail('LimitExceededException', fillText('import-job-limit-reached', pool.id, limits.jobsPerPoolMax));
    }
  },
);
