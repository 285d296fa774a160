import {
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../check/default-csv-header.ts';
import { type Muster, startMuster } from '../service/entry.ts';
import { watchRun } from './driver-run.fixture.ts';
import { pause } from './driver-run.ts';
import { followJob } from './follow-job.ts';
import { createMusterService } from './muster-service.ts';
import { openServiceClients, type ServiceClients } from './service-clients.ts';
import { startJob } from './start-job.ts';

let muster: Muster;
let clients: ServiceClients;
let userPoolId: string;

beforeAll(async () => {
  muster = await startMuster({ iam: 'off' });
  const { url } = muster;
  clients = openServiceClients({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoints: { cognito: url, logs: url, iam: url },
  });
  userPoolId = await createPool();
});

afterAll(async () => {
  clients.close();
  await muster.stop();
});

async function createPool(): Promise<string> {
  const { UserPool } = await clients.cognito.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
  );
  return assertPresent(UserPool?.Id, 'a pool has an id');
}

async function createJob(poolId = userPoolId): Promise<{ readonly id: string; readonly url: string }> {
  const { UserImportJob: job } = await clients.cognito.send(
    new CreateUserImportJobCommand({
      UserPoolId: poolId,
      JobName: 'job',
      CloudWatchLogsRoleArn: `arn:aws:iam::${muster.account}:role/writer`,
    }),
  );
  return {
    id: assertPresent(job?.JobId, 'a job has an id'),
    url: assertPresent(job?.PreSignedUrl, 'a job has a URL'),
  };
}

async function upload(url: string): Promise<void> {
  const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
  await fetch(url, { method: 'PUT', headers, body: `${DEFAULT_CSV_HEADER.join()}\n` });
}

describe('startJob', () => {
  it('takes a job that another run has started meanwhile for started (R115)', async () => {
    const job = await createJob();
    await upload(job.url);
    await clients.cognito.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: job.id }));
    const run = watchRun(createMusterService(clients));
    await startJob({ userPoolId, jobId: job.id, hasNewRole: false }, run);
    expect(run.events).toEqual([]);
    const ended = await followJob({ userPoolId, jobId: job.id }, 0, 'importing', { ...run, pause });
    expect(ended.Status).toBe('Succeeded');
  });

  it('throws what the server answers for a job without a file, as no other job stands in its way (R117)', async () => {
    const { id: jobId } = await createJob();
    const run = watchRun(createMusterService(clients));
    await expect(startJob({ userPoolId, jobId, hasNewRole: false }, run)).rejects.toMatchObject({
      name: 'PreconditionNotMetException',
    });
    expect(run.events).toEqual([]);
  });
});
