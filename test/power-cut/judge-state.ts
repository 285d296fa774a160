import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  DescribeUserPoolCommand,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { findSystemCode } from '../../src/base/system-code.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { verifyData } from '../../src/service/entry.ts';
import { clientOptions } from '../drive-import.ts';
import { compareImport } from '../oracle/compare-import.ts';
import { expectImport } from '../oracle/oracle.ts';
import { readImport } from '../oracle/read-import.ts';
import { type Acknowledgement, JOB_STEPS, type RecordedJob } from './acknowledgement.ts';
import { POOL_NAME, putFile, type RecordedRun } from './record-run.ts';

const POLL_MS = 5;
const PORT_TRIES_MAX = 30;
const PORT_PAUSE_MS = 1_000;
const PATIENCE_MS = 120_000;
/** Below the quarter of an hour for which an upload URL is good. */
const URL_MS = 13 * 60_000;
const STEPS_OF_STATUS: Readonly<Record<string, number>> = {
  Created: JOB_STEPS.indexOf('created'),
  Pending: JOB_STEPS.indexOf('started'),
  InProgress: JOB_STEPS.indexOf('started'),
  Succeeded: JOB_STEPS.indexOf('ended'),
  Failed: JOB_STEPS.indexOf('ended'),
};

/**
 * Starts a server on a data directory that a power cut at the line `cut` may have left, and compares: what had been answered is there, every
 * job can be brought to its end and is then as the oracle says, and the directory is consistent. Returns a line for each difference.
 */
export async function judgeState(data: string, run: RecordedRun, cut: number): Promise<string[]> {
  const known = run.acknowledgements.filter(({ at }) => at < cut);
  let muster: Muster;
  try {
    muster = await startOnPort(data, run.port);
  } catch (error) {
    return [`the server does not start: ${String(error)}`];
  }
  const client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const differences: string[] = [];
  try {
    differences.push(...(await judgePools(client, known)), ...(await judgeUsers(client, run, known)));
    for (const job of run.jobs) {
      differences.push(
        ...(await judgeJob({ client, url: muster.url, run, known }, job)).map((line) => `${job.name}: ${line}`),
      );
    }
    if (await areEnded(client, run)) differences.push(...(await judgeUploads(data)));
  } catch (error) {
    differences.push(String(error));
  } finally {
    client.destroy();
    await muster.stop();
  }
  await verifyData(data, (fault) => void differences.push(fault));
  return differences;
}

/** Upload URLs name the port, which another program may have for a moment. */
async function startOnPort(data: string, port: number): Promise<Muster> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startMuster({ data, port });
    } catch (error) {
      if (findSystemCode(error) !== 'EADDRINUSE' || tries === PORT_TRIES_MAX) throw error;
      await wait(PORT_PAUSE_MS);
    }
  }
}

async function judgePools(client: CognitoIdentityProviderClient, known: readonly Acknowledgement[]): Promise<string[]> {
  const differences: string[] = [];
  for (const { fact } of known) {
    if (fact.kind !== 'pool') continue;
    const pool = await unlessMissing(client.send(new DescribeUserPoolCommand({ UserPoolId: fact.userPoolId })));
    if (!pool) differences.push(`the pool ${fact.userPoolId} is missing`);
  }
  return differences;
}

/** A user is as its last answered change has left it, or as the change after that one, which was not answered. */
async function judgeUsers(
  client: CognitoIdentityProviderClient,
  run: RecordedRun,
  known: readonly Acknowledgement[],
): Promise<string[]> {
  const differences: string[] = [];
  const versions = new Map<string, (string | undefined)[]>();
  for (const { fact } of run.acknowledgements) {
    if (fact.kind === 'user') versions.set(fact.username, [...(versions.get(fact.username) ?? []), fact.email]);
  }
  for (const [username, emails] of versions) {
    const count = known.filter(({ fact }) => fact.kind === 'user' && fact.username === username).length;
    const user = await unlessMissing(
      client.send(new AdminGetUserCommand({ UserPoolId: run.usersPoolId, Username: username })),
    );
    const email = user?.UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
    const possible = [undefined, ...emails].slice(count, count + 2);
    if (!possible.includes(email))
      differences.push(`the user ${username} has the address ${email}, not ${possible.join(' or ')}`);
  }
  return differences;
}

interface JudgedRun {
  readonly client: CognitoIdentityProviderClient;
  readonly url: string;
  readonly run: RecordedRun;
  readonly known: readonly Acknowledgement[];
}

async function judgeJob({ client, url, run, known }: JudgedRun, recorded: RecordedJob): Promise<string[]> {
  const { jobId, userPoolId, text } = recorded;
  const facts = known.flatMap(({ fact }) => (fact.kind === 'job' && fact.jobId === jobId ? [fact] : []));
  const describe = async (): Promise<UserImportJobType | undefined> => {
    const command = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
    return (await unlessMissing(client.send(command)))?.UserImportJob;
  };
  let job = await describe();
  if (!job) return facts.length > 0 ? ['the job is missing'] : [];
  const differences: string[] = [];
  const stepsDone = facts.map(({ step }) => JOB_STEPS.indexOf(step));
  const isUploaded = stepsDone.some((step) => step >= JOB_STEPS.indexOf('uploaded'));
  const step = STEPS_OF_STATUS[String(job.Status)] ?? -1;
  const wanted = Math.max(-1, ...stepsDone.filter((done) => done !== JOB_STEPS.indexOf('uploaded')));
  if (step < wanted) differences.push(`the job is ${job.Status}, but was ${JOB_STEPS[wanted]}`);
  const recordsDone = countRecords(job);
  const recordsSeen = Math.max(0, ...facts.map((fact) => fact.recordsDone));
  if (recordsDone < recordsSeen) differences.push(`${recordsDone} records are done, but ${recordsSeen} were seen`);

  if (job.Status === 'Created') {
    if (!isUploaded) {
      if (Date.now() - run.recordedAt > URL_MS) return differences;
      await putFile(recorded.url, text);
    }
    await client.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }));
    job = await describe();
  }
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (job && STEPS_OF_STATUS[String(job.Status)] === JOB_STEPS.indexOf('started')) {
    if (performance.now() > giveUpAt) return [...differences, `the job is still ${job.Status}`];
    await wait(POLL_MS);
    job = await describe();
  }
  if (!job) return [...differences, 'the job disappeared'];
  const actual = await readImport(url, { id: userPoolId, name: POOL_NAME }, job);
  return [...differences, ...compareImport(expectImport(text), actual)];
}

/** Whether each job that exists has ended. */
async function areEnded(client: CognitoIdentityProviderClient, { jobs }: RecordedRun): Promise<boolean> {
  for (const { userPoolId, jobId } of jobs) {
    const command = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
    const status = (await unlessMissing(client.send(command)))?.UserImportJob?.Status;
    if (status !== undefined && STEPS_OF_STATUS[status] !== JOB_STEPS.indexOf('ended')) return false;
  }
  return true;
}

/** No job needs its file any more; the last one goes just behind the end of its job. */
async function judgeUploads(data: string): Promise<string[]> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const names = readdirSync(join(data, 'blobs'));
    if (names.length === 0) return [];
    if (performance.now() > giveUpAt) return [`${names.length} uploaded files are left`];
    await wait(POLL_MS);
  }
}

async function unlessMissing<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /^(ResourceNotFound|UserNotFound)Exception$/.test(error.name)) return undefined;
    throw error;
  }
}

function countRecords({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}
