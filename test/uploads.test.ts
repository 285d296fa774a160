import { randomUUID } from 'node:crypto';
import {
  AddCustomAttributesCommand,
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { type Muster, startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, runImport, waitForEnd } from './drive-import.ts';

const CSV_BYTES_MAX = 4_000;
const RACES = 12;

describe('an uploaded file', () => {
  let muster: Muster;
  let client: CognitoIdentityProviderClient;
  let roleArn: string;

  beforeAll(async () => {
    muster = await startMuster({ csvBytesMax: CSV_BYTES_MAX });
    client = new CognitoIdentityProviderClient(clientOptions(muster.url));
    roleArn = await createLogRole(muster.url);
  });

  afterAll(async () => {
    client?.destroy();
    await muster?.stop();
  });

  async function createJob(UserPoolId: string, cognito = client) {
    const { UserImportJob } = await cognito.send(
      new CreateUserImportJobCommand({ UserPoolId, JobName: 'job', CloudWatchLogsRoleArn: roleArn }),
    );
    const job = assertPresent(UserImportJob, 'the job was made');
    return { job, JobId: assertPresent(job.JobId, 'it has an id'), url: assertPresent(job.PreSignedUrl, 'and a URL') };
  }

  const put = (url: string, body: string) =>
    fetch(url, { method: 'PUT', headers: { 'x-amz-server-side-encryption': 'aws:kms' }, body });

  /** A file for the pool, with further columns, of so many users. */
  async function csvOf(UserPoolId: string, users: number, more: Record<string, string> = {}): Promise<string> {
    const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId }));
    const columns = [...new Set([...CSVHeader, ...Object.keys(more)])];
    const records = Array.from({ length: users }, () => {
      const username = randomUUID();
      const values: Record<string, string> = {
        'cognito:username': username,
        email: `${username}@example.com`,
        email_verified: 'true',
        ...more,
      };
      return columns.map((column) => values[column] ?? '').join();
    });
    return [columns.join(), ...records, ''].join('\n');
  }

  it('is sent to a URL made once, at the moment of the job, and never renewed (R50, R124, R126, R127, R128)', async () => {
    const UserPoolId = await createImportPool(client, 'urls', []);
    const { job, JobId, url } = await createJob(UserPoolId);
    const { pathname, searchParams, origin } = new URL(url);
    expect(origin).toBe(muster.url);
    expect(pathname).toBe(`/123456789012/${UserPoolId}/${JobId}`);
    const createdAt = assertPresent(job.CreationDate, 'a job has a date').toISOString();
    expect(searchParams.get('X-Amz-Date')).toBe(`${createdAt.slice(0, 19).replace(/[-:]/g, '')}Z`);
    expect(searchParams.get('X-Amz-Expires')).toBe('899');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-amz-server-side-encryption');
    await put(url, 'a,b\n');
    const { UserImportJob } = await client.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
    expect(UserImportJob?.PreSignedUrl).toBe(url);
  });

  it('that is too large for an import is stored all the same, and its job fails (R152, R184)', async () => {
    const UserPoolId = await createImportPool(client, 'large', []);
    const { JobId, url } = await createJob(UserPoolId);
    expect((await put(url, `a,b\n${'x'.repeat(CSV_BYTES_MAX)}`)).status).toBe(200);
    const ended = await runImport(client, UserPoolId, JobId);
    expect([ended.Status, ended.CompletionMessage]).toEqual(['Failed', expect.stringContaining('larger than')]);
  });

  it('waits within the bound of its account, and no longer when its job has ended', async () => {
    const small = await startMuster({ waitingUploadBytesMax: 10 });
    const smallClient = new CognitoIdentityProviderClient(clientOptions(small.url));
    try {
      const UserPoolId = await createImportPool(smallClient, 'bounded', []);
      const [first, second] = [await createJob(UserPoolId, smallClient), await createJob(UserPoolId, smallClient)];
      expect((await put(first.url, 'x'.repeat(8))).status).toBe(200);
      const refused = await put(second.url, 'xyz');
      expect([refused.status, await refused.text()]).toEqual([
        400,
        expect.stringContaining('<Code>EntityTooLarge</Code>'),
      ]);
      await runImport(smallClient, UserPoolId, first.JobId);
      expect((await put(second.url, 'xyz')).status).toBe(200);
    } finally {
      smallClient.destroy();
      await small.stop();
    }
  });

  it('is judged by the schema in force when its import begins (R123)', async () => {
    const UserPoolId = await createImportPool(client, 'schema', []);
    const { JobId, url } = await createJob(UserPoolId);
    expect((await put(url, await csvOf(UserPoolId, 1, { 'custom:team': 'red' }))).status).toBe(200);
    const CustomAttributes = [{ Name: 'team', AttributeDataType: 'String', Mutable: true } as const];
    await client.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }));
    const ended = await runImport(client, UserPoolId, JobId);
    expect(ended).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1 });
  });

  it('is imported if it came before the start, and refused if it came after: never half of each (R81, R134, R144)', async () => {
    const UserPoolId = await createImportPool(client, 'races', []);
    for (let race = 0; race < RACES; race++) {
      const { JobId, url } = await createJob(UserPoolId);
      const [first, second] = [await csvOf(UserPoolId, 1), await csvOf(UserPoolId, 2)];
      expect((await put(url, first)).status).toBe(200);
      const start = () => client.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
      const calls = [put(url, second), race % 2 === 0 ? start() : Promise.resolve().then(start)] as const;
      const [answer] = await Promise.all(calls);
      const job: UserImportJobType = await waitForEnd(client, UserPoolId, JobId);
      expect([answer.status, job.ImportedUsers]).toEqual(answer.status === 200 ? [200, 2] : [403, 1]);
      expect(job).toMatchObject({ Status: 'Succeeded', FailedUsers: 0, SkippedUsers: 0 });
    }
  });
});
