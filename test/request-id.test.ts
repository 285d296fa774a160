import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { clientOptions, createImportPool, createLogRole } from './drive-import.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

let directory: string;
let server: ServerProcess;
let client: CognitoIdentityProviderClient;

/** More than one batch, so that a job is caught in the middle. */
const RECORD_COUNT = 20_000;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-request-id-'));
  server = await startServerProcess({ directory });
  client = new CognitoIdentityProviderClient(clientOptions(server.url));
});

afterAll(async () => {
  client.destroy();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
});

/** The lines of the log of a server that hold a text, as `grep` finds them. */
const grep = (text: string): string[] =>
  server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.includes(text))
    .map((line) => String(JSON.parse(line).msg));

describe('the id of a request', () => {
  it('finds the call and all that became of its job, also behind a server that was killed', async () => {
    const roleArn = await createLogRole(server.url);
    const poolId = await createImportPool(client, 'people', []);
    const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId: poolId }));
    const columns = CSVHeader.filter((column) => column !== 'password_hash');
    const record = (values: Record<string, string>) => columns.map((column) => values[column] ?? '').join(',');
    const records = Array.from({ length: RECORD_COUNT }, (_, index) =>
      record({ 'cognito:username': `user${index}`, email: `user${index}@example.com`, email_verified: 'true' }),
    );
    const created = await client.send(
      new CreateUserImportJobCommand({ UserPoolId: poolId, JobName: 'job', CloudWatchLogsRoleArn: roleArn }),
    );
    const { JobId, PreSignedUrl } = assertPresent(created.UserImportJob, 'CreateUserImportJob returned a job');
    await fetch(String(PreSignedUrl), {
      method: 'PUT',
      body: [columns.join(','), ...records, ''].join('\n'),
      headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    });
    const started = await client.send(new StartUserImportJobCommand({ UserPoolId: poolId, JobId }));
    const createRequest = assertPresent(created.$metadata.requestId, 'an answer has the id of its request');
    const startRequest = assertPresent(started.$metadata.requestId, 'an answer has the id of its request');

    const see = (message: string) =>
      vi.waitFor(() => expect(grep(startRequest)).toContain(message), { timeout: 60_000, interval: 5 });
    await see('import job claimed');
    await server.kill();
    expect(grep(createRequest)).toEqual(['import job created', 'request served']);
    // The jobs thread may be faster than the answer.
    expect(grep(startRequest).toSorted()).toEqual(['import job claimed', 'import job started', 'request served']);
    expect(grep(String(JobId))).toEqual(expect.arrayContaining(['import job created', ...grep(startRequest)]));

    // Another process, which answered none of these requests.
    server = await startServerProcess({ directory });
    await see('import job ended');
    expect(grep(startRequest)).toEqual(['import job claimed', 'import job ended']);
  });
});
