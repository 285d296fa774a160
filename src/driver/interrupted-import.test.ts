import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCognitoService } from './cognito-service.ts';
import { type WatchedRun, watchRun } from './driver-run.fixture.ts';
import type { ImportReport } from './import-report.ts';
import { importUsers } from './import-users.ts';
import { type InspectedFile, inspectFile } from './inspect-file.ts';
import { jobNameOf } from './job-name.ts';
import { openServiceClients, type ServiceClients } from './service-clients.ts';
import { startJob } from './start-job.ts';
import {
  CSV_HEADER,
  JOB_ID,
  OTHER_POOL_ID,
  POOL_ID,
  startWrittenCognito,
  type WrittenCognito,
} from './written-cognito.fixture.ts';

const OTHER_JOB_ID = 'import-ofOthers00';
const CREATED = ['CreateUserImportJob', 'StartUserImportJob'];
const PRECONDITION = { type: 'PreconditionNotMetException', message: 'Not now.' };

let directory: string;
let file: InspectedFile;
let cognito: WrittenCognito;
let clients: ServiceClients;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'muster-interrupted-'));
  const path = join(directory, 'users.csv');
  writeFileSync(path, `${CSV_HEADER.join()}\nann,ann@example.com,true\n`);
  file = await inspectFile(path, { bytesMax: 10_000, recordsMax: 100 });
  cognito = await startWrittenCognito();
  clients = openServiceClients({
    region: 'us-gov-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    endpoints: cognito.endpoints,
  });
});
afterEach(() => {
  clients.close();
  cognito.close();
  rmSync(directory, { recursive: true });
});

function startRun(onPause?: (run: WatchedRun) => void): WatchedRun {
  const run: WatchedRun = watchRun(createCognitoService(clients), () => onPause?.(run));
  return run;
}

/** The report, or what was thrown. */
function importFile(run: WatchedRun): Promise<ImportReport | unknown> {
  const roleArn = 'arn:aws-us-gov:iam::123456789012:role/writer';
  const named = { userPoolId: POOL_ID, roleArn, passwordHashingAlgorithm: undefined };
  return importUsers({ file, ...named, failureFiles: undefined, listedMax: 10 }, run).catch((error: unknown) => error);
}

const asked = () => cognito.asked.map(({ operation }) => operation);
const askedOfJobs = () => asked().filter((operation) => /^(?:Create|Start|Stop)UserImportJob$/.test(operation));

describe('jobs that a run finds in the pool', () => {
  it.each([
    ['somebody else', 'nightly sync'],
    ['the driver for another file', jobNameOf({ name: 'users.csv', sha256: '0'.repeat(64) })],
  ])('are waited for if they are of %s, and left alone when the run is interrupted', async (_name, JobName) => {
    cognito.state.poolJobs = [{ JobId: OTHER_JOB_ID, JobName, Status: 'InProgress' }];
    cognito.state.status = 'InProgress';
    const run = startRun((self) => self.interrupt());
    expect(await importFile(run)).toMatchObject({ name: 'AbortError' });
    expect(askedOfJobs()).toEqual([]);
    expect(run.events).toEqual([
      { kind: 'waiting-for-other-job', other: { userPoolId: POOL_ID, jobId: OTHER_JOB_ID } },
      { kind: 'other-job-left', jobId: OTHER_JOB_ID },
    ]);
  });

  it('end before the job of this file is created', async () => {
    cognito.state.poolJobs = [{ JobId: OTHER_JOB_ID, JobName: 'nightly sync', Status: 'InProgress' }];
    cognito.state.status = 'InProgress';
    const run = startRun(() => {
      expect(askedOfJobs()).toEqual([]);
      cognito.state.status = 'Succeeded';
    });
    expect(await importFile(run)).toMatchObject({ jobId: JOB_ID, isOfEarlierRun: false });
    expect(run.events.map(({ kind }) => kind)).toEqual([
      'waiting-for-other-job',
      'earlier-job-ended',
      'import-begins',
      'job-started',
    ]);
    expect(askedOfJobs()).toEqual(CREATED);
  });

  it.each([
    ['another file', () => jobNameOf({ name: 'users.csv', sha256: '0'.repeat(64) }), {}],
    ['this file with other hashes', () => jobNameOf(file), { PasswordHashingAlgorithm: 'BCRYPT' }],
  ])('and were not started are left to expire if they are of %s', async (_name, jobName, members) => {
    cognito.state.poolJobs = [{ JobId: OTHER_JOB_ID, JobName: jobName(), Status: 'Created', ...members }];
    expect(await importFile(startRun())).toMatchObject({ jobId: JOB_ID, isOfEarlierRun: false });
    expect(askedOfJobs()).toEqual(CREATED);
  });

  it('and were not started are started once if they are of this file', async () => {
    const JobName = jobNameOf(file);
    cognito.state.poolJobs = [
      { JobId: OTHER_JOB_ID, JobName, Status: 'Created' },
      { JobId: JOB_ID, JobName, Status: 'Created' },
    ];
    expect(await importFile(startRun())).toMatchObject({ jobId: JOB_ID, isOfEarlierRun: true });
    expect(askedOfJobs()).toEqual(['StartUserImportJob']);
  });
});

describe('an interruption while a job starts', () => {
  it('stops a job that was started although the answer was cut off', async () => {
    cognito.state.endStatus = 'InProgress';
    cognito.state.cutOff = new Set(['StartUserImportJob']);
    const run = startRun((self) => self.interrupt());
    expect(await importFile(run)).toMatchObject({ jobId: JOB_ID, jobStatus: 'Stopped' });
    expect(askedOfJobs()).toContain('StopUserImportJob');
    expect(run.events).toContainEqual({ kind: 'stopping-job', jobId: JOB_ID, byPerson: false });
  });

  it('says that the job may run if nobody tells', async () => {
    cognito.state.cutOff = new Set(['StartUserImportJob', 'DescribeUserImportJob']);
    const run = startRun((self) => self.interrupt());
    expect(await importFile(run)).toMatchObject({ fault: { kind: 'start-unknown', jobId: JOB_ID } });
  });

  it('says that nothing was imported if the job did not start', async () => {
    cognito.state.refusals = new Map([['StartUserImportJob', { type: 'TooManyRequestsException', message: 'Slow.' }]]);
    const run = startRun((self) => self.interrupt());
    expect(await importFile(run)).toMatchObject({ name: 'AbortError' });
    expect(run.events.at(-1)).toEqual({
      kind: 'server-away',
      patienceMs: 600_000,
      isThrottled: true,
      origin: undefined,
      jobId: undefined,
    });
  });
});

describe('an interruption while the server of a running job is away', () => {
  it('ends the run after some seconds, and says that the job continues', async () => {
    cognito.state.endStatus = 'InProgress';
    let beganMs = 0;
    const run = startRun((self) => {
      beganMs ||= self.clock.monotonicMs();
      cognito.state.cutOff = new Set(['DescribeUserImportJob', 'StopUserImportJob']);
      if (self.clock.monotonicMs() - beganMs >= 2_000) self.interrupt();
    });
    expect(await importFile(run)).toMatchObject({ fault: { kind: 'job-continues', jobId: JOB_ID } });
    expect(run.clock.monotonicMs() - beganMs).toBeLessThan(15_000);
  });
});

describe('an upload to an address that does not answer', () => {
  it('ends with that address when the service answers all the while', async () => {
    cognito.state.uploadUrl = 'http://127.0.0.1:9/upload';
    const run = startRun();
    expect(await importFile(run)).toMatchObject({
      fault: { kind: 'upload-unreachable', origin: 'http://127.0.0.1:9' },
      cause: { code: 'ECONNREFUSED' },
    });
    expect(run.clock.monotonicMs()).toBeLessThan(60_000);
    expect(run.events.at(-1)).toMatchObject({ kind: 'server-away', origin: 'http://127.0.0.1:9', jobId: undefined });
  });
});

describe('the look for the job that is active', () => {
  it('passes a pool that was deleted meanwhile (R63)', async () => {
    cognito.state.deletedPools = ['us-gov-west-1_Deleted01'];
    cognito.state.otherStatus = 'InProgress';
    const run = startRun(() => {
      cognito.state.otherStatus = 'Succeeded';
    });
    expect(await importFile(run)).toMatchObject({ ranThrough: true });
    expect(run.events).toContainEqual({
      kind: 'waiting-for-other-job',
      other: { userPoolId: OTHER_POOL_ID, jobId: 'import-other' },
    });
  });

  it('stays in the pool for a job whose file may be missing (R117)', async () => {
    cognito.state.refusals = new Map([['StartUserImportJob', PRECONDITION]]);
    const job = { userPoolId: POOL_ID, jobId: JOB_ID, isUploaded: false };
    await expect(startJob(job, startRun())).rejects.toMatchObject({ name: 'PreconditionNotMetException' });
    expect(asked()).not.toContain('ListUserPools');
  });
});
