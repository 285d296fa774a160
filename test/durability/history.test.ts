import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpData, startMuster, verifyData } from '../../src/service/entry.ts';
import { SCHEMA_VERSION } from '../../src/store/sql/migrations.ts';
import { clientOptions, waitForEnd } from '../drive-import.ts';
import { compareImport } from '../oracle/compare-import.ts';
import { expectImport } from '../oracle/oracle.ts';
import { readImport, readLog } from '../oracle/read-import.ts';
import { ALGORITHMS } from '../sign-in/imported-users.ts';
import type { Recorded, RecordedJob } from './history/recorded.ts';
import { RECORDED_ANSWERS, signInRecorded } from './history/sign-in-recorded.ts';

/**
 * Data directories as servers of older schemas left them when they were killed in the middle of an import, with jobs that had ended
 * before. `record.ts` there says what is in them and makes one.
 */
const HISTORY = fileURLToPath(new URL('./history/', import.meta.url));
const RECORDED = readdirSync(HISTORY).filter((name) => name.endsWith('.tar.gz'));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-history-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a database of an older schema', () => {
  it('is kept of every schema before this one', () => {
    const versions = RECORDED.map((name) => Number(/^schema-(\d+)\.tar\.gz$/.exec(name)?.[1]));
    const earlier = Array.from({ length: SCHEMA_VERSION - 1 }, (_, index) => index + 1);
    expect(versions).toEqual(expect.arrayContaining(earlier));
  });

  it.each(RECORDED)(
    'is backed up from %s as it is, without a fault, and with the upload that its job needs',
    async (name) => {
      execFileSync('tar', ['-xzf', join(HISTORY, name), '-C', directory]);
      const [data, backup] = [join(directory, 'data'), join(directory, 'backup')];
      const version = readVersion(data);
      const faults: string[] = [];
      for (const each of [data, backup]) {
        if (each === backup)
          expect(await backUpData(data, backup)).toMatchObject({ uploadCount: 1, bucketUploadCount: 0 });
        expect(await verifyData(each, (fault) => faults.push(fault))).toMatchObject({ uploadCount: 1, faultCount: 0 });
        expect(readVersion(each)).toBe(version);
      }
      expect(faults).toEqual([]);
      expect(readdirSync(join(backup, 'blobs'))).toEqual(readdirSync(join(data, 'blobs')));
    },
  );

  it.each(RECORDED)(
    'is brought up to date, shows the logs of %s as they were, finishes the import that was under way, and signs in whoever came with a hash (R66, R466, S2, S48)',
    async (name) => {
      execFileSync('tar', ['-xzf', join(HISTORY, name), '-C', directory]);
      const data = join(directory, 'data');
      const recorded: Recorded = JSON.parse(readFileSync(join(directory, 'expected.json'), 'utf8'));
      expect(readVersion(data)).toBe(recorded.version);
      const [upload = ''] = readdirSync(join(data, 'blobs'));
      const csv = readFileSync(join(data, 'blobs', upload), 'utf8');
      const muster = await startMuster({ data });
      // What it holds belongs to the account that was the default then.
      expect(muster.account).toBe(recorded.version < 7 ? '000000000000' : '123456789012');
      const cognito = new CognitoIdentityProviderClient(clientOptions(muster.url));
      try {
        const { userPoolId, poolName: halfDonePool, jobId } = recorded.halfDone;
        const ended = await waitForEnd(cognito, userPoolId, jobId);
        const actual = await readImport(muster.url, { id: userPoolId, name: halfDonePool }, ended);
        expect(compareImport(expectImport(csv), actual)).toEqual([]);
        // Deleted when the end is durable.
        await expect.poll(() => readdirSync(join(data, 'blobs')), { timeout: 60_000 }).toEqual([]);
        for (const job of [...recorded.ended, recorded.halfDone]) {
          expect(await readRecordedJob(muster.url, cognito, job), job.poolName).toEqual(job);
        }
        if (recorded.known) await expectSignIns(muster.url, recorded.known);
        if (recorded.iam) await expectReadOnly(muster.url, recorded.iam);
        if (recorded.events) {
          const { messages, ...names } = recorded.events;
          expect(await readMessages(muster.url, names)).toEqual(messages);
        }
      } finally {
        cognito.destroy();
        await muster.stop();
      }
      expect(readVersion(data)).toBe(SCHEMA_VERSION);
      const faults: string[] = [];
      await verifyData(data, (fault) => faults.push(fault));
      expect(faults).toEqual([]);
    },
  );
});

/** What this version shows of a job. */
async function readRecordedJob(
  url: string,
  cognito: CognitoIdentityProviderClient,
  { userPoolId, poolName, jobId }: RecordedJob,
): Promise<RecordedJob> {
  const describeJob = new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId });
  const { UserImportJob: job } = await cognito.send(describeJob);
  if (!job) throw new Error('DescribeUserImportJob answers with the job');
  const lines = await readLog(url, { id: userPoolId, name: poolName }, job);
  return { userPoolId, poolName, jobId, jobName: String(job.JobName), status: String(job.Status), lines };
}

async function expectSignIns(url: string, known: NonNullable<Recorded['known']>): Promise<void> {
  expect(known.users).toHaveLength(ALGORITHMS.length);
  for (const { username, answers } of await signInRecorded(url, known)) {
    expect(answers, username).toEqual(RECORDED_ANSWERS);
  }
}

/** The key opens what the policy of its user allows, and nothing else. */
async function expectReadOnly(url: string, credentials: NonNullable<Recorded['iam']>): Promise<void> {
  const cognito = new CognitoIdentityProviderClient(clientOptions(url, credentials));
  const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  const describeJob = new DescribeUserImportJobCommand({ UserPoolId: UserPools[0]?.Id, JobId: 'import-0123456789' });
  await expect(cognito.send(describeJob)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  cognito.destroy();
}

async function readMessages(
  url: string,
  names: { readonly logGroupName: string; readonly logStreamName: string },
): Promise<(string | undefined)[]> {
  const logs = new CloudWatchLogsClient(clientOptions(url));
  const { events = [] } = await logs.send(new GetLogEventsCommand({ ...names, startFromHead: true }));
  logs.destroy();
  return events.map(({ message }) => message);
}

function readVersion(data: string): number {
  const database = new Database(join(data, 'muster.db'));
  const version = Number(database.pragma('user_version', { simple: true }));
  database.close();
  return version;
}
