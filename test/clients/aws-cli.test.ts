import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { describeWithTool } from '../required-tool.ts';
import { SAMPLE_CSV, SAMPLE_LOG } from './sample-users.ts';

const run = promisify(execFile);
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const PERMISSIONS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:log-group:/aws/cognito/*' }],
});

describeWithTool('awscli', 'the AWS CLI alone, and curl for the upload', () => {
  let muster: Muster;
  let directory: string;

  beforeAll(async () => {
    muster = await startMuster();
    directory = await mkdtemp(join(tmpdir(), 'muster-cli-'));
    await writeFile(join(directory, 'users.csv'), SAMPLE_CSV);
  });

  afterAll(async () => {
    await muster?.stop();
    if (directory) await rm(directory, { recursive: true });
  });

  // biome-ignore lint/suspicious/noExplicitAny: what another program printed; each use is checked by an expectation.
  async function aws(...words: string[]): Promise<any> {
    const { stdout } = await run('/usr/bin/aws', [...words, '--endpoint-url', muster.url, '--output', 'json'], {
      env: {
        PATH: '/usr/bin:/bin',
        HOME: directory,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_PAGER: '',
      },
      timeout: 60_000,
    });
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

  it('imports a file from GetCSVHeader to the users, log lines included', async () => {
    const { Role } = await aws(
      'iam',
      'create-role',
      '--role-name',
      'import-logs',
      '--assume-role-policy-document',
      TRUST,
    );
    const policy = ['--role-name', 'import-logs', '--policy-name', 'write', '--policy-document', PERMISSIONS];
    await aws('iam', 'put-role-policy', ...policy);
    const { UserPool } = await aws(
      'cognito-idp',
      'create-user-pool',
      '--pool-name',
      'cli',
      '--auto-verified-attributes',
      'email',
    );
    const pool = ['--user-pool-id', UserPool.Id];
    const { CSVHeader } = await aws('cognito-idp', 'get-csv-header', ...pool);
    expect(CSVHeader).toContain('cognito:username');

    const created = await aws(
      'cognito-idp',
      'create-user-import-job',
      ...pool,
      '--job-name',
      'from the CLI',
      '--cloud-watch-logs-role-arn',
      Role.Arn,
    );
    const { JobId, PreSignedUrl } = created.UserImportJob;
    const upload = [
      '-sS',
      '-v',
      '-T',
      join(directory, 'users.csv'),
      '-H',
      'x-amz-server-side-encryption:aws:kms',
      PreSignedUrl,
    ];
    const { stderr } = await run('curl', upload);
    expect(stderr).toContain('HTTP/1.1 200');
    const job = [...pool, '--job-id', JobId];
    const started = await aws('cognito-idp', 'start-user-import-job', ...job);
    expect(started.UserImportJob.Status).toBe('Pending');

    let described = started;
    for (let poll = 0; poll < 60 && ['Pending', 'InProgress'].includes(described.UserImportJob.Status); poll += 1) {
      await wait(100);
      described = await aws('cognito-idp', 'describe-user-import-job', ...job);
    }
    expect(described.UserImportJob).toMatchObject({
      Status: 'Succeeded',
      ImportedUsers: 3,
      SkippedUsers: 1,
      FailedUsers: 1,
      CompletionMessage: 'Import Job Completed Successfully.',
    });
    const { UserImportJobs } = await aws('cognito-idp', 'list-user-import-jobs', ...pool, '--max-results', '10');
    expect(UserImportJobs).toEqual([described.UserImportJob]);

    const group = `/aws/cognito/userpools/${UserPool.Id}/cli`;
    const { logStreams } = await aws('logs', 'describe-log-streams', '--log-group-name', group);
    expect(logStreams.map((stream: { logStreamName: string }) => stream.logStreamName)).toEqual([
      `${JobId}/from the CLI`,
    ]);
    const { events } = await aws(
      'logs',
      'get-log-events',
      '--log-group-name',
      group,
      '--log-stream-name',
      logStreams[0].logStreamName,
      '--start-from-head',
    );
    expect(events.map((event: { message: string }) => event.message)).toEqual(SAMPLE_LOG);
    const failed = await aws('logs', 'filter-log-events', '--log-group-name', group, '--filter-pattern', '"[FAILED]"');
    expect(failed.events.map((event: { message: string }) => event.message)).toEqual([SAMPLE_LOG[2]]);

    const { Users } = await aws('cognito-idp', 'list-users', ...pool, '--filter', 'email = "joan@example.com"');
    expect(Users).toMatchObject([{ Username: 'Joan', UserStatus: 'RESET_REQUIRED', Enabled: true }]);
    const described2 = await aws('cognito-idp', 'describe-user-pool', ...pool);
    expect(described2.UserPool.EstimatedNumberOfUsers).toBe(3);
  });

  it('prints the error of the service by its name (R4)', async () => {
    const call = aws('cognito-idp', 'get-csv-header', '--user-pool-id', 'us-east-1_missing12');
    await expect(call).rejects.toThrow(
      'An error occurred (ResourceNotFoundException) when calling the GetCSVHeader operation: User pool us-east-1_missing12 does not exist.',
    );
  });
});
