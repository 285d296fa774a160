import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  DescribeUserPoolCommand,
  GetCSVHeaderCommand,
  ListUsersCommand,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateUsers } from '../src/cli/generate/generate-users.ts';
import { type Muster, startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from './drive-import.ts';

let muster: Muster;
let client: CognitoIdentityProviderClient;
let logs: CloudWatchLogsClient;
let roleArn: string;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-test-'));
  muster = await startMuster();
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  logs = new CloudWatchLogsClient(clientOptions(muster.url));
  roleArn = await createLogRole(muster.url);
});

afterAll(async () => {
  client.destroy();
  logs.destroy();
  await muster.stop();
  await rm(directory, { recursive: true });
});

async function writeCsv(name: string, content: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

/** The file of a job that has everything: records that are imported, skipped and failed, a blank line, CRLF, an escaped comma. */
async function writeMixedCsv(poolId: string): Promise<string> {
  const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId: poolId }));
  const columns = CSVHeader.filter((column) => column !== 'password_hash');
  const record = (values: Record<string, string>) => columns.map((column) => values[column] ?? '').join(',');
  const ann = { 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'TRUE' };
  return writeCsv(
    'mixed.csv',
    [
      columns.join(','),
      record({ ...ann, address: '1 Any Street\\, Town', 'custom:team': ' blue ' }),
      '',
      `${record({ ...ann, 'cognito:username': 'bob', email: '', phone_number: '+4930123', phone_number_verified: 'true', email_verified: '' })}\r`,
      record({ ...ann, name: 'another Ann' }),
      record({ ...ann, 'cognito:username': 'eve', email: 'eve' }),
      record({ ...ann, 'cognito:username': 'zoë' }),
      '',
    ].join('\n'),
  );
}

describe('an import through the AWS SDK', () => {
  it('makes the users, counts them and logs every record', async () => {
    const poolId = await createImportPool(client, 'my people', ['team']);
    const jobId = await uploadImport(client, poolId, roleArn, await writeMixedCsv(poolId));
    const job = await runImport(client, poolId, jobId);
    expect(job).toMatchObject({
      JobId: jobId,
      Status: 'Succeeded',
      CompletionMessage: 'Import Job Completed Successfully.',
      ImportedUsers: 3,
      SkippedUsers: 1,
      FailedUsers: 1,
    });
    expect(job.StartDate?.getTime()).toBeLessThanOrEqual(job.CompletionDate?.getTime() ?? 0);

    const group = `/aws/cognito/userpools/${poolId}/my_people`;
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: group }));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([group]);
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: group }));
    const [stream] = logStreams?.map(({ logStreamName }) => logStreamName) ?? [];
    expect(stream).toBe(`${jobId}/import`);
    const { events } = await logs.send(
      new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, startFromHead: true }),
    );
    expect(events?.map(({ message }) => message)).toEqual([
      '[SUCCEEDED] Line Number 1 - The import succeeded.',
      '[SUCCEEDED] Line Number 2 - The import succeeded.',
      '[SKIPPED] Line Number 3 - The user already exists.',
      '[FAILED] Line Number 4 - Invalid email address format.',
      '[SUCCEEDED] Line Number 5 - The import succeeded.',
    ]);

    const { Users = [] } = await client.send(new ListUsersCommand({ UserPoolId: poolId }));
    expect(Users.map(({ Username }) => Username)).toEqual(['ann', 'bob', 'zoë']);
    const [ann] = Users;
    expect(ann).toMatchObject({ UserStatus: 'RESET_REQUIRED', Enabled: true });
    const attributes = Object.fromEntries((ann?.Attributes ?? []).map(({ Name, Value }) => [Name, Value]));
    expect(attributes).toEqual({
      sub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      email: 'ann@example.com',
      email_verified: 'true',
      address: '1 Any Street, Town',
      'custom:team': 'blue',
    });
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
    expect(UserPool?.EstimatedNumberOfUsers).toBe(3);
  });

  it('fails a job before any user is made, and says why', async () => {
    const poolId = await createImportPool(client, 'headers', []);
    const path = await writeCsv('short.csv', 'cognito:username,email\nann,ann@example.com\n');
    const job = await runImport(client, poolId, await uploadImport(client, poolId, roleArn, path));
    expect(job).toMatchObject({
      Status: 'Failed',
      CompletionMessage: 'The header of the CSV file lacks the column name.',
      ImportedUsers: 0,
      FailedUsers: 0,
    });
  });

  it('calls no trigger: one that nobody could answer holds nothing up (R305)', async () => {
    const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:of-nobody';
    const LambdaConfig = { PreSignUp: functionArn, PostConfirmation: functionArn, CustomMessage: functionArn };
    const poolId = await createImportPool(client, 'triggers', ['team']);
    await client.send(
      new UpdateUserPoolCommand({
        UserPoolId: poolId,
        AutoVerifiedAttributes: ['email', 'phone_number'],
        LambdaConfig: { ...LambdaConfig, PreTokenGeneration: functionArn },
      }),
    );
    const jobId = await uploadImport(client, poolId, roleArn, await writeMixedCsv(poolId));
    expect(await runImport(client, poolId, jobId)).toMatchObject({ Status: 'Succeeded', ImportedUsers: 3 });
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
    expect(UserPool?.LambdaConfig).toMatchObject(LambdaConfig);
  });

  it('refuses to start a job without a file', async () => {
    const poolId = await createImportPool(client, 'no file', []);
    const { UserImportJob } = await client.send(
      new CreateUserImportJobCommand({ UserPoolId: poolId, JobName: 'x', CloudWatchLogsRoleArn: roleArn }),
    );
    const key = { UserPoolId: poolId, JobId: UserImportJob?.JobId };
    await expect(client.send(new StartUserImportJobCommand(key))).rejects.toMatchObject({
      name: 'PreconditionNotMetException',
      message: `No csv file was uploaded for ${UserImportJob?.JobId}`,
    });
  });

  it('stops in mid-run: what was imported stays, and the counters agree with the pool (R85, R92)', async () => {
    const poolId = await createImportPool(client, 'stopped', []);
    const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId: poolId }));
    const text = [...generateUsers({ users: 100_000, seed: 3, badPercent: 1, columns: CSVHeader })].join('');
    const jobId = await uploadImport(client, poolId, roleArn, await writeCsv('many.csv', text));
    const key = { UserPoolId: poolId, JobId: jobId };
    const describeJob = async () => (await client.send(new DescribeUserImportJobCommand(key))).UserImportJob;
    await client.send(new StartUserImportJobCommand(key));
    while (!(await describeJob())?.ImportedUsers) await wait(5);
    const stopped = (await client.send(new StopUserImportJobCommand(key))).UserImportJob;
    expect(['Stopping', 'Stopped']).toContain(stopped?.Status);
    let job = stopped;
    while (job?.Status === 'Stopping') {
      await wait(5);
      job = await describeJob();
    }
    expect(job).toMatchObject({
      Status: 'Stopped',
      CompletionMessage: 'The Import Job was stopped by the developer.',
    });
    expect(job?.ImportedUsers).toBeGreaterThan(0);
    expect(job?.ImportedUsers).toBeLessThan(95_000);
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
    expect(UserPool?.EstimatedNumberOfUsers).toBe(job?.ImportedUsers);
  });
});
