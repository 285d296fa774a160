import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { type FilledServer, fillServer } from './fill-server.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { allowing, createIamUser, signInWithKey } from './iam-user.ts';
import { type ConsolePage, openConsole } from './open-console.ts';

const CONSOLE_PAGE = new URL('../../docs/CONSOLE.md', import.meta.url);
const ROLE = 'arn:aws:iam::123456789012:role/muster-import';
/** Everybody may ask it. */
const FREE = 'sts:GetCallerIdentity';

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

describeWithTool('chromium', 'somebody in the console who may not do everything', () => {
  let browser: Browser;
  let muster: Muster;
  let cognito: CognitoIdentityProvider;
  let filled: FilledServer;
  let opened: ConsolePage;
  let page: Page;
  let directory: string;
  let csvPath: string;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'muster-console-'));
    muster = await startMuster();
    cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    filled = await fillServer(muster, ['ann', 'bob']);
    csvPath = join(directory, 'users.csv');
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId: filled.poolId });
    const values: Readonly<Record<string, string>> = {
      'cognito:username': 'zoe',
      email: 'zoe@example.com',
      email_verified: 'true',
    };
    await writeFile(csvPath, `${CSVHeader.join()}\n${CSVHeader.map((column) => values[column] ?? '').join()}\n`);
  });
  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
    cognito.destroy();
    await muster.stop();
    await rm(directory, { recursive: true });
  });

  const enter = async (policy: string | undefined, hash: string) => {
    opened = await openConsole(browser, muster, { hash });
    page = opened.page;
    const key = await createIamUser(muster.url, policy);
    await page.getByRole('button', { name: 'Sign in with an access key' }).click();
    await signInWithKey(page, key);
  };
  const chooseFile = async () => {
    await page.locator('input[type=file]').setInputFiles(csvPath);
    await page.getByTestId('check-outcome').waitFor();
  };
  const nameRole = async () => {
    await page.getByRole('button', { name: 'Or use another role' }).click();
    await page.getByLabel('Or use another role').last().fill(ROLE);
  };
  const missing = (action: string) => page.getByTestId('failure').getByText(action, { exact: true }).first().waitFor();

  it('because nothing is allowed checks a file nevertheless, and is told each action to ask for (R1094)', async () => {
    await enter(undefined, '#/import');
    await chooseFile();
    await page.getByText('Nothing is imported yet: 1 of 1 records are ready').waitFor();
    // There is one pool, which he may not know of.
    expect(await page.getByLabel('Name of the new pool').inputValue()).toBe('users');
    await missing('iam:GetRole');
    await nameRole();
    await page.getByTestId('import').click();
    await missing('cognito-idp:CreateUserPool');
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await page.getByText('A user pool that exists').click();
    await missing('cognito-idp:ListUserPools');
    await opened.go(`#/pools/${filled.poolId}/jobs/${filled.jobId}`);
    await missing('cognito-idp:DescribeUserImportJob');
    await opened.go(`#/pools/${filled.poolId}/users`);
    await missing('cognito-idp:ListUsers');
    await opened.go(`#/pools/${filled.poolId}`);
    await missing('cognito-idp:DescribeUserPool');
    await opened.go('#/messages');
    await missing('muster:ListMessages');
  });

  it('because only Describe* is allowed sees pool and job, and is told what else an import asks for (R1094)', async () => {
    const { poolId, jobId } = filled;
    await enter(allowing(['cognito-idp:Describe*']), `#/pools/${poolId}/jobs/${jobId}`);
    await page.getByText('Succeeded').or(page.getByText('Failed')).first().waitFor();
    await missing('logs:FilterLogEvents');
    await opened.go(`#/import?pool=${poolId}`);
    await chooseFile();
    await page.getByText('Nothing is imported yet: 1 of 1 records are ready').waitFor();
    await missing('cognito-idp:ListUserPools');
    await nameRole();
    await page.getByTestId('import').click();
    await missing('cognito-idp:CreateUserImportJob');
  });

  it('because the role may not be passed is told to ask for iam:PassRole (R1094)', async () => {
    await enter(allowing(['cognito-idp:*', 'iam:Get*']), `#/import?pool=${filled.poolId}`);
    await chooseFile();
    await page.getByText('The role is there').waitFor();
    await page.getByTestId('import').click();
    await missing('iam:PassRole');
  });

  it.each([
    ['import-policy', 'into a pool that exists'],
    ['import-policy-new', 'into a new pool, with a new role'],
  ])('imports with exactly the permissions %s of the documentation, %s (R1093)', async (name) => {
    const policy = await readPolicy(name);
    const isNew = name === 'import-policy-new';
    const asked = new Set<string>();
    // The role of the filled server has another name than that of a new one.
    const server = isNew ? await startMuster() : muster;
    opened = await openConsole(browser, server, { hash: '#/import' });
    page = opened.page;
    page.on('request', (request) => {
      const action = actionOf(request);
      if (action !== undefined && action !== FREE) asked.add(action);
    });
    const key = await createIamUser(server.url, JSON.stringify(policy));
    await page.getByRole('button', { name: 'Sign in with an access key' }).click();
    await signInWithKey(page, key);
    await page.getByRole('heading', { name: 'New import' }).waitFor();
    if (!isNew) {
      // The only one is chosen already; whoever chooses it again sees the list.
      await page.getByText('It was chosen because it is the only one.').waitFor();
      await page.getByRole('button', { name: /^User pool/ }).click();
      await page.getByRole('option', { name: /customers/ }).click();
    }
    await chooseFile();
    await page.getByText(isNew ? 'Import creates the role muster-import' : 'The role is there').waitFor();
    await page.getByTestId('import').click();
    await page.getByRole('heading', { name: 'Import job users.csv' }).waitFor();
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
    await page.getByRole('row', { name: /Line Number 1/ }).waitFor();
    expect(await page.getByTestId('counter-imported').innerText()).toBe('1');
    expect(await page.getByTestId('failure').count()).toBe(0);
    const listed = policy.Statement.flatMap(({ Action }) => Action).filter((action) => action !== 'iam:PassRole');
    expect([...asked].sort()).toEqual([...new Set(listed)].sort());
    if (isNew) await server.stop();
  });
});

/** A policy that the documentation shows under this name. */
async function readPolicy(name: string): Promise<Policy> {
  const text = await readFile(CONSOLE_PAGE, 'utf8');
  const [, json] = new RegExp(`<!-- ${name} -->\\s*\`\`\`json\n(.*?)\`\`\``, 's').exec(text) ?? [];
  return JSON.parse(assertPresent(json, `the page has no ${name}`)) as Policy;
}

const SERVICES: Readonly<Record<string, string>> = {
  AWSCognitoIdentityProviderService: 'cognito-idp',
  Logs_20140328: 'logs',
  Muster: 'muster',
};

/** The action of a request to the API: `iam:GetRole`. */
function actionOf(request: Request): string | undefined {
  if (request.method() !== 'POST') return undefined;
  const [prefix = '', operation = ''] = (request.headers()['x-amz-target'] ?? '').split('.');
  if (operation !== '') return `${SERVICES[prefix]}:${operation}`;
  const form = new URLSearchParams(request.postData() ?? '');
  return `${form.get('Version') === '2010-05-08' ? 'iam' : 'sts'}:${form.get('Action')}`;
}
