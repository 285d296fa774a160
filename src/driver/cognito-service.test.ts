import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCognitoService } from './cognito-service.ts';
import type { DriverEvent } from './driver-event.ts';
import { type WatchedRun, watchRun } from './driver-run.fixture.ts';
import { prepareFailureFiles } from './failure-files.ts';
import type { ImportReport } from './import-report.ts';
import { importUsers } from './import-users.ts';
import { inspectFile } from './inspect-file.ts';
import { jobNameOf } from './job-name.ts';
import { openServiceClients, type ServiceClients } from './service-clients.ts';
import {
  CSV_HEADER,
  JOB_ID,
  LOG_GROUP,
  OTHER_POOL_ID,
  POOL_ID,
  startWrittenCognito,
  type WrittenCognito,
} from './written-cognito.fixture.ts';

const IN_LOG = ['[SUCCEEDED] Line Number 1 - The import succeeded.', '[FAILED] Line Number 2 - Anything at all.'];

let directory: string;
let path: string;
let cognito: WrittenCognito;
let clients: ServiceClients;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'muster-cognito-'));
  path = join(directory, 'users.csv');
  writeFileSync(path, `${CSV_HEADER.join()}\nann,ann@example.com,true\nbob,bob,true\n`);
  cognito = await startWrittenCognito();
  clients = openServiceClients({
    region: 'us-gov-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    endpoints: cognito.endpoints,
  });
  cognito.state.counters = { ImportedUsers: 1, SkippedUsers: 0, FailedUsers: 1 };
  cognito.state.logMessages = IN_LOG;
});
afterEach(() => {
  clients.close();
  cognito.close();
  rmSync(directory, { recursive: true });
});

async function importFile(run: WatchedRun, failures?: string): Promise<ImportReport> {
  const file = await inspectFile(path, { bytesMax: 10_000, recordsMax: 100 });
  const failureFiles = failures === undefined ? undefined : await prepareFailureFiles(failures, path, false);
  const named = { userPoolId: POOL_ID, roleArn: undefined, passwordHashingAlgorithm: undefined };
  return importUsers({ file, ...named, failureFiles, listedMax: 10 }, run);
}

const startRun = (onPause?: () => void) => watchRun(createCognitoService(clients), onPause);
const askedOf = (service: string) =>
  cognito.asked.filter((asked) => asked.service === service).map(({ operation }) => operation);

describe('the driver at Amazon Cognito', () => {
  it('asks each service at its own address, and creates the role in the partition of the pool (R284, R285)', async () => {
    const report = await importFile(startRun());
    expect(report).toMatchObject({ jobId: JOB_ID, jobStatus: 'Succeeded', ranThrough: true, failedUsers: 1 });
    expect(askedOf('s3')).toEqual(['PUT']);
    expect(askedOf('logs')).toEqual(['DescribeLogGroups', 'DescribeLogStreams', 'GetLogEvents']);
    expect(askedOf('iam')).toEqual(['GetRole', 'CreateRole', 'GetRolePolicy', 'PutRolePolicy']);
    const policy = cognito.asked.find(({ operation }) => operation === 'PutRolePolicy')?.input.PolicyDocument;
    expect(JSON.parse(String(policy)).Statement[0].Resource).toEqual([
      'arn:aws-us-gov:logs:*:*:log-group:/aws/cognito/*',
    ]);
    const job = cognito.asked.find(({ operation }) => operation === 'CreateUserImportJob')?.input;
    expect(job).toMatchObject({
      JobName: jobNameOf(report.file),
      CloudWatchLogsRoleArn: 'arn:aws-us-gov:iam::123456789012:role/muster-import',
    });
  });

  it('reads the log under the names that CloudWatch Logs lists, and waits for events that come late', async () => {
    cognito.state.logMessages = IN_LOG.slice(0, 1);
    const run = startRun(() => {
      cognito.state.logMessages = IN_LOG;
    });
    const report = await importFile(run, join(directory, 'failed.csv'));
    expect(report.unimported).toMatchObject([
      { lineNumber: 3, recordNumber: 2, username: 'bob', outcome: 'failed', reason: 'Anything at all.' },
    ]);
    expect(report.missingInLog).toBe(0);
    expect(cognito.asked.find(({ operation }) => operation === 'GetLogEvents')?.input).toMatchObject({
      logGroupName: LOG_GROUP,
      logStreamName: `${JOB_ID}/as-cognito-calls-it`,
    });
    expect(readFileSync(join(directory, 'failed.csv'), 'utf8')).toBe(`${CSV_HEADER.join()}\nbob,bob,true\n`);
  });

  it.each<[string, (isVisible: boolean) => void]>([
    [
      'log group',
      (isVisible) => {
        cognito.state.isLogVisible = isVisible;
      },
    ],
    [
      'log stream',
      (isVisible) => {
        const missing = { type: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' };
        cognito.state.refusals = new Map(isVisible ? [] : [['GetLogEvents', missing]]);
      },
    ],
  ])('waits for a %s that comes late', async (_name, show) => {
    show(false);
    const run = startRun(() => {
      if (run.clock.monotonicMs() >= 3_000) show(true);
    });
    expect(await importFile(run)).toMatchObject({ unimported: [{ username: 'bob' }], detailError: undefined });
  });

  it('counts the records of a log that never comes', async () => {
    cognito.state.isLogVisible = false;
    const run = startRun();
    expect(await importFile(run)).toMatchObject({ unimported: [], missingInLog: 1, detailError: undefined });
    expect(run.clock.monotonicMs()).toBeGreaterThanOrEqual(30_000);
  });

  it('counts what the log never shows', async () => {
    cognito.state.logMessages = [];
    const run = startRun();
    expect(await importFile(run)).toMatchObject({ unimported: [], missingInLog: 1, detailError: undefined });
    expect(run.clock.monotonicMs()).toBeGreaterThanOrEqual(30_000);
  });

  it('reports the counters when the log may not be read, and why', async () => {
    const denial = { type: 'AccessDeniedException', message: 'not authorized to perform: logs:GetLogEvents' };
    cognito.state.refusals = new Map([['GetLogEvents', denial]]);
    const report = await importFile(startRun(), join(directory, 'failed.csv'));
    expect(report).toMatchObject({
      importedUsers: 1,
      failedUsers: 1,
      ranThrough: true,
      failureFiles: undefined,
      isFailureFileMissing: true,
      detailError: { fault: { kind: 'log-unreadable' }, cause: { name: 'AccessDeniedException' } },
    });
  });

  it.each([
    ['to its end', 'Succeeded', false],
    ['until this run stops it', 'Stopped', true],
  ])('follows the job of an earlier run that imports this file %s, and creates none', async (_name, status, stops) => {
    const file = await inspectFile(path, { bytesMax: 10_000, recordsMax: 100 });
    cognito.state.poolJobs = [{ JobId: JOB_ID, JobName: jobNameOf(file), Status: 'InProgress' }];
    cognito.state.status = status;
    const controller = new AbortController();
    const run = startRun();
    const report = (event: DriverEvent): void => {
      run.report(event);
      if (stops && event.kind === 'earlier-job-found') controller.abort();
    };
    const interruption = { signal: controller.signal, byPerson: true };
    expect(await importFile({ ...run, report, interruption })).toMatchObject({
      jobId: JOB_ID,
      jobStatus: status,
      isOfEarlierRun: true,
      importedUsers: 1,
    });
    expect(run.events).toMatchObject([{ kind: 'earlier-job-found' }]);
    expect(askedOf('cognito-idp')).not.toContain('CreateUserImportJob');
  });

  it('reports the counters when the file is gone', async () => {
    const run = startRun();
    const report = (event: DriverEvent): void => {
      if (event.kind === 'job-started') rmSync(path);
    };
    expect(await importFile({ ...run, report })).toMatchObject({
      importedUsers: 1,
      failedUsers: 1,
      detailError: { fault: { kind: 'file-unreadable' }, cause: { code: 'ENOENT' } },
      fileChanged: true,
    });
  });

  it('waits for the job of another pool, whatever words refuse the start, and finds it by its state (R63)', async () => {
    cognito.state.otherStatus = 'InProgress';
    let pauses = 0;
    const run = startRun(() => {
      pauses += 1;
      if (pauses === 3) cognito.state.otherStatus = 'Succeeded';
    });
    const report = await importFile(run);
    expect(report.ranThrough).toBe(true);
    expect(run.events).toContainEqual({
      kind: 'waiting-for-other-job',
      other: { userPoolId: OTHER_POOL_ID, jobId: 'import-other' },
    });
  });

  it.each([
    [
      'did all records and is Failed, whatever its message (R293)',
      { ImportedUsers: 0, SkippedUsers: 1, FailedUsers: 1 },
      true,
    ],
    ['is Failed before the last record', { ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 1 }, false],
  ])('tells by the counters that a job %s', async (_name, counters, ranThrough) => {
    cognito.state.counters = counters;
    cognito.state.completionMessage = 'Words that Cognito may choose.';
    cognito.state.endStatus = 'Failed';
    expect(await importFile(startRun())).toMatchObject({ jobStatus: 'Failed', ranThrough });
  });
});
