import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { importJobAnswer } from './import-job-answer.ts';
import { failWithoutJob, importJobIdOf } from './import-job-id.ts';

/** The job in any status (R91). */
export const describeUserImportJob = defineOperation(
  'cognito-idp',
  'DescribeUserImportJob',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const job = await context.store.findImportJob(scopeOf(context), pool.id, importJobIdOf(input.JobId));
    return job ? { UserImportJob: importJobAnswer(job) } : failWithoutJob(input.JobId, fail);
  },
);
