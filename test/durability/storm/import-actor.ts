import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DeleteUserPoolCommand,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
  StopUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../../src/base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../../../src/check/default-csv-header.ts';
import { generateUsers } from '../../../src/cli/generate/generate-users.ts';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { clientOptions, createImportPool } from '../../drive-import.ts';
import { compareImport } from '../../oracle/compare-import.ts';
import { type ExpectedImport, expectImport } from '../../oracle/oracle.ts';
import { readImport } from '../../oracle/read-import.ts';
import type { StormyServer } from './stormy-server.ts';

const POOL_NAME = 'storm';
const RECORDS_MIN = 2_000;
const RECORDS_MORE = 6_000;
const FORGOTTEN_PERCENT = 10;
const STOPPED_PERCENT = 20;
const UPLOADED_TWICE_PERCENT = 25;
const POLL_MS = 5;

export interface Storming {
  readonly server: StormyServer;
  readonly random: RandomSource;
  readonly roleArn: string;
  report(difference: string): void;
}

export interface ImportTally {
  imports: number;
  stops: number;
  records: number;
  readonly forgotten: { readonly userPoolId: string; readonly jobId: string }[];
}

/** Imports one file after the other through the storm, each into a pool of its own, and compares each with the oracle. */
export async function importThroughStorm(storming: Storming): Promise<ImportTally> {
  const { server, random } = storming;
  const client = new CognitoIdentityProviderClient({ ...clientOptions(server.url), maxAttempts: 1 });
  const tally: ImportTally = { imports: 0, stops: 0, records: 0, forgotten: [] };
  while (!server.isOver) {
    const isForgotten = random.chance(FORGOTTEN_PERCENT);
    const text = makeFile(random);
    const userPoolId = await server.persist(() => createImportPool(client, POOL_NAME, []));
    const job = await createJob(storming, client, userPoolId, isForgotten ? 'forgotten' : 'import');
    if (random.chance(UPLOADED_TWICE_PERCENT)) await upload(storming, job, makeFile(random));
    await upload(storming, job, text);
    const key = { userPoolId, jobId: assertPresent(job.JobId, 'a job has an id') };
    if (isForgotten) {
      tally.forgotten.push(key);
      server.forget(key.jobId);
      continue;
    }
    const isStopped = random.chance(STOPPED_PERCENT);
    const stopAt = isStopped ? random.below(countRecords(text)) : undefined;
    const ended = await runJob(storming, client, key, stopAt);
    await server.calm(async () => {
      const actual = await readImport(server.url, { id: userPoolId, name: POOL_NAME }, ended);
      for (const difference of compareImport(expectEnd(text, ended), actual)) {
        storming.report(`kill ${server.kills}, ${key.jobId} (${ended.Status}): ${difference}`);
      }
    });
    tally.imports += 1;
    tally.records += countDone(ended);
    if (ended.Status === 'Stopped') tally.stops += 1;
    await server.persist(() => client.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }))).catch(unlessGone);
  }
  client.destroy();
  return tally;
}

function makeFile(random: RandomSource): string {
  const users = RECORDS_MIN + random.below(RECORDS_MORE);
  return [...generateUsers({ users, seed: random.below(2 ** 31), badPercent: 10, columns: DEFAULT_CSV_HEADER })].join(
    '',
  );
}

async function createJob(
  { server, roleArn }: Storming,
  client: CognitoIdentityProviderClient,
  UserPoolId: string,
  JobName: string,
): Promise<UserImportJobType> {
  const create = new CreateUserImportJobCommand({ UserPoolId, JobName, CloudWatchLogsRoleArn: roleArn });
  return assertPresent((await server.persist(() => client.send(create))).UserImportJob, 'no job was returned');
}

async function upload({ server }: Storming, { PreSignedUrl }: UserImportJobType, body: string): Promise<void> {
  const url = assertPresent(PreSignedUrl, 'a job has an upload URL');
  const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
  const answer = await server.persist(async () => {
    const response = await fetch(url, { method: 'PUT', headers, body });
    return { status: response.status, text: await response.text() };
  });
  if (answer.status !== 200) throw new Error(`an upload was answered ${answer.status}: ${answer.text}`);
}

/** To its end; with `stopAt`, a stop is asked once so many records are done. */
async function runJob(
  { server }: Storming,
  client: CognitoIdentityProviderClient,
  key: { readonly userPoolId: string; readonly jobId: string },
  stopAt: number | undefined,
): Promise<UserImportJobType> {
  const input = { UserPoolId: key.userPoolId, JobId: key.jobId };
  const describeJob = async () =>
    assertPresent(
      (await server.persist(() => client.send(new DescribeUserImportJobCommand(input)))).UserImportJob,
      'no job was returned',
    );
  // A start or stop whose answer was lost may have happened: then it is refused the second time.
  await server.persist(() => client.send(new StartUserImportJobCommand(input))).catch(unlessRefused);
  let isStopAsked = false;
  for (;;) {
    const job = await describeJob();
    if (job.Status === 'InProgress') server.noteProgress(countDone(job));
    if (job.Status === 'Created') throw new Error(`${key.jobId}: a start that was answered is forgotten`);
    if (job.CompletionDate) return job;
    if (stopAt !== undefined && !isStopAsked && countDone(job) >= stopAt) {
      isStopAsked = true;
      await server.persist(() => client.send(new StopUserImportJobCommand(input))).catch(unlessRefused);
    }
    await wait(POLL_MS);
  }
}

/** Of a stopped job: what the oracle says of the records that were done. */
function expectEnd(text: string, job: UserImportJobType): ExpectedImport {
  if (job.Status !== 'Stopped') return expectImport(text);
  const lines = text.split('\n');
  const done = `${lines.slice(0, countDone(job) + 1).join('\n')}\n`;
  const expected = expectImport(done);
  return { ...expected, status: 'Stopped', completionMessage: 'The Import Job was stopped by the developer.' };
}

function countRecords(text: string): number {
  return text.split('\n').length - 2;
}

function countDone({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'PreconditionNotMetException') throw error;
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
}
