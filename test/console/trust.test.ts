import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { startPageServer } from '../browser/page-server.ts';
import { clientOptions } from '../drive-import.ts';
import { findFreePorts } from '../free-ports.ts';
import { describeWithTool } from '../required-tool.ts';
import { allowing, createAccessKey, createIamUser, deleteAccessKey, signInWithKey } from './iam-user.ts';
import { awaitConsole, openConsole, signInWithDefaults } from './open-console.ts';

const ROOT = { account: '123456789012', accessKeyId: 'AKIAROOT', secretAccessKey: 'root-secret' } as const;
const FOREIGN_HOST = 'muster.example.com';

describeWithTool('chromium', 'a console', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium([`--host-resolver-rules=MAP ${FOREIGN_HOST} 127.0.0.1`]);
  });
  afterAll(() => browser?.close());

  it('works by plain http from another machine, where browsers have no cryptography (R1014)', async () => {
    const [port = 0] = await findFreePorts(1);
    const publicUrl = `http://${FOREIGN_HOST}:${port}`;
    await using muster = await startMuster({ port, publicUrl, rootCredentials: [ROOT] });
    await awaitConsole(muster.url);
    const { page, context, complaints } = await openConsole(browser, { url: publicUrl });
    expect(await page.evaluate('[isSecureContext, typeof crypto.subtle, typeof navigator.clipboard]')).toEqual([
      false,
      'undefined',
      'undefined',
    ]);
    await signInWithKey(page, ROOT);
    await page.getByText('No user pools').waitFor();
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByText('Settings in force').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps an access key in its tab, and nowhere else (R1005)', async () => {
    await using muster = await startMuster();
    const opened = await openConsole(browser, muster);
    await signInWithDefaults(opened);
    const { page, context } = opened;
    await page.reload();
    await page.getByText('No user pools').waitFor();
    expect(await page.evaluate('JSON.stringify(localStorage) + document.cookie + location.href')).not.toContain('test');
    const other = await context.newPage();
    await other.goto(`${muster.url}/console/`);
    await other.getByRole('button', { name: 'Sign in with default credentials' }).waitFor();
    await context.close();
  });

  it('says what is wrong with an access key, and by which request (R1015)', async () => {
    await using muster = await startMuster({ rootCredentials: [ROOT] });
    const { page, context } = await openConsole(browser, muster);
    await signInWithKey(page, { ...ROOT, secretAccessKey: 'wrong' });
    await page.getByText('The server does not accept your access key').waitFor();
    await page.getByText(/Request ID/).waitFor();
    await context.close();
  });

  it.each([
    ['nothing', [], 'cognito-idp:ListUserPools'],
    ['only Describe*', ['cognito-idp:Describe*'], 'cognito-idp:ListUserPools'],
  ])('tells somebody who may do %s which action to ask for (R1015)', async (_, actions, missing) => {
    await using muster = await startMuster();
    const poolId = await createPool(muster);
    const key = await createIamUser(muster.url, allowing(actions));
    const { page, context, go, complaints } = await openConsole(browser, muster);
    await page.getByRole('button', { name: 'Sign in with an access key' }).click();
    await signInWithKey(page, key);
    await page.getByText('You are not allowed to do this').waitFor();
    await page.getByText(missing, { exact: true }).waitFor();
    await go(`#/pools/${poolId}`);
    if (actions.length > 0) await page.getByText('What an import goes by').waitFor();
    else await page.getByText('cognito-idp:DescribeUserPool', { exact: true }).waitFor();
    await go('#/jobs');
    await page.getByText('muster:ListImportJobs', { exact: true }).waitFor();
    await go('#/health');
    await page.getByText('muster:DescribeServer', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('asks for another key when its own was deleted, and keeps what was typed (R1016)', async () => {
    await using muster = await startMuster();
    const key = await createIamUser(muster.url, allowing(['cognito-idp:*']));
    const { page, context, go } = await openConsole(browser, muster);
    await page.getByRole('button', { name: 'Sign in with an access key' }).click();
    await signInWithKey(page, key);
    await page.getByText('No user pools').waitFor();
    await go('#/new-pool');
    const name = page.locator('input[name=pool-name]');
    await name.fill('customers');
    await deleteAccessKey(muster.url, key);
    await page.getByRole('button', { name: 'Create user pool' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    await signInWithKey(dialog, await createAccessKey(muster.url));
    await dialog.waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe('customers');
    await page.getByRole('button', { name: 'Create user pool' }).click();
    await page.getByText('Created user pool customers', { exact: true }).waitFor();
    await context.close();
  });

  it('goes on when the server comes back (R1017)', async () => {
    const data = await mkdtemp(join(tmpdir(), 'muster-console-'));
    const [port = 0] = await findFreePorts(1);
    const first = await startMuster({ data, port });
    const opened = await openConsole(browser, first);
    await signInWithDefaults(opened);
    const { page, context, go } = opened;
    await go('#/jobs');
    await page.getByText('No import jobs').waitFor();
    await first.stop();
    await page.getByText('The server does not answer').first().waitFor();
    await using second = await startMuster({ data, port });
    await page.getByText('The server does not answer').first().waitFor({ state: 'detached' });
    await createPool(second);
    await page.getByRole('link', { name: 'User pools' }).first().click();
    await page.getByText('customers').first().waitFor();
    await context.close();
    await second.stop();
    await rm(data, { recursive: true });
  });

  it('shows hostile values as text, and breaks no rule of its policy (R1018)', async () => {
    await using muster = await startMuster();
    const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    const UserPoolId = await createPool(muster);
    const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const values: Readonly<Record<string, string>> = {
      name: markup,
      website: 'javascript:alert(3)',
      nickname: '\u202egnp.exe \u0007',
      given_name: '👩‍👩‍👧 é',
      family_name: 'x'.repeat(2_048),
      profile: '=HYPERLINK("http://evil.example")',
    };
    const Username = `${markup.replaceAll(' ', '')}/../%2e#?`;
    await cognito.adminCreateUser({
      UserPoolId,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
    });
    await cognito.createGroup({ UserPoolId, GroupName: '<b>bold</b>', Description: markup });
    cognito.destroy();
    const opened = await openConsole(browser, muster);
    await signInWithDefaults(opened);
    const { page, context, go, complaints } = opened;
    page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
    await go(`#/pools/${UserPoolId}/users`);
    await page.getByRole('link', { name: Username }).click();
    await page.getByRole('cell', { name: markup, exact: true }).waitFor();
    await page.getByText('javascript:alert(3)', { exact: true }).waitFor();
    await page.getByText('\\u{202E}gnp.exe \\u{7}', { exact: true }).waitFor();
    await page.getByText('👩‍👩‍👧 é', { exact: true }).waitFor();
    await page.getByText(`${'x'.repeat(300)}…`, { exact: true }).waitFor();
    expect(await page.locator('a[href^="javascript:" i], img[src=x]').count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: Username }).waitFor();
    await go(`#/pools/${UserPoolId}/groups`);
    await page.getByText('<b>bold</b>', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is neither framed nor read by a page of another origin (R1001)', async () => {
    await using muster = await startMuster();
    await awaitConsole(muster.url);
    const pages = await startPageServer(`<iframe src="${muster.url}/console/"></iframe>`, '');
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${pages.port}/`);
    const frame = assertPresent(page.frames()[1], 'the page has a frame');
    expect(await frame.locator('#root').count()).toBe(0);
    const outcome = await page.evaluate(
      `fetch('${muster.url}/console/server.json').then(() => 'read', (error) => error.name)`,
    );
    expect(outcome).toBe('TypeError');
    await page.close();
    await pages.stop();
  });
});

async function createPool(muster: Muster): Promise<string> {
  const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
  const { UserPool } = await cognito.createUserPool({ PoolName: 'customers' });
  cognito.destroy();
  return assertPresent(UserPool?.Id, 'a pool has an id');
}
