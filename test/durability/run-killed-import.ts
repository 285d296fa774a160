import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../src/base/assert.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';
import { countUploads } from '../engine/stored-state.ts';
import { compareImport } from '../oracle/compare-import.ts';
import { expectImport } from '../oracle/oracle.ts';
import { readImport } from '../oracle/read-import.ts';
import { generateFile } from '../oracle/run-oracle.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import type { KillMoment } from './kill-moment.ts';

const POOL_NAME = 'durability';
const BAD_PERCENT = 10;
const POLL_MS = 2;
const NEARLY_ALL = 0.97;
const TERMINAL = new Set<string | undefined>(['Succeeded', 'Failed', 'Stopped', 'Expired']);
const END_PATIENCE_MS = 60_000;
const BLOBS_PATIENCE_MS = 10_000;

export interface KilledImport {
  /** What the job was when it was last seen before the kill. */
  readonly statusBefore: string;
  readonly recordsBefore: number;
  readonly status: string;
  /** Where users, counters or log differ from those of an import that nobody disturbs. */
  readonly differences: readonly string[];
  readonly blobsLeft: number;
}

/** Imports a generated file, kills the server at a moment, starts it again on its directory, and looks at how it ended. */
export async function runKilledImport(users: number, seed: number, moment: KillMoment): Promise<KilledImport> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-durability-'));
  let server: ServerProcess | undefined;
  try {
    const path = join(directory, 'users.csv');
    await generateFile(path, { users, seed, badPercent: BAD_PERCENT, customAttributes: [] });
    server = await startServerProcess({ directory });
    const run = await createRun(server, path, users);
    const before = await advanceTo(run, moment);
    await server.kill();
    // The upload URL that was given out names the port.
    server = await startServerProcess({ directory, port: Number(new URL(server.url).port) });
    const wasUploaded = moment.kind !== 'upload' || moment.fraction === 1;
    const job = await finish(run, wasUploaded);
    const actual = await readImport(server.url, { id: run.userPoolId, name: POOL_NAME }, job);
    const killed = {
      statusBefore: String(before.Status),
      recordsBefore: countRecords(before),
      status: String(job.Status),
      differences: compareImport(expectImport(await readFile(path, 'utf8')), actual),
      blobsLeft: await waitForNoUploads(join(directory, 'data')),
    };
    run.client.destroy();
    await server.stop();
    return killed;
  } catch (error) {
    await server?.kill();
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** A job on its way. */
interface Run {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly job: UserImportJobType;
  readonly path: string;
  readonly users: number;
}

async function createRun(server: ServerProcess, path: string, users: number): Promise<Run> {
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  const userPoolId = await createImportPool(client, POOL_NAME, []);
  const { UserImportJob } = await client.send(
    new CreateUserImportJobCommand({
      UserPoolId: userPoolId,
      JobName: 'import',
      CloudWatchLogsRoleArn: await createLogRole(server.url),
    }),
  );
  return { client, userPoolId, job: assertPresent(UserImportJob, 'CreateUserImportJob returned no job'), path, users };
}

/** Drives the job up to the moment; returns it as it was last seen. */
async function advanceTo(run: Run, moment: KillMoment): Promise<UserImportJobType> {
  if (moment.kind === 'upload') {
    await upload(run, moment.fraction);
    return describeJob(run);
  }
  await upload(run, 1);
  await startJob(run);
  let job = await describeJob(run);
  if (moment.kind !== 'first-pass') {
    const records = run.users * (moment.kind === 'end' ? NEARLY_ALL : moment.fraction);
    while (countRecords(job) < records && !TERMINAL.has(job.Status)) {
      await wait(POLL_MS);
      job = await describeJob(run);
    }
  }
  await wait(moment.delayMs);
  return describeJob(run);
}

/** From wherever the job is to its end. */
async function finish(run: Run, wasUploaded: boolean): Promise<UserImportJobType> {
  let job = await describeJob(run);
  if (job.Status === 'Created') {
    if (!wasUploaded) await upload(run, 1);
    await startJob(run);
  }
  for (let waitedMs = 0; !TERMINAL.has(job.Status); waitedMs += POLL_MS) {
    if (waitedMs > END_PATIENCE_MS) throw new Error(`the job is still ${job.Status} after ${waitedMs} ms`);
    await wait(POLL_MS);
    job = await describeJob(run);
  }
  return job;
}

/** Sends this share of the file; resolves when the bytes are on their way, or at the answer if they are all. */
async function upload({ job, path }: Run, fraction: number): Promise<void> {
  const { size } = await stat(path);
  const headers = { 'x-amz-server-side-encryption': 'aws:kms', 'content-length': size };
  const put = request(assertPresent(job.PreSignedUrl, 'the job has no upload URL'), { method: 'PUT', headers });
  const statusCode = new Promise<number | undefined>((resolve, reject) => {
    put.once('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    put.once('error', reject);
  });
  const bytes = Math.floor(size * fraction);
  for await (const chunk of createReadStream(path, { end: Math.max(0, bytes - 1) })) {
    if (!put.write(chunk)) await new Promise((resolve) => put.once('drain', resolve));
  }
  if (fraction < 1) {
    // The kill breaks the connection, as it should.
    statusCode.catch(() => {});
    return;
  }
  put.end();
  const answered = await statusCode;
  if (answered !== 200) throw new Error(`the upload was answered ${answered}`);
}

async function startJob({ client, userPoolId, job }: Run): Promise<void> {
  await client.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: job.JobId }));
}

async function describeJob({ client, userPoolId, job }: Run): Promise<UserImportJobType> {
  const { UserImportJob } = await client.send(
    new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: job.JobId }),
  );
  return assertPresent(UserImportJob, 'DescribeUserImportJob returned no job');
}

function countRecords({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}

/** Uploaded files that stay; the file of a job goes just behind its end. */
async function waitForNoUploads(dataDirectory: string): Promise<number> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const count = await countUploads(dataDirectory);
    if (count === 0 || waitedMs > BLOBS_PATIENCE_MS) return count;
    await wait(POLL_MS);
  }
}
