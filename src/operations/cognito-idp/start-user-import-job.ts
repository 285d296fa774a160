import { fillText } from '../../domain/record-texts.ts';
import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutPool, userPoolIdOf } from './get-user-pool.ts';
import { importJobAnswer } from './import-job-answer.ts';
import { failWithoutJob, importJobIdOf } from './import-job-id.ts';

/** Section 6.5. The store checks R115 to R118 in one transaction, so that of two starts one wins (R119). */
export const startUserImportJob = defineOperation(
  'cognito-idp',
  'StartUserImportJob',
  async ({ input, context, fail }) => {
    const { store, clock, limits, logger, requestId } = context;
    const { UserPoolId, JobId } = input;
    const start = await store.startImportJob(scopeOf(context), userPoolIdOf(UserPoolId), importJobIdOf(JobId), {
      activeJobsMax: limits.activeJobsMax,
      nowMs: clock.nowMs(),
      requestId,
    });
    switch (start.kind) {
      case 'started':
        logger.info({ requestId, jobId: start.job.id, userPoolId: start.job.userPoolId }, 'import job started');
        context.wakeWorkers();
        return { UserImportJob: importJobAnswer(start.job) };
      case 'pool-not-found':
        return failWithoutPool(UserPoolId, fail);
      case 'job-not-found':
        return failWithoutJob(JobId, fail);
      case 'wrong-status':
        return fail('PreconditionNotMetException', fillText('T18', JobId, start.status));
      case 'no-auto-verified-attribute':
        return fail('PreconditionNotMetException', fillText('T19', UserPoolId));
      case 'no-upload':
        return fail('PreconditionNotMetException', fillText('T2', JobId));
      case 'other-job-active':
        return fail('PreconditionNotMetException', fillText('T20'));
    }
  },
);
