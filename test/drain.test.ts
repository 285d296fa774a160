import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../src/check/default-csv-header.ts';
import { generateUsers } from '../src/cli/generate/generate-users.ts';
import { DEFAULT_HTTP_LIMITS } from '../src/http/limits.ts';
import { STOP_PATIENCE_MS } from '../src/jobs/supervise.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport } from './drive-import.ts';
import { startServerProcess } from './server-process.ts';

const RECORDS = 60_000;
/** What whoever stops a server waits for: container platforms take 10 s and more. */
const END_MS_MAX = 5_000;

it('waits for requests and for the import less than five seconds together', () => {
  expect(DEFAULT_HTTP_LIMITS.drainMs + STOP_PATIENCE_MS).toBeLessThan(END_MS_MAX);
});

it('ends with 0 at SIGTERM in mid-import, whatever still uploads, and goes on at the next start (R66)', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-drain-'));
  const path = join(directory, 'users.csv');
  await writeFile(path, [...generateUsers({ users: RECORDS, seed: 8, badPercent: 0, columns: DEFAULT_CSV_HEADER })]);
  let server = await startServerProcess({ directory });
  const cognito = new CognitoIdentityProviderClient(clientOptions(server.url));
  try {
    const UserPoolId = await createImportPool(cognito, 'drained', []);
    const role = await createLogRole(server.url);
    const JobId = await uploadImport(cognito, UserPoolId, role, path);
    const other = await cognito.send(
      new CreateUserImportJobCommand({ UserPoolId, JobName: 'other', CloudWatchLogsRoleArn: role }),
    );
    const upload = request(other.UserImportJob?.PreSignedUrl ?? '', {
      method: 'PUT',
      headers: { 'x-amz-server-side-encryption': 'aws:kms', 'content-length': 1_000_000 },
    });
    const isCut = new Promise((resolve) => upload.once('error', resolve));
    upload.write('cognito:username');
    const describeJob = async () =>
      (await cognito.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }))).UserImportJob;
    await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
    while ((await describeJob())?.Status !== 'InProgress');

    expect(await server.stop()).toBe(0);
    await isCut;

    server = await startServerProcess({ directory, port: Number(new URL(server.url).port) });
    let job = await describeJob();
    while (!job?.CompletionDate) job = await describeJob();
    expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: RECORDS, SkippedUsers: 0, FailedUsers: 0 });
  } finally {
    cognito.destroy();
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
});
