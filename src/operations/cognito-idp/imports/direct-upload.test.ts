import { beforeEach, describe, expect, it } from 'vitest';
import { makePool, ROLE_ARN } from '../../import-jobs.fixture.ts';
import { ACCOUNT, OperationsFixture, REGION } from '../../operations.fixture.ts';
import { createUserImportJob } from './create-user-import-job.ts';
import { describeUserImportJob } from './describe-user-import-job.ts';
import { importJobIdOf } from './import-job-id.ts';
import { startUserImportJob } from './start-user-import-job.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  return () => fixture.close();
});

function precondition(message: string) {
  return { code: 'PreconditionNotMetException', message };
}

describe('a job whose file the client puts into the bucket itself', () => {
  const awaitedBlobId = 'a'.repeat(32);
  const file = { blobId: `${awaitedBlobId}~etag`, byteLength: 1_000 };

  async function makeDirectJob() {
    const UserPoolId = await makePool(fixture);
    const input = { UserPoolId, JobName: 'my job', CloudWatchLogsRoleArn: ROLE_ARN };
    const offer = { url: 'https://bucket.example/a?signed', awaitedBlobId };
    const context = fixture.context({ offerUpload: async () => offer });
    const { UserImportJob } = await createUserImportJob.run(input, context);
    expect(UserImportJob?.PreSignedUrl).toBe(offer.url);
    return { UserPoolId, JobId: importJobIdOf(UserImportJob?.JobId ?? '') };
  }

  it('is started with what is there at that moment', async () => {
    const job = await makeDirectJob();
    const context = fixture.context({
      findArrivedUpload: async (blobId) => (blobId === awaitedBlobId ? file : undefined),
    });
    const { UserImportJob } = await startUserImportJob.run(job, context);
    expect(UserImportJob?.Status).toBe('Pending');
    const scope = { account: ACCOUNT, region: REGION };
    expect((await fixture.store.findImportJob(scope, job.UserPoolId, job.JobId))?.upload).toEqual(file);
    expect(fixture.wakeUps).toBe(1);
  });

  it('is refused while nothing is there (R71, R117)', async () => {
    const job = await makeDirectJob();
    await expect(startUserImportJob.run(job, fixture.context())).rejects.toMatchObject(
      precondition(`No csv file was uploaded for ${job.JobId}`),
    );
  });

  it('is refused when its file is more than the account may have waiting', async () => {
    const job = await makeDirectJob();
    const context = fixture.context({ findArrivedUpload: async () => ({ ...file, byteLength: 1_001 }) });
    await expect(startUserImportJob.run(job, context)).rejects.toMatchObject(
      precondition('The CSV files of this account that wait for their import would pass 1000 bytes.'),
    );
    expect((await describeUserImportJob.run(job, fixture.context())).UserImportJob).toMatchObject({
      Status: 'Created',
    });
  });

  it('is not looked for when the job cannot be started anyway (R116)', async () => {
    const findArrivedUpload = () => Promise.reject(new Error('looked'));
    const UserPoolId = await makePool(fixture, []);
    const offerUpload = async () => ({ url: 'https://bucket.example/a?signed', awaitedBlobId });
    const input = { UserPoolId, JobName: 'my job', CloudWatchLogsRoleArn: ROLE_ARN };
    const { UserImportJob } = await createUserImportJob.run(input, fixture.context({ offerUpload }));
    const job = { UserPoolId, JobId: UserImportJob?.JobId ?? '' };
    await expect(startUserImportJob.run(job, fixture.context({ findArrivedUpload }))).rejects.toMatchObject(
      precondition(`User pool ${UserPoolId} has no auto verified attributes.`),
    );
  });
});
