import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { describeWithTool } from '../required-tool.ts';
import { CONSOLE_PAGES } from './console-pages.ts';
import { type FilledServer, fillServer, PASSWORD } from './fill-server.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { HeldAnswers } from './hold-answers.ts';
import { createIamUser, signInWithKey } from './iam-user.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const SPREADSHEET = fileURLToPath(new URL('../../examples/spreadsheet.csv', import.meta.url));
const UNREACHABLE = 'The server does not answer';

const PAGES = CONSOLE_PAGES.flatMap(({ awaits, ...page }) => (awaits === undefined ? [] : [{ ...page, ...awaits }]));

/** Part of a page that waits for an answer of its own, or what somebody sees who has pressed something. */
interface Part {
  readonly name: string;
  readonly hash: (filled: FilledServer) => string;
  /** An operation, or part of the address of a file. */
  readonly held: string;
  readonly isFile?: boolean;
  /** The connection is broken next. */
  readonly breaks?: boolean;
  /** What is done before it waits. */
  readonly act?: (page: Page) => Promise<void>;
  readonly words: string;
  /** Shown when the answer is there. */
  readonly afterwards: string;
}

const ofUser = ({ poolId }: FilledServer) => `#/pools/${poolId}/users/ann`;
const ofJob = ({ poolId, jobId }: FilledServer) => `#/pools/${poolId}/jobs/${jobId}`;
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();
const chooseFile = (page: Page) => page.locator('input[type=file]').setInputFiles(SPREADSHEET);

const PARTS: readonly Part[] = [
  {
    name: 'the code of a page',
    hash: () => '#/health',
    held: 'health-page',
    isFile: true,
    words: 'Loading the page…',
    afterwards: 'Settings in force',
  },
  {
    name: 'the groups of a user',
    hash: ofUser,
    held: 'AdminListGroupsForUser',
    words: 'Loading groups…',
    afterwards: 'editors',
  },
  {
    name: 'the job that created a user',
    hash: ofUser,
    held: 'ListUserImportJobs',
    words: 'Loading import jobs…',
    afterwards: 'import',
  },
  {
    name: 'the app clients for a sign-in',
    hash: ofUser,
    held: 'ListUserPoolClients',
    act: (page) => press(page, 'Try a sign-in'),
    words: 'Loading app clients…',
    afterwards: 'App client',
  },
  {
    name: 'a sign-in that is tried',
    hash: ofUser,
    held: 'InitiateAuth',
    async act(page) {
      await press(page, 'Try a sign-in');
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await press(page, 'Sign in');
    },
    words: 'Sign in',
    afterwards: 'Claims of the access token',
  },
  {
    name: 'the log of a job',
    hash: ofJob,
    held: 'FilterLogEvents',
    words: 'Loading the log…',
    afterwards: 'Download reasons',
  },
  {
    name: 'the user pools to choose from',
    hash: ({ poolId }) => `#/users?pool=${poolId}`,
    held: 'ListUserPools',
    act: (page) => page.getByRole('button', { name: /^User pool / }).click(),
    words: 'Loading user pools…',
    afterwards: 'customers',
  },
  {
    name: 'an app client',
    hash: ({ poolId }) => `#/pools/${poolId}/clients`,
    held: 'DescribeUserPoolClient',
    act: (page) => press(page, 'Show details: shop'),
    words: 'Loading app clients…',
    afterwards: 'Client secret',
  },
  {
    name: 'the pool of a new import',
    hash: ({ poolId }) => `#/import?pool=${poolId}`,
    held: 'DescribeUserPool',
    act: chooseFile,
    words: 'Loading the user pool…',
    afterwards: 'Would be imported, at most',
  },
  {
    name: 'the role of a new import',
    hash: () => '#/import',
    held: 'GetRole',
    act: chooseFile,
    breaks: true,
    words: 'Loading the role…',
    afterwards: 'arn:aws:iam::123456789012:role/muster-import',
  },
  {
    name: 'the import that begins',
    hash: () => '#/import',
    held: 'CreateUserPool',
    async act(page) {
      await chooseFile(page);
      await page.getByRole('radio', { name: /^A new user pool/ }).check();
      await press(page, 'Fix what is safe');
      await page.getByText('Fixed', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Import', exact: true, disabled: false }).click();
    },
    words: 'Creating the user pool',
    afterwards: 'Import job spreadsheet.fixed.csv',
  },
  {
    name: 'a pool that is created',
    hash: () => '#/new-pool',
    held: 'CreateUserPool',
    async act(page) {
      await page.getByLabel('Name', { exact: true }).first().fill('further');
      await press(page, 'Create user pool');
    },
    words: 'Create user pool',
    afterwards: 'What an import goes by',
  },
  {
    name: 'a user who is disabled',
    hash: ofUser,
    held: 'AdminDisableUser',
    async act(page) {
      await press(page, 'Actions');
      await page.getByRole('menuitem', { name: 'Disable' }).click();
    },
    words: 'Actions',
    afterwards: 'Disabled',
  },
];

/** Each spinner that nobody hears of: what turns says nothing by itself. */
const MUTE_SPINNERS = `[...document.querySelectorAll('[class*=awsui_circle-left]')].flatMap((circle) => {
  const holder = circle.closest('button, a, [class*=awsui_status-loading]') ?? circle.parentElement;
  const words = holder.getAttribute('aria-label') || holder.textContent.trim();
  return words === '' ? [holder.outerHTML.slice(0, 200)] : [];
})`;

describeWithTool('chromium', 'a page of the console that waits for the server', () => {
  let browser: Browser;
  let muster: Muster;
  let filled: FilledServer;
  let opened: ConsolePage;
  let page: Page;
  let answers: HeldAnswers;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster();
    filled = await fillServer(muster, ['ann', 'bob', 'carl']);
    opened = await openConsole(browser, muster);
    page = opened.page;
    await signInWithDefaults(opened);
    answers = await HeldAnswers.of(page);
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  /** Nothing of another page is at hand any more. */
  const open = async (hash: string) => {
    await page.evaluate(`history.replaceState(null, '', ${JSON.stringify(hash)})`);
    await page.reload();
  };
  const shown = (words: string) => page.getByText(words, { exact: true }).filter({ visible: true }).first();
  const judge = async (judged: ConsolePage = opened) => {
    expect(await judged.page.evaluate(MUTE_SPINNERS)).toEqual([]);
    expect(await findFaultsInBothModes(judged.page)).toEqual([]);
    expect(judged.complaints).toEqual([]);
  };
  const checkSpreadsheet = async () => {
    await open('#/import');
    await chooseFile(page);
    await page.getByTestId('check-outcome').waitFor();
  };
  const focusedName = () =>
    page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');

  it.each(PAGES)(
    '($name) says so in words, also while the connection is broken, and axe finds nothing in light and dark (R1007, R1017)',
    async ({ hash, action, words, title, text, titleBefore }) => {
      answers.hold(action.replace(/^.*:/, ''));
      await open(hash(filled));
      await shown(words).waitFor();
      await expect.poll(() => page.title()).toBe(`${titleBefore?.(filled) ?? title} · Muster`);
      await judge();
      await answers.breakConnections();
      await shown(UNREACHABLE).waitFor();
      await judge();
      await answers.release();
      await shown(text).waitFor();
      await shown(UNREACHABLE).waitFor({ state: 'detached' });
      await expect.poll(() => page.title()).toBe(`${title} · Muster`);
      // Whatever comes takes the focus from nobody.
      expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
    },
  );

  it.each(PARTS)('($name) says so in words, and axe finds nothing in light and dark (R1007)', async (part) => {
    if (part.isFile) answers.holdFile(part.held);
    else answers.hold(part.held);
    await open(part.hash(filled));
    await part.act?.(page);
    await shown(part.words).waitFor();
    await judge();
    if (part.breaks) {
      await answers.breakConnections();
      await shown(UNREACHABLE).waitFor();
      await judge();
    }
    await answers.release();
    await shown(part.afterwards).waitFor();
    expect(opened.complaints).toEqual([]);
  });

  it('and fixes a file says so in words, and can be stopped, which changes nothing (R1007, R1031)', async () => {
    await checkSpreadsheet();
    // The code of the worker is on its way, so nothing of the file was read.
    answers.holdFile('file-worker');
    await page.getByRole('button', { name: 'Fix what is safe' }).press('Enter');
    await shown('Fixing the file').waitFor();
    expect(await focusedName()).toBe('Fix what is safe');
    await judge();
    await press(page, 'Stop');
    await answers.release();
    await expect.poll(focusedName).toBe('Stopped: nothing was changed.');
    await press(page, 'Fix what is safe');
    await shown('Fixed').waitFor();
    await expect.poll(focusedName).toBe('Check');
    expect(opened.complaints).toEqual([]);
  });

  it('and checks or converts a file can be stopped, and leads to the words that say so (R1007, R1020)', async () => {
    await checkSpreadsheet();
    answers.holdFile('file-worker');
    await page.getByText('Their email address').click();
    await shown('Checking the file').waitFor();
    await press(page, 'Stop');
    await answers.release();
    await expect.poll(focusedName).toBe('Stopped: only a part of the file was checked.');
    await judge();
    await press(page, 'Check again');
    await page.getByRole('button', { name: 'Check again' }).waitFor({ state: 'detached' });
    await page.getByTestId('check-outcome').waitFor();
    await shown('Stopped: only a part of the file was checked.').waitFor({ state: 'detached' });
    const buffer = Buffer.from('Login,Mail\nann,ann@example.com\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer });
    await page.getByText('Yes, import these people').click();
    answers.holdFile('file-worker');
    await press(page, 'Convert');
    await shown('Converting the export').waitFor();
    await press(page, 'Stop');
    await answers.release();
    await expect.poll(focusedName).toBe('Stopped. Nothing was converted.');
    await judge();
  });

  it('names the line that keeps a file from being fixed (R182)', async () => {
    await open('#/import');
    const bytes = Buffer.from(`cognito:username;email\nann;ann@example.com\nbob;${'x'.repeat(20_000)}\n`);
    await page.locator('input[type=file]').setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer: bytes });
    await page.getByTestId('check-outcome').waitFor();
    await press(page, 'Fix what is safe');
    await page.getByText('line 3 is longer than 16,000 characters').waitFor();
    await judge();
  });

  it('and fixes a file leaves alone another one that was chosen meanwhile (R1031)', async () => {
    await checkSpreadsheet();
    answers.holdFile('file-worker');
    await press(page, 'Fix what is safe');
    await shown('Fixing the file').waitFor();
    const bytes = Buffer.from('cognito:username,email\nzoe,not an address\n');
    await page.locator('input[type=file]').setInputFiles({ name: 'other.csv', mimeType: 'text/csv', buffer: bytes });
    await shown('Fixing the file').waitFor({ state: 'detached' });
    await answers.release();
    await page.getByTestId('check-outcome').waitFor();
    await shown('other.csv').waitFor();
    expect(await page.getByText('Fixed', { exact: true }).count()).toBe(0);
  });

  it('to sign in says so in words, and axe finds nothing in light and dark (R1007)', async () => {
    const fresh = await openConsole(browser, muster);
    const held = await HeldAnswers.of(fresh.page);
    held.holdFile('server.json');
    await fresh.page.reload();
    await fresh.page.getByText('Loading Muster…').first().waitFor();
    await judge(fresh);
    await held.release();
    const enter = fresh.page.getByRole('button', { name: 'Sign in with default credentials' });
    await enter.waitFor();
    held.hold('GetCallerIdentity');
    await enter.press('Enter');
    await fresh.page
      .locator('button[aria-disabled=true]:focus')
      .getByText('Sign in with default credentials')
      .waitFor();
    await judge(fresh);
    await held.release();
    await fresh.page.getByRole('row', { name: /customers/ }).waitFor();
    await fresh.context.close();
  });

  it('leaves the focus on the button by which a list is read again (R1020)', async () => {
    await open(`#/pools/${filled.poolId}/users`);
    await shown('user0@example.com').waitFor();
    answers.hold('ListUsers');
    const asked = page.waitForRequest((request) => request.headers()['x-amz-target']?.endsWith('.ListUsers') ?? false);
    await page.getByRole('button', { name: 'Refresh' }).press('Enter');
    await asked;
    expect(await focusedName()).toBe('Refresh');
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await answers.release();
    await answered;
    await page
      .locator('button:focus')
      .and(page.getByRole('button', { name: 'Refresh', disabled: false }))
      .waitFor();
  });
});

describeWithTool('chromium', 'a page of the console that is refused everything', () => {
  let browser: Browser;
  let muster: Muster;
  let filled: FilledServer;
  let opened: ConsolePage;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster();
    filled = await fillServer(muster, ['ann']);
    opened = await openConsole(browser, muster, { hash: '#/nowhere' });
    const key = await createIamUser(muster.url, undefined);
    await opened.page.getByRole('button', { name: 'Sign in with an access key' }).click();
    await signInWithKey(opened.page, key);
    await opened.page.getByText('This page does not exist').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  it.each(PAGES)('($name) says so, and axe finds nothing in light and dark (R1007, R1015)', async (shown) => {
    await opened.go(shown.hash(filled));
    await opened.page.getByTestId('failure').first().waitFor();
    expect(await findFaultsInBothModes(opened.page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
