import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { STS } from '@aws-sdk/client-sts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions, waitForEnd } from '../drive-import.ts';
import { areInstalled } from '../installed-tools.ts';
import { type FilledServer, fillServer } from './fill-server.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const run = promisify(execFile);
/** What a shell, curl and Python each read in a way of their own. */
const FILE_NAME = `Kate's "users" [1] {a,b} $HOME.csv`;

const WAYS = [
  { tab: 'AWS CLI', shell: '/bin/sh', user: 'zoe', keys: 'root' },
  { tab: 'Python (boto3)', shell: '/usr/bin/python3', user: 'yan', keys: 'root' },
  { tab: 'curl', shell: '/bin/sh', user: 'xia', keys: 'root' },
  { tab: 'AWS CLI', shell: '/bin/bash', user: 'will', keys: 'temporary' },
  { tab: 'curl', shell: '/bin/bash', user: 'vera', keys: 'temporary' },
] as const;

const canRun = areInstalled('the commands of a job', ['chromium', 'awscli', 'python3-boto3', 'curl']);

describe.skipIf(!canRun)('the commands that the page of a job offers to copy', () => {
  let browser: Browser;
  let muster: Muster;
  let cognito: CognitoIdentityProvider;
  let filled: FilledServer;
  let opened: ConsolePage;
  let page: Page;
  let directory: string;
  const keys: Record<'root' | 'temporary', NodeJS.ProcessEnv> = {
    root: { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    temporary: {},
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'muster-console-'));
    browser = await launchChromium();
    muster = await startMuster();
    cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    filled = await fillServer(muster, ['ann', 'bob']);
    keys.temporary = await takeRole(muster);
    const job = `#/pools/${filled.poolId}/jobs/${filled.jobId}`;
    opened = await openConsole(browser, muster, { hash: job });
    page = opened.page;
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signInWithDefaults(opened);
    // With the file at hand the commands name it.
    await page.getByText('Choose the file of this job').waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: FILE_NAME,
      mimeType: 'text/csv',
      buffer: Buffer.from('cognito:username\nann\n'),
    });
    await page.getByRole('button', { name: 'Download failed records' }).waitFor();
    await opened.go('#/jobs');
    await page.getByRole('heading', { name: 'Import jobs' }).first().waitFor();
    await opened.go(job);
    await page.getByText('The same with commands').click();
  });
  afterAll(async () => {
    await browser?.close();
    cognito?.destroy();
    await muster?.stop();
    if (directory) await rm(directory, { recursive: true });
  });

  const copy = async (tab: string): Promise<string> => {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.getByRole('button', { name: `Copy: ${tab}, commands` }).click();
    await page.getByText('Copied').first().waitFor();
    return page.evaluate<string>('navigator.clipboard.readText()');
  };
  const writeUsers = async (user: string) => {
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId: filled.poolId });
    const values: Readonly<Record<string, string>> = {
      'cognito:username': user,
      email: `${user}@example.com`,
      email_verified: 'true',
    };
    const row = CSVHeader.map((column) => values[column] ?? '').join();
    await writeFile(join(directory, FILE_NAME), `${CSVHeader.join()}\n${row}\n`);
  };

  it.each(WAYS)('for $tab import the file as they stand, in $shell with $keys credentials (R1095)', async (way) => {
    const { tab, shell, user } = way;
    await writeUsers(user);
    const env = { PATH: '/usr/bin:/bin', HOME: directory, AWS_PAGER: '', ...keys[way.keys] };
    const { stdout, stderr } = await run(shell, ['-c', await copy(tab)], { cwd: directory, env });
    const { UserImportJobs: [newest] = [] } = await cognito.listUserImportJobs({
      UserPoolId: filled.poolId,
      MaxResults: 1,
    });
    expect(newest?.JobId, `${stdout}\n${stderr}`).not.toBe(filled.jobId);
    expect(newest?.StartDate, `${stdout}\n${stderr}`).toBeInstanceOf(Date);
    expect(stdout, stderr).toMatch(/Succeeded 1 0 0|"(?:JobId|JobName)"/);
    const ended = await waitForEnd(cognito, filled.poolId, newest?.JobId ?? '');
    expect(ended, `${stdout}\n${stderr}`).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1, JobName: 'import' });
    const { Username } = await cognito.adminGetUser({ UserPoolId: filled.poolId, Username: user });
    expect(Username).toBe(user);
  });
});

/** Temporary credentials of a role that may do everything. */
async function takeRole(muster: Muster): Promise<NodeJS.ProcessEnv> {
  const iam = new IAM(clientOptions(muster.url));
  const sts = new STS(clientOptions(muster.url));
  const policyOf = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const { Role } = await iam.createRole({
    RoleName: 'operator',
    AssumeRolePolicyDocument: policyOf({ Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }),
  });
  await iam.putRolePolicy({
    RoleName: 'operator',
    PolicyName: 'all',
    PolicyDocument: policyOf({ Action: '*', Resource: '*' }),
  });
  const { Credentials } = await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: 'commands' });
  iam.destroy();
  sts.destroy();
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  };
}
