import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  type FilteredLogEvent,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient, GetCSVHeaderCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from './drive-import.ts';

const POOL_NAME = 'my people+1';

let muster: Muster;
let client: CognitoIdentityProviderClient;
let logs: CloudWatchLogsClient;
let roleArn: string;
let directory: string;
let poolId: string;
let group: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-test-'));
  muster = await startMuster();
  client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  logs = new CloudWatchLogsClient(clientOptions(muster.url));
  roleArn = await createLogRole(muster.url);
  poolId = await createImportPool(client, POOL_NAME, []);
  group = `/aws/cognito/userpools/${poolId}/my_people_1`;
});

afterAll(async () => {
  client.destroy();
  logs.destroy();
  await muster.stop();
  await rm(directory, { recursive: true });
});

/** Runs a file to its end; the job with the events of its stream. */
async function importFile(content: string) {
  const path = join(directory, 'users.csv');
  await writeFile(path, content);
  const jobId = await uploadImport(client, poolId, roleArn, path);
  const job = await runImport(client, poolId, jobId);
  const events: FilteredLogEvent[] = [];
  const pages = paginateFilterLogEvents({ client: logs }, { logGroupName: group, logStreamNamePrefix: `${jobId}/` });
  for await (const page of pages) events.push(...(page.events ?? []));
  return { job, jobId, events };
}

async function csvOf(...records: Record<string, string>[]): Promise<string> {
  const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId: poolId }));
  const columns = CSVHeader.filter((column) => column !== 'password_hash');
  const lines = records.map((values) => columns.map((column) => values[column] ?? '').join(','));
  return [columns.join(','), ...lines, ''].join('\n');
}

describe('the log of an import', () => {
  it('makes the group of the pool and the stream of the job where they are missing (R274, R275)', async () => {
    const { jobId } = await importFile(
      await csvOf({ 'cognito:username': 'ann', email: 'a@x.org', email_verified: 'true' }),
    );
    const { logGroups } = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/cognito/userpools/' }),
    );
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([group]);
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: group }));
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual([`${jobId}/import`]);
  });

  it('holds one line for each record, in file order, under its number without the header, in the words of its outcome (R276, R277, R283)', async () => {
    const { events } = await importFile(
      await csvOf(
        { 'cognito:username': 'bea', email: 'bea@example.com', email_verified: 'true' },
        { 'cognito:username': 'bea', email: 'bea@example.com', email_verified: 'true' },
        { 'cognito:username': 'cyd', email: 'nonsense', email_verified: 'true' },
        { 'cognito:username': 'dan', email: 'dan@example.com', email_verified: 'maybe' },
      ),
    );
    expect(events.map(({ message }) => message)).toEqual([
      '[SUCCEEDED] Line Number 1 - The import succeeded.',
      '[SKIPPED] Line Number 2 - The user already exists.',
      '[FAILED] Line Number 3 - Invalid email address format.',
      '[FAILED] Line Number 4 - The value of email_verified must be true or false.',
    ]);
  });

  it('names columns and never a value of a user (R278)', async () => {
    const secrets = [
      'Quentin',
      'Quixote',
      'quentin-at-nowhere',
      'perhaps',
      '1.1.1970',
      '0151-quirk',
      'zone-q',
      'yesterday',
    ];
    const record = {
      name: 'Quentin',
      family_name: 'Quixote',
      email: 'quentin-at-nowhere',
      email_verified: 'perhaps',
      birthdate: '1.1.1970',
      phone_number: '0151-quirk',
      updated_at: 'yesterday',
    };
    // One fault after the other, so that each check speaks.
    const good = { email: 'q@example.com', email_verified: 'true' };
    const { job, events } = await importFile(
      await csvOf(
        ...Object.entries(record).map(([column, value], index) => ({
          'cognito:username': `quentin${index}`,
          ...good,
          [column]: value,
        })),
        { ...good, 'cognito:username': 'Quentin Quixote' },
      ),
    );
    expect(job.FailedUsers).toBeGreaterThan(3);
    for (const { message = '' } of events) {
      for (const secret of secrets) expect(message).not.toContain(secret);
    }
  });

  it('is complete when the job turns terminal, its times never falling, as many lines as users are counted (R279, R280)', async () => {
    const records = Array.from({ length: 3_000 }, (_, index) => ({
      'cognito:username': index % 10 === 0 ? 'ann' : `user${index}`,
      email: index % 7 === 0 ? 'x' : `user${index}@example.com`,
      email_verified: 'true',
    }));
    const { job, events } = await importFile(await csvOf(...records));
    const { ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 } = job;
    expect(ImportedUsers + SkippedUsers + FailedUsers).toBe(3_000);
    expect(events).toHaveLength(3_000);
    const count = (outcome: string) => events.filter(({ message }) => message?.startsWith(`[${outcome}]`)).length;
    expect([count('SUCCEEDED'), count('SKIPPED'), count('FAILED')]).toEqual([ImportedUsers, SkippedUsers, FailedUsers]);
    expect(events.map(({ message }) => Number(/Line Number (\d+)/.exec(message ?? '')?.[1]))).toEqual(
      Array.from({ length: 3_000 }, (_, index) => index + 1),
    );
    const times = events.map(({ timestamp = 0 }) => timestamp);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.at(-1)).toBeLessThanOrEqual(job.CompletionDate?.getTime() ?? 0);
  });

  it('has no line of a job that fails before its records; the job says why (R281)', async () => {
    const { job, events } = await importFile('cognito:username,email\nann,ann@example.com\n');
    expect(job).toMatchObject({ Status: 'Failed', CompletionMessage: expect.stringContaining('header') });
    expect(events).toEqual([]);
  });
});
