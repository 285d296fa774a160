import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citedRules } from '../compatibility/cited-rules.ts';
import { type JobKey, putCsv, Scratch } from './scratch.ts';
import { isAwsWanted, openTarget, type Target } from './target.ts';

/** A scenario may run a job, and wait for the one before it. */
const SCENARIO_MS_MAX = isAwsWanted(process.env) ? 25 * 60_000 : 120_000;

let target: Target;
let scratch: Scratch;
let pool: { id: string; logGroupName: string };
let roleArn: string;
let columns: readonly string[];
/** The job of {@link MIXED}, when it has ended. */
let mixed: UserImportJobType & JobKey;
const confirmed = new Set<string>();

beforeAll(async () => {
  target = await openTarget(process.env);
  scratch = new Scratch(target);
  roleArn = await scratch.makeRole();
  pool = await scratch.makePool({ AutoVerifiedAttributes: ['email'] });
  const { CSVHeader = [] } = await scratch.cognito.getCSVHeader({ UserPoolId: pool.id });
  columns = CSVHeader.filter((column) => column !== 'password_hash');
}, SCENARIO_MS_MAX);

afterAll(async () => {
  try {
    await scratch?.cleanUp();
  } finally {
    await target?.close();
    if (target?.isAws) process.stdout.write(`confirmed by AWS: ${[...confirmed].join(', ')}\n`);
  }
}, SCENARIO_MS_MAX);

function record(username: string, values: Readonly<Record<string, string>> = {}): string {
  const email = `${username}@example.com`;
  const all: Record<string, string> = { 'cognito:username': username, email, email_verified: 'true', ...values };
  return columns.map((column) => all[column] ?? '').join(',');
}

function csvOf(...records: string[]): string {
  return [columns.join(','), ...records, ''].join('\n');
}

/** Two imported, one skipped, one failed. */
const MIXED = () =>
  csvOf(
    record('ann', { given_name: ' Ann ', address: '1 Any Street\\, Town' }),
    record('bob'),
    record('ann'),
    record('eve', { email_verified: 'false' }),
  );

const makeJob = () => scratch.makeJob(pool.id, roleArn);

async function importCsv(csv: string): Promise<UserImportJobType> {
  const job = await makeJob();
  expect(await putCsv(job.PreSignedUrl, csv)).toEqual({ status: 200, body: '' });
  return (await scratch.runJob(job)).ended;
}

/** The scenarios, in this order: later ones look at what earlier ones left. Chosen texts are not asserted: AWS may have others. */
const SCENARIOS: readonly (readonly [title: string, check: () => Promise<void>])[] = [
  [
    'GetCSVHeader names the standard attributes, MFA and user name (R153)',
    async () => {
      expect(columns).toEqual(expect.arrayContaining(['name', 'email', 'email_verified', 'phone_number', 'birthdate']));
      expect(columns.slice(-2)).toEqual(['cognito:mfa_enabled', 'cognito:username']);
      expect(columns).not.toContain('sub');
    },
  ],
  [
    'CreateUserImportJob answers a job that waits, and DescribeUserImportJob the same (R47, R48, R49, R50, R51, R54, R55, R56, R68, R91, R100)',
    async () => {
      const job = await makeJob();
      const { UserPoolId, JobId } = job;
      expect(job).toEqual({
        JobName: 'verify',
        JobId: expect.stringMatching(/^import-[0-9A-Za-z]{10}$/),
        UserPoolId: pool.id,
        PreSignedUrl: expect.stringMatching(/^https?:/),
        CreationDate: expect.any(Date),
        Status: 'Created',
        CloudWatchLogsRoleArn: roleArn,
        ImportedUsers: 0,
        SkippedUsers: 0,
        FailedUsers: 0,
      });
      expect((await scratch.cognito.describeUserImportJob({ UserPoolId, JobId })).UserImportJob).toEqual(job);
    },
  ],
  [
    'the upload URL names account, pool and job and is good for 899 seconds from the creation of the job (R124, R126, R127, R128, R129)',
    async () => {
      const { PreSignedUrl = '', CreationDate, UserPoolId, JobId } = await makeJob();
      const { pathname, searchParams } = new URL(PreSignedUrl);
      expect(pathname).toMatch(new RegExp(`^/\\d{12}/${UserPoolId}/${JobId}$`));
      expect(searchParams.get('X-Amz-Expires')).toBe('899');
      expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host;x-amz-server-side-encryption');
      const second = CreationDate?.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
      expect(searchParams.get('X-Amz-Date')).toBe(second);
      expect(PreSignedUrl.length).toBeLessThanOrEqual(2_048);
    },
  ],
  [
    'an upload without the encryption header is refused (R131, R142)',
    async () => {
      const { status, body } = await putCsv((await makeJob()).PreSignedUrl, MIXED(), {});
      expect([status, body]).toEqual([403, expect.stringContaining('<Code>SignatureDoesNotMatch</Code>')]);
    },
  ],
  [
    'a job without a file is not started (R71, R117)',
    async () => {
      const { UserPoolId, JobId } = await makeJob();
      await expect(scratch.cognito.startUserImportJob({ UserPoolId, JobId })).rejects.toMatchObject({
        name: 'PreconditionNotMetException',
        message: `No csv file was uploaded for ${JobId}`,
      });
    },
  ],
  [
    'a pool without auto-verified attribute takes jobs and starts none (R72, R102, R116)',
    async () => {
      const { id } = await scratch.makePool();
      const { JobId, PreSignedUrl } = await scratch.makeJob(id, roleArn);
      await putCsv(PreSignedUrl, MIXED());
      await expect(scratch.cognito.startUserImportJob({ UserPoolId: id, JobId })).rejects.toMatchObject({
        name: 'PreconditionNotMetException',
      });
    },
  ],
  [
    'a job that was not started is not stopped (R74)',
    async () => {
      const { UserPoolId, JobId } = await makeJob();
      const stop = scratch.cognito.stopUserImportJob({ UserPoolId, JobId });
      await expect(stop).rejects.toMatchObject({ name: 'PreconditionNotMetException' });
    },
  ],
  [
    'what is not there is not found (R94, R95)',
    async () => {
      const UserPoolId = `${pool.id.split('_')[0]}_unknown12`;
      await expect(scratch.cognito.getCSVHeader({ UserPoolId })).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
        message: `User pool ${UserPoolId} does not exist.`,
      });
      const job = { UserPoolId: pool.id, JobId: 'import-unknown123' };
      const describeJob = scratch.cognito.describeUserImportJob(job);
      await expect(describeJob).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    },
  ],
  [
    'a broken constraint is named (R16, R17, R18, R20, R96)',
    async () => {
      await expect(scratch.cognito.getCSVHeader({ UserPoolId: 'no id' })).rejects.toMatchObject({
        name: 'InvalidParameterException',
        message:
          "1 validation error detected: Value 'no id' at 'userPoolId' failed to satisfy constraint: " +
          'Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+',
      });
    },
  ],
  [
    'jobs are listed by pages, newest first (R107, R108, R111, R113)',
    async () => {
      const { id } = await scratch.makePool();
      const made: (string | undefined)[] = [];
      for (let count = 0; count < 3; count++) made.unshift((await scratch.makeJob(id, roleArn)).JobId);
      const first = await scratch.cognito.listUserImportJobs({ UserPoolId: id, MaxResults: 2 });
      const { PaginationToken } = first;
      const rest = await scratch.cognito.listUserImportJobs({ UserPoolId: id, MaxResults: 2, PaginationToken });
      const pages = [first, rest].map(({ UserImportJobs = [] }) => UserImportJobs.map(({ JobId }) => JobId));
      expect(pages).toEqual([made.slice(0, 2), made.slice(2)]);
      expect(rest.PaginationToken).toBeUndefined();
    },
  ],
  [
    'a started job is Pending, takes its records and says how it ended (R52, R53, R57, R69, R70, R82, R195, R293)',
    async () => {
      const job = await makeJob();
      await putCsv(job.PreSignedUrl, 'replaced');
      await putCsv(job.PreSignedUrl, MIXED());
      const { started, ended } = await scratch.runJob(job);
      mixed = { ...ended, UserPoolId: job.UserPoolId, JobId: job.JobId };
      expect(started).toMatchObject({ Status: 'Pending', StartDate: expect.any(Date) });
      expect(started).not.toHaveProperty('CompletionDate');
      expect(mixed).toMatchObject({
        Status: 'Succeeded',
        ImportedUsers: 2,
        SkippedUsers: 1,
        FailedUsers: 1,
        CompletionDate: expect.any(Date),
        CompletionMessage: 'Import Job Completed Successfully.',
      });
    },
  ],
  [
    'imported users must reset their password and have the columns that were not blank (R172, R176, R191, R197, R267, R268)',
    async () => {
      const ann = await scratch.cognito.adminGetUser({ UserPoolId: pool.id, Username: 'ann' });
      expect(ann).toMatchObject({ Username: 'ann', UserStatus: 'RESET_REQUIRED', Enabled: true });
      expect(Object.fromEntries((ann.UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]))).toEqual({
        sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email: 'ann@example.com',
        email_verified: 'true',
        given_name: 'Ann',
        address: '1 Any Street, Town',
      });
    },
  ],
  [
    'the log has a line for each record (R274, R276, R277, R279, R280, R283)',
    async () => {
      expect(await scratch.readLog(pool.logGroupName, `${mixed.JobId}/verify`, 4)).toEqual([
        '[SUCCEEDED] Line Number 1 - The import succeeded.',
        '[SUCCEEDED] Line Number 2 - The import succeeded.',
        '[SKIPPED] Line Number 3 - The user already exists.',
        expect.stringMatching(/^\[FAILED\] Line Number 4 - The User Record does not set any of the auto verified /),
      ]);
    },
  ],
  [
    'a job at its end is neither started nor stopped again, and takes no file (R61, R88, R89, R90)',
    async () => {
      const { UserPoolId, JobId, PreSignedUrl } = mixed;
      for (const again of [
        () => scratch.cognito.startUserImportJob({ UserPoolId, JobId }),
        () => scratch.cognito.stopUserImportJob({ UserPoolId, JobId }),
      ]) {
        await expect(again()).rejects.toMatchObject({ name: 'PreconditionNotMetException' });
      }
      expect(await putCsv(PreSignedUrl, MIXED())).toMatchObject({ status: 403 });
    },
  ],
  [
    'a job without an imported user fails (R294)',
    async () => {
      expect(await importCsv(csvOf(record('joe', { email: 'joe' })))).toMatchObject({
        Status: 'Failed',
        FailedUsers: 1,
        CompletionMessage: 'Too many users have failed or been skipped during the import.',
      });
    },
  ],
  [
    'a job with one imported, one skipped and one failed fails, and keeps its user (R232, R293, R295, R296)',
    async () => {
      const csv = csvOf(record('ann', { given_name: 'Other' }), record('kim'), record('lee', { email: 'lee' }));
      const counters = { ImportedUsers: 1, SkippedUsers: 1, FailedUsers: 1 };
      expect(await importCsv(csv)).toMatchObject({ Status: 'Failed', ...counters });
      expect(await scratch.cognito.adminGetUser({ UserPoolId: pool.id, Username: 'kim' })).toMatchObject({
        Enabled: true,
      });
      const ann = await scratch.cognito.adminGetUser({ UserPoolId: pool.id, Username: 'ann' });
      expect(ann.UserAttributes).toContainEqual({ Name: 'given_name', Value: 'Ann' });
    },
  ],
  [
    'a header that lacks a column fails the job and imports nobody (R78, R160, R168)',
    async () => {
      const job = await importCsv('cognito:username,email,email_verified\nmax,max@example.com,true\n');
      const counters = { ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 0 };
      expect(job).toMatchObject({ Status: 'Failed', ...counters, CompletionMessage: expect.stringMatching(/./) });
    },
  ],
  [
    'a byte order mark fails the job (R169, R170)',
    async () => {
      expect(await importCsv(`\ufeff${csvOf(record('moe'))}`)).toMatchObject({ Status: 'Failed', ImportedUsers: 0 });
    },
  ],
];

describe('the service', () => {
  it.each(SCENARIOS)(
    '%s',
    async (title, check) => {
      await check();
      for (const rule of citedRules(title)) confirmed.add(rule);
    },
    SCENARIO_MS_MAX,
  );
});
