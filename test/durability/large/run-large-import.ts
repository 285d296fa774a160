import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  DescribeUserPoolCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../../src/base/assert.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport } from '../../drive-import.ts';
import { countUploads } from '../../engine/stored-state.ts';
import { generateFile } from '../../oracle/run-oracle.ts';
import { startServerProcess } from '../../server-process.ts';

const POOL_NAME = 'large';
const KILLED_AT = 0.1;
const POLL_MS = 100;

export interface LargeImport {
  readonly fileBytes: number;
  readonly uploadSeconds: number;
  /** From the start of the job to its end, with the death of its server. */
  readonly importSeconds: number;
  /** As it was last seen before the kill, and first after it. */
  readonly recordsAtKill: number;
  readonly recordsFound: number;
  readonly job: UserImportJobType;
  readonly usersCounted: number;
  readonly logEvents: number;
  readonly uploadsLeft: number;
  /** VmHWM of the server that was killed, and of the one that ended the job. */
  readonly firstPeakBytes: number;
  readonly secondPeakBytes: number;
}

/** Imports a file of `users` good records in one job, through a kill after a tenth of them. `bin`: the command. */
export async function runLargeImport(users: number, seed: number, bin: string): Promise<LargeImport> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-large-'));
  const path = join(directory, 'users.csv');
  const bytesMax = '8000000000';
  const flags = ['--csv-records-max', String(users), '--csv-bytes-max', bytesMax, '--upload-bytes-max', bytesMax];
  let server = await startServerProcess({ directory, flags, bin });
  try {
    await generateFile(path, { users, seed, badPercent: 0, customAttributes: [] });
    const { size: fileBytes } = await stat(path);
    let client = new CognitoIdentityProviderClient(clientOptions(server.url));
    const UserPoolId = await createImportPool(client, POOL_NAME, []);
    const roleArn = await createLogRole(server.url);
    const uploadBegan = performance.now();
    const JobId = await uploadImport(client, UserPoolId, roleArn, path);
    const uploadSeconds = secondsSince(uploadBegan);
    await rm(path);
    const describeJob = async () => {
      const { UserImportJob } = await client.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
      return assertPresent(UserImportJob, 'the job is there');
    };
    const importBegan = performance.now();
    await client.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
    let job = await describeJob();
    while (recordsOf(job) < users * KILLED_AT) {
      await wait(POLL_MS);
      job = await describeJob();
    }
    const recordsAtKill = recordsOf(job);
    const firstPeakBytes = server.peakMemoryBytes();
    await server.kill();
    client.destroy();

    server = await startServerProcess({ directory, flags, bin });
    client = new CognitoIdentityProviderClient(clientOptions(server.url));
    job = await describeJob();
    const recordsFound = recordsOf(job);
    while (job.Status === 'InProgress') {
      await wait(POLL_MS);
      job = await describeJob();
    }
    const importSeconds = secondsSince(importBegan);
    const secondPeakBytes = server.peakMemoryBytes();
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    const measured = {
      fileBytes,
      uploadSeconds,
      importSeconds,
      recordsAtKill,
      recordsFound,
      job,
      usersCounted: UserPool?.EstimatedNumberOfUsers ?? 0,
      logEvents: await countLogEvents(server.url, `/aws/cognito/userpools/${UserPoolId}/${POOL_NAME}`),
      uploadsLeft: await countUploads(join(directory, 'data')),
      firstPeakBytes,
      secondPeakBytes,
    };
    client.destroy();
    return measured;
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function recordsOf({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}

function secondsSince(began: number): number {
  return (performance.now() - began) / 1000;
}

/** Of the group; rejects at a record that comes twice or out of order. */
async function countLogEvents(url: string, logGroupName: string): Promise<number> {
  const client = new CloudWatchLogsClient(clientOptions(url));
  let count = 0;
  for await (const { events = [] } of paginateFilterLogEvents({ client, pageSize: 10_000 }, { logGroupName })) {
    for (const { message = '' } of events) {
      count += 1;
      if (!message.includes(`Line Number ${count} `)) throw new Error(`event ${count} of the log is: ${message}`);
    }
  }
  client.destroy();
  return count;
}
