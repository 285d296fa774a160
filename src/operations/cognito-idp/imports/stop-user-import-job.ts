import { isTerminal } from '../../../domain/imports/import-transitions.ts';
import { fillText } from '../../../domain/texts/fill-text.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { failWithoutPool, userPoolIdOf } from '../pools/get-user-pool.ts';
import { importJobAnswer } from './import-job-answer.ts';
import { failWithoutJob, importJobIdOf } from './import-job-id.ts';

/** Stops a job that has been started, at once or after the record in flight (R79, R84, R85). */
export const stopUserImportJob = defineOperation(
  'cognito-idp',
  'StopUserImportJob',
  async ({ input, context, fail }) => {
    const { UserPoolId, JobId } = input;
    const { logger, requestId } = context;
    const stop = await context.store.stopImportJob(scopeOf(context), userPoolIdOf(UserPoolId), importJobIdOf(JobId), {
      completionMessage: fillText('stopped-by-developer'),
      nowMs: context.clock.nowMs(),
    });
    switch (stop.kind) {
      case 'stopped':
        logger.info({ requestId, jobId: stop.job.id, status: stop.job.status }, 'import job asked to stop');
        if (isTerminal(stop.job.status) && stop.job.upload) await context.deleteUploads([stop.job.upload.blobId]);
        return { UserImportJob: importJobAnswer(stop.job) };
      case 'pool-not-found':
        return failWithoutPool(UserPoolId, fail);
      case 'job-not-found':
        return failWithoutJob(JobId, fail);
      case 'wrong-status':
        return fail('PreconditionNotMetException', fillText('import-job-not-stoppable', JobId, stop.status));
    }
  },
);
