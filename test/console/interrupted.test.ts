import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProvider,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport } from '../drive-import.ts';
import { findFreePorts } from '../free-ports.ts';
import { generateFile } from '../oracle/run-oracle.ts';
import { describeWithTool } from '../required-tool.ts';
import { startServerProcess } from '../server-process.ts';
import { startTcpProxy } from '../tcp-proxy.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { allowing, createAccessKey, createIamUser, deleteAccessKey, signInWithKey } from './iam-user.ts';
import { awaitConsole, type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const SEED = 5;
const USERS = 40_000;

describeWithTool('chromium', 'an import in the console that is interrupted', () => {
  let browser: Browser;
  let directory: string;
  let csvPath: string;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'muster-console-'));
    csvPath = join(directory, 'users.csv');
    await generateFile(csvPath, { users: USERS, seed: SEED, badPercent: 0, customAttributes: [] });
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('goes on in an open page when the server was killed and is back (R1090)', async () => {
    const [port = 0] = await findFreePorts(1);
    const first = await startServerProcess({ directory, port });
    await awaitConsole(first.url);
    const cognito = new CognitoIdentityProvider(clientOptions(first.url));
    const UserPoolId = await createImportPool(cognito, 'customers', []);
    const JobId = await uploadImport(cognito, UserPoolId, await createLogRole(first.url), csvPath);
    const opened = await openConsole(browser, first, { hash: `#/pools/${UserPoolId}/jobs/${JobId}` });
    const { page } = opened;
    await signInWithDefaults(opened);
    await page.getByRole('heading', { name: 'Import job import' }).waitFor();
    await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
    await expect
      .poll(
        async () => {
          const job = await cognito.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
          return job.UserImportJob?.ImportedUsers;
        },
        { interval: 10 },
      )
      .toBeGreaterThan(0);
    await first.kill();
    await page.getByText('The server does not answer').first().waitFor();
    await page.getByTestId('counter-imported').waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    const second = await startServerProcess({ directory, port });
    await page.getByText('The server does not answer').first().waitFor({ state: 'detached' });
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
    await expect.poll(() => countersOf(page)).toEqual([USERS.toLocaleString('en'), '0', '0']);
    await endWell(opened);
    cognito.destroy();
    await second.stop();
  });

  it.each(['before the job is created', 'while the file is uploaded'])(
    'waits for another sign-in when the access key is deleted %s, and then goes on where it was (R1091)',
    async (moment) => {
      await using muster = await startMuster();
      await muster.prepareImportRole();
      const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
      const UserPoolId = await createImportPool(cognito, 'customers', []);
      const key = await createIamUser(muster.url, allowing(['cognito-idp:*', 'iam:*', 'logs:*']));
      const opened = await openConsole(browser, muster, { hash: `#/import?pool=${UserPoolId}` });
      const { page } = opened;
      await page.getByRole('button', { name: 'Sign in with an access key' }).click();
      await signInWithKey(page, key);
      await chooseAndCheck(page, csvPath);
      if (moment === 'before the job is created') await deleteAccessKey(muster.url, key);
      else {
        await page.route(
          (url) => url.pathname.includes('/import-'),
          async (route) => {
            await deleteAccessKey(muster.url, key);
            await route.continue();
          },
        );
      }
      await page.getByTestId('import').click();
      await page.getByText(/then the import goes on by itself; nothing of it is lost/).waitFor();
      const dialog = page.getByRole('dialog', { name: 'Sign in again' });
      await dialog.waitFor();
      expect(await findFaultsInBothModes(page)).toEqual([]);
      await signInWithKey(dialog, await createAccessKey(muster.url));
      await page.getByRole('heading', { name: 'Import job users.csv' }).waitFor();
      await page.getByText('Succeeded', { exact: true }).first().waitFor();
      await expect.poll(() => countersOf(page)).toEqual([USERS.toLocaleString('en'), '0', '0']);
      const { UserImportJobs } = await cognito.listUserImportJobs({ UserPoolId, MaxResults: 10 });
      expect(UserImportJobs?.map(({ Status }) => Status)).toEqual(['Succeeded']);
      await endWell(opened);
      cognito.destroy();
    },
  );

  it('is sent again when the connection is cut in the middle of the upload, as soon as the server answers (R1092)', async () => {
    await using muster = await startMuster();
    await muster.prepareImportRole();
    await awaitConsole(muster.url);
    const proxy = await startTcpProxy(Number(new URL(muster.url).port));
    const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    const UserPoolId = await createImportPool(cognito, 'customers', []);
    const opened = await openConsole(
      browser,
      { url: `http://127.0.0.1:${proxy.port}` },
      { hash: `#/import?pool=${UserPoolId}` },
    );
    const { page } = opened;
    await signInWithDefaults(opened);
    await chooseAndCheck(page, csvPath);
    // A browser sends again by itself over a new connection, which is cut as well.
    proxy.rules.sentBytesMax = 1_000_000;
    await page.getByTestId('import').click();
    await page.getByText('The connection broke while the file was uploaded. It is sent again.').waitFor();
    await proxy.shut();
    await page.getByText('The server does not answer. The import goes on by itself as soon as it does.').waitFor();
    proxy.rules.sentBytesMax = undefined;
    await proxy.open();
    await page.getByRole('heading', { name: 'Import job users.csv' }).waitFor();
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
    await expect.poll(() => countersOf(page)).toEqual([USERS.toLocaleString('en'), '0', '0']);
    await endWell(opened);
    cognito.destroy();
    await proxy.stop();
  });
});

async function chooseAndCheck(page: Page, path: string): Promise<void> {
  await page.getByRole('heading', { name: 'New import' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByTestId('check-outcome').waitFor();
  await page.getByText('The role is there').waitFor();
}

async function countersOf(page: Page): Promise<readonly string[]> {
  return Promise.all(
    ['imported', 'failed', 'skipped'].map((outcome) => page.getByTestId(`counter-${outcome}`).innerText()),
  );
}

async function endWell({ complaints, context }: ConsolePage): Promise<void> {
  expect(complaints).toEqual([]);
  await context.close();
}
