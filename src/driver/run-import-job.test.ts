import {
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import { systemClock } from '../../base/clock.ts';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { type Muster, startMuster } from '../../service/entry.ts';
import { type AwsClients, openAwsClients } from '../target/aws-clients.ts';
import { followJob, type ImportRun, startJob } from './run-import-job.ts';

let muster: Muster;
let clients: AwsClients;
let userPoolId: string;

beforeAll(async () => {
  muster = await startMuster({ iam: 'off' });
  clients = openAwsClients({
    url: muster.url,
    description: muster.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    close: async () => {},
  });
  const { UserPool } = await clients.cognito.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
  );
  userPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
});

afterAll(async () => {
  clients.close();
  await muster.stop();
});

function makeRun(): ImportRun {
  const output = { print() {}, note() {}, terminal: undefined };
  const interruption = { signal: new AbortController().signal, byPerson: false, close() {} };
  return { clients, clock: systemClock, output, interruption };
}

async function makeJob(): Promise<{ readonly id: string; readonly url: string }> {
  const { UserImportJob: job } = await clients.cognito.send(
    new CreateUserImportJobCommand({
      UserPoolId: userPoolId,
      JobName: 'job',
      CloudWatchLogsRoleArn: `arn:aws:iam::${muster.account}:role/writer`,
    }),
  );
  return {
    id: assertPresent(job?.JobId, 'a job has an id'),
    url: assertPresent(job?.PreSignedUrl, 'a job has a URL'),
  };
}

describe('startJob', () => {
  it('takes a job that another run has started meanwhile for started (R115)', async () => {
    const job = await makeJob();
    const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    await fetch(job.url, { method: 'PUT', headers, body: `${DEFAULT_CSV_HEADER.join()}\n` });
    await clients.cognito.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: job.id }));
    await startJob(userPoolId, job.id, makeRun());
    const ended = await followJob(userPoolId, job.id, 0, 'Importing', makeRun());
    expect(ended.Status).toBe('Succeeded');
  });

  it('says of a job without a file why it cannot be started (R117)', async () => {
    const { id } = await makeJob();
    await expect(startJob(userPoolId, id, makeRun())).rejects.toThrow(id);
  });
});
