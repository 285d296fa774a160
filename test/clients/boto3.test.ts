import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { describeWithTool } from '../required-tool.ts';
import { SAMPLE_CSV, SAMPLE_LOG } from './sample-users.ts';

const run = promisify(execFile);

/** The types that the documentation gives for the members of UserImportJobType. */
const CREATED_JOB = {
  JobName: 'str',
  JobId: 'str',
  UserPoolId: 'str',
  PreSignedUrl: 'str',
  CreationDate: 'datetime',
  Status: 'str',
  CloudWatchLogsRoleArn: 'str',
  ImportedUsers: 'int',
  SkippedUsers: 'int',
  FailedUsers: 'int',
};

describeWithTool('python3-boto3', 'boto3 by the documentation of CreateUserImportJob', () => {
  let muster: Muster;
  let directory: string;
  // biome-ignore lint/suspicious/noExplicitAny: what another program printed; each use is checked by an expectation.
  let seen: any;

  beforeAll(async () => {
    muster = await startMuster();
    directory = await mkdtemp(join(tmpdir(), 'muster-boto3-'));
    const file = join(directory, 'users.csv');
    await writeFile(file, SAMPLE_CSV);
    const script = join(import.meta.dirname, 'import_with_boto3.py');
    const { stdout } = await run('/usr/bin/python3', [script, muster.url, 'eu-west-1', file], { timeout: 100_000 });
    seen = JSON.parse(stdout);
  });

  afterAll(async () => {
    await muster?.stop();
    if (directory) await rm(directory, { recursive: true });
  });

  it.each([
    ['a created job has no start, no end and no message (R100)', 'created', CREATED_JOB, 'Created'],
    [
      'a started job is Pending and has a start (R52, R70)',
      'started',
      { ...CREATED_JOB, StartDate: 'datetime' },
      'Pending',
    ],
  ])('%s', (_name, step, types, status) => {
    expect(seen[step]).toEqual({ types, status });
  });

  it('ends with every member typed as documented (R53, R56, R57)', () => {
    expect(seen.ended).toEqual({
      types: { ...CREATED_JOB, StartDate: 'datetime', CompletionDate: 'datetime', CompletionMessage: 'str' },
      Status: 'Succeeded',
      ImportedUsers: 3,
      SkippedUsers: 1,
      FailedUsers: 1,
      CompletionMessage: 'Import Job Completed Successfully.',
    });
    expect(seen.listed).toEqual([true]);
  });

  it('returns the header of the pool in classic order (R153, R154)', () => {
    expect(seen.header.slice(0, 3)).toEqual(['name', 'given_name', 'family_name']);
    expect(seen.header.slice(18, 21)).toEqual(['updated_at', 'cognito:mfa_enabled', 'cognito:username']);
  });

  it('writes one line for each record to the group of the pool and the stream of the job (R274 to R277)', () => {
    expect([seen.group, seen.stream]).toEqual([true, true]);
    expect(seen.messages).toEqual(SAMPLE_LOG);
  });

  it('lists the imported users as RESET_REQUIRED with the columns that were not blank (R191, R267, R268)', () => {
    const attributes = {
      email: 'johndoe@example.com',
      email_verified: 'true',
      birthdate: '02/01/1985',
      phone_number: '+12345550100',
    };
    expect(seen.users.map((user: { username: string }) => user.username)).toEqual(['John', 'Jane', 'Joan']);
    expect(seen.users[0]).toMatchObject({ status: 'RESET_REQUIRED', enabled: true, attributes });
    expect(seen.users[0].attributes.address).toBe('123 Any Street, Anytown');
    expect(seen.users[0].types).toEqual({
      Username: 'str',
      UserCreateDate: 'datetime',
      UserLastModifiedDate: 'datetime',
      Enabled: 'bool',
      UserStatus: 'str',
    });
    expect(Object.keys(seen.users[1].attributes).sort()).toEqual([
      'email',
      'email_verified',
      'family_name',
      'given_name',
      'sub',
    ]);
  });

  it.each([
    ['unknown pool', 'ResourceNotFoundException', 'User pool eu-west-1_unknown12 does not exist.'],
    ['unknown job', 'ResourceNotFoundException', 'User import job import-unknown123 does not exist.'],
    ['started twice', 'PreconditionNotMetException', 'cannot be started because its status is Succeeded.'],
    ['stopped after its end', 'PreconditionNotMetException', 'cannot be stopped because its status is Succeeded.'],
    [
      'bad job name',
      'InvalidParameterException',
      "1 validation error detected: Value 'exclamation!' at 'jobName' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+',
    ],
  ])('raises the modelled exception: %s (R4, R94, R95, R17, R88, R89)', (name, code, message) => {
    expect(seen.refusals[name]).toMatchObject({ class: code, modelled: true, status: 400 });
    expect(seen.refusals[name].message).toContain(message);
  });
});
