import { fillText } from '../../../domain/texts/fill-text.ts';
import type { ArrivedUpload } from '../../../store/store.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { failWithoutPool, userPoolIdOf } from '../pools/get-user-pool.ts';
import { importJobAnswer } from './import-job-answer.ts';
import { failWithoutJob, importJobIdOf } from './import-job-id.ts';

/**
 * The store checks status, auto-verified attributes, file and other active jobs in one transaction (R115 to R118), so that one of two
 * starts wins (R119). A file that the client put into the bucket itself is looked up once the other checks have passed; the version
 * found then is the job's file, whatever is uploaded later.
 */
export const startUserImportJob = defineOperation(
  'cognito-idp',
  'StartUserImportJob',
  async ({ input, context, fail }) => {
    const { store, clock, limits, logger, requestId } = context;
    const { waitingUploadBytesMax } = limits;
    const { UserPoolId, JobId } = input;
    const begin = (arrived: ArrivedUpload | undefined) =>
      store.startImportJob(scopeOf(context), userPoolIdOf(UserPoolId), importJobIdOf(JobId), {
        activeJobsMax: limits.activeJobsMax,
        nowMs: clock.nowMs(),
        requestId,
        ...(arrived && { arrived: { ...arrived, waitingUploadBytesMax } }),
      });
    let start = await begin(undefined);
    if (start.kind === 'no-upload' && start.awaitedBlobId !== undefined) {
      const arrived = await context.findArrivedUpload(start.awaitedBlobId);
      if (arrived) start = await begin(arrived);
    }
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
        return fail('PreconditionNotMetException', fillText('import-job-not-startable', JobId, start.status));
      case 'no-auto-verified-attribute':
        return fail('PreconditionNotMetException', fillText('auto-verified-attributes-missing', UserPoolId));
      case 'no-upload':
        return fail('PreconditionNotMetException', fillText('csv-file-not-uploaded', JobId));
      case 'other-job-active':
        return fail('PreconditionNotMetException', fillText('another-import-job-active'));
      case 'too-many-upload-bytes':
        return fail(
          'PreconditionNotMetException',
          `The CSV files of this account that wait for their import would pass ${waitingUploadBytesMax} bytes.`,
        );
    }
  },
);
