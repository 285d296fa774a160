import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions, createImportPool } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { dropFile } from './drop-file.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { Keyboard } from './keyboard.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const SPREADSHEET = fileURLToPath(new URL('../../examples/spreadsheet.csv', import.meta.url));

describeWithTool('chromium', 'an import in the console', () => {
  let browser: Browser;
  let muster: Muster;
  let cognito: CognitoIdentityProvider;
  let opened: ConsolePage;
  let page: Page;
  let directory: string;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'muster-console-'));
    muster = await startMuster({ testControls: true });
    cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    opened = await openConsole(browser, muster, { hash: '#/import' });
    page = opened.page;
    await signInWithDefaults(opened);
    await page.getByRole('heading', { name: 'New import' }).waitFor();
  });
  afterEach(async () => {
    await opened.context.close();
    cognito.destroy();
    await muster.stop();
    await rm(directory, { recursive: true });
    expect(opened.complaints).toEqual([]);
  });

  /** The figures of the check, once it has ended. */
  const figures = async () => {
    await page.getByTestId('check-outcome').waitFor();
    const read = async (label: RegExp) =>
      (
        await page
          .locator('dl div', { has: page.getByText(label) })
          .locator('dd')
          .first()
          .innerText()
      ).trim();
    return {
      imported: await read(/^Would be imported/),
      failed: await read(/^Would fail$/),
      skipped: await read(/^Would be skipped/),
    };
  };
  const counters = async () => ({
    imported: await page.getByTestId('counter-imported').innerText(),
    failed: await page.getByTestId('counter-failed').innerText(),
    skipped: await page.getByTestId('counter-skipped').innerText(),
  });
  const awaitEnd = () =>
    page
      .getByText('Records are imported')
      .waitFor()
      .then(() =>
        page
          .getByText(/Succeeded|Failed/)
          .first()
          .waitFor(),
      );
  const userNames = async (UserPoolId: string) =>
    (await cognito.listUsers({ UserPoolId })).Users?.map(({ Username }) => Username).sort();
  const poolIdOf = () => /pools\/([^/]+)\/jobs/.exec(page.url())?.[1] ?? '';
  const textOf = async (download: Download) => readFile(await download.path(), 'utf8');
  const clickDownload = async (name: string | RegExp) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).first().click(),
    ]);
    return textOf(download);
  };

  it('goes from a dropped spreadsheet over its faults, a fix and the job to a second import of what failed and to the users, by mouse (R1023, R1030, R1031, R1032, R1033, R1096)', async () => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PUT') sent.push(request.url());
    });
    await dropFile(page, SPREADSHEET);
    expect(await figures()).toEqual({ imported: '3', failed: '4', skipped: '1' });
    await page.getByText('As the file is now, a job would end without importing a user').waitFor();
    expect(await page.getByTestId('file-findings').locator('li').count()).toBe(3);
    await expect.poll(() => page.getByTestId('import').isDisabled()).toBe(true);
    expect(await findFaultsInBothModes(page)).toEqual([]);

    await page.getByRole('button', { name: 'By line' }).click();
    await page.locator('mark', { hasText: 'WAHR' }).waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    const findings = await clickDownload('Download all findings');
    expect(findings).toMatch(/^severity,rule,line,character,record,column,value,fault,remedy,meant\n/);
    expect(findings).toContain('failed,R197,4,');
    expect(findings).not.toMatch(/ --\w|muster |FILE/);
    expect(findings.trim().split('\n')).toHaveLength(1 + 7 + 3);

    await page.getByRole('button', { name: 'Fix what is safe' }).click();
    await page.getByText('4 changes in 1 record').waitFor();
    await expect.poll(figures).toEqual({ imported: '4', failed: '3', skipped: '1' });
    await page.getByText('Nothing is imported yet: 4 of 8 records are ready').waitFor();
    const fixed = await clickDownload('Download the fixed file');
    await runMuster(['check', SPREADSHEET, '--fix', 'fixed.csv'], { cwd: directory });
    expect(fixed).toBe(await readFile(join(directory, 'fixed.csv'), 'utf8'));
    expect(sent).toEqual([]);

    await page.getByText('Import creates the role muster-import').waitFor();
    await page.getByTestId('import').click();
    await page.getByRole('heading', { name: 'Import job spreadsheet.fixed.csv' }).waitFor();
    await awaitEnd();
    await expect.poll(counters).toEqual({ imported: '4', failed: '3', skipped: '1' });
    expect(sent).toHaveLength(1);
    const poolId = poolIdOf();
    expect(await userNames(poolId)).toEqual(['ann', 'cat', 'eve', 'fay']);

    await page
      .getByRole('button', { name: 'Show records: The value of birthdate must have the format mm/dd/yyyy.' })
      .click();
    await page.getByRole('row', { name: /^4 5 dan/ }).waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    expect(await clickDownload('Download reasons')).toContain('failed,3,bob,Invalid phone number format.,2');
    const failed = await clickDownload('Download failed records');
    expect(failed.split('\n').map((line) => line.split(',')[0])).toEqual(['cognito:username', 'bob', 'dan', 'gus', '']);

    await page.getByRole('button', { name: 'Fix failed records and import them' }).click();
    await page.getByText('spreadsheet.fixed.failed.csv').first().waitFor();
    expect(await figures()).toEqual({ imported: '0', failed: '3', skipped: '0' });
    await page.getByRole('button', { name: 'By line' }).click();
    for (const [place, value] of [
      ['Edit: Line 2, phone_number', '+4915123456789'],
      ['Edit: Line 3, birthdate', '02/01/1985'],
      ['Edit: Line 4, birthdate', ''],
    ]) {
      await page.getByRole('button', { name: place }).click();
      await page.getByLabel(/^New value of/).fill(value ?? '');
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByRole('button', { name: place }).waitFor({ state: 'detached' });
      await page.getByTestId('check-outcome').waitFor();
    }
    await expect.poll(figures).toEqual({ imported: '3', failed: '0', skipped: '0' });
    await page.getByText('Nothing is imported yet: 3 of 3 records are ready').waitFor();
    await page.getByText('The pool has 4 users already, whom the check does not know').waitFor();
    await page.getByText('The role is there').waitFor();
    await page.getByTestId('import').click();
    await page.getByRole('heading', { name: 'Import job' }).first().waitFor();
    await awaitEnd();
    await expect.poll(counters).toEqual({ imported: '3', failed: '0', skipped: '0' });
    expect(poolIdOf()).toBe(poolId);
    expect(await userNames(poolId)).toEqual(['ann', 'bob', 'cat', 'dan', 'eve', 'fay', 'gus']);
    await page.getByRole('link', { name: 'See the users' }).click();
    await page.getByRole('row', { name: /^gus / }).waitFor();
    expect(page.url()).toContain(`#/pools/${poolId}/users`);
  });

  it('goes from a chosen spreadsheet over a fix to the job and a second import, by keyboard alone (R1039)', async () => {
    const keyboard = new Keyboard(page);
    await keyboard.chooseFile(/Choose file/, SPREADSHEET);
    expect(await figures()).toEqual({ imported: '3', failed: '4', skipped: '1' });
    await keyboard.pressOn('Fix what is safe');
    await page.getByText('4 changes in 1 record').waitFor();
    await expect.poll(figures).toEqual({ imported: '4', failed: '3', skipped: '1' });
    await page.getByText('Import creates the role muster-import').waitFor();
    await keyboard.pressOn('Import');
    await page.getByRole('heading', { name: 'Import job spreadsheet.fixed.csv' }).waitFor();
    await awaitEnd();
    await expect.poll(counters).toEqual({ imported: '4', failed: '3', skipped: '1' });
    await keyboard.pressOn('Show records: Invalid phone number format.');
    await page.getByRole('row', { name: /^2 3 bob/ }).waitFor();
    await keyboard.pressOn('Fix failed records and import them');
    expect(await figures()).toEqual({ imported: '0', failed: '3', skipped: '0' });
    await keyboard.reach('By rule');
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit: Line 3, birthdate' }).waitFor();
    await keyboard.pressOn('Edit: Line 3, birthdate');
    await keyboard.reach('New value of birthdate');
    await keyboard.press('Control+A');
    await keyboard.type('02/01/1985');
    await keyboard.press('Enter');
    await expect.poll(figures).toEqual({ imported: '1', failed: '2', skipped: '0' });
    await page.getByText('The role is there').waitFor();
    await keyboard.pressOn('Import');
    await page.getByRole('heading', { name: 'Import job' }).first().waitFor();
    await awaitEnd();
    await expect.poll(counters).toEqual({ imported: '1', failed: '2', skipped: '0' });
    expect(await userNames(poolIdOf())).toEqual(['ann', 'cat', 'dan', 'eve', 'fay']);
  });

  it('finds the faults of a file for the pool that was chosen, and uploads to a new job when its URL ran out, and is found again after a reload (R1034, R1035)', async () => {
    const poolId = await createImportPool(cognito, 'customers', ['team']);
    await muster.prepareImportRole();
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId: poolId });
    const file = join(directory, 'users.csv');
    await writeFile(file, `${CSVHeader.join()}\n${rowOf(CSVHeader, 'ann')}\n`);
    await page.locator('input[type=file]').setInputFiles(file);
    await opened.go(`#/import?pool=${poolId}`);
    await page.locator('input[type=file]').setInputFiles(file);
    expect(await figures()).toEqual({ imported: '1', failed: '0', skipped: '0' });
    // The clock jumps between the job and its upload.
    let jumps = 0;
    await page.route(
      (url) => url.pathname.includes('/import-'),
      async (route) => {
        if (jumps === 0) await muster.moveClock(16 * 60);
        jumps += 1;
        await route.continue();
      },
    );
    await page.getByText('The role is there').waitFor();
    await page.getByTestId('import').click();
    await page.getByRole('heading', { name: 'Import job users.csv' }).waitFor();
    await awaitEnd();
    await expect.poll(counters).toEqual({ imported: '1', failed: '0', skipped: '0' });
    expect(jumps).toBe(2);
    const { UserImportJobs } = await cognito.listUserImportJobs({ UserPoolId: poolId, MaxResults: 10 });
    expect(UserImportJobs?.map(({ Status }) => Status)).toEqual(['Succeeded', 'Created']);
    // After a reload the page of a new import leads back to it.
    await opened.go('#/import');
    await page.reload();
    await page.getByText('The import of users.csv has ended.').waitFor();
    await page.getByRole('link', { name: 'See the users' }).waitFor();
    await page.getByRole('link', { name: 'Open the job' }).click();
    await page.getByRole('heading', { name: 'Import job users.csv' }).waitFor();
  });

  it('proposes a new pool that is named after the file, whatever its name, if there is none (R1022)', async () => {
    const name = page.getByLabel('Name of the new pool');
    for (const [fileName, poolName] of [
      ['customers.csv', 'customers'],
      ['Käufer_2026 (alle).neu.csv', 'Kaufer_2026 -alle-.neu'],
      [`${'x'.repeat(140)}.csv`, 'x'.repeat(128)],
      ['客户.csv', 'import'],
      ['.csv', 'import'],
    ] as const) {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: fileName, mimeType: 'text/csv', buffer: Buffer.from('a\n') });
      await expect.poll(() => name.inputValue(), { message: fileName }).toBe(poolName);
    }
    await name.fill('my own');
    await page.locator('input[type=file]').setInputFiles(SPREADSHEET);
    await page.getByTestId('check-outcome').waitFor();
    expect(await name.inputValue()).toBe('my own');
  });

  it('proposes the only pool and says so, and keeps another choice; with a second pool it proposes a new one (R1022)', async () => {
    const poolId = await createImportPool(cognito, 'customers', []);
    const isOnly = page.getByText('It was chosen because it is the only one.');
    const open = async () => {
      await opened.go('#/pools');
      await page.getByRole('heading', { name: 'User pools', exact: true }).waitFor();
      await opened.go('#/import');
      await page.getByText('Import into').waitFor();
    };
    await open();
    await isOnly.waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await page.locator('input[type=file]').setInputFiles(SPREADSHEET);
    await page.getByTestId('check-outcome').waitFor();
    await page.getByText('A new user pool', { exact: true }).click();
    expect(await page.getByLabel('Name of the new pool').inputValue()).toBe('spreadsheet');
    await page.getByText('A user pool that exists').click();
    await page.getByRole('button', { name: /^User pool customers/ }).waitFor();
    expect(await isOnly.count()).toBe(0);
    await createImportPool(cognito, 'others', []);
    await open();
    await page.getByLabel('Name of the new pool').waitFor();
    for (const [fileName, poolName] of [
      ['customers.csv', 'customers-2'],
      ['spreadsheet.csv', 'spreadsheet'],
    ] as const) {
      const buffer = Buffer.from('a\n');
      await page.locator('input[type=file]').setInputFiles({ name: fileName, mimeType: 'text/csv', buffer });
      await expect
        .poll(() => page.getByLabel('Name of the new pool').inputValue(), { message: fileName })
        .toBe(poolName);
    }
    await opened.go(`#/import?pool=${poolId}`);
    await page.getByRole('button', { name: /^User pool customers/ }).waitFor();
    expect(await isOnly.count()).toBe(0);
  });

  it('sends a file again whose upload was cut off, and says so (R1036)', async () => {
    await muster.prepareImportRole();
    // Cut in the browser: what breaks on a connection that was used before, it sends again by itself.
    let uploads = 0;
    await page.route(
      (url) => url.pathname.includes('/import-'),
      async (route) => {
        uploads += 1;
        if (uploads === 1) await route.abort('connectionreset');
        else await route.continue();
      },
    );
    await dropFile(page, SPREADSHEET);
    await page.getByRole('button', { name: 'Fix what is safe' }).click();
    await page.getByText('4 changes in 1 record').waitFor();
    await page.getByText('The role is there').waitFor();
    await expect.poll(() => page.getByTestId('import').isEnabled()).toBe(true);
    await page.getByTestId('import').click();
    await page.getByText('The connection broke while the file was uploaded. It is sent again.').waitFor();
    await page.getByRole('heading', { name: 'Import job' }).first().waitFor();
    await awaitEnd();
    await expect.poll(counters).toEqual({ imported: '4', failed: '3', skipped: '1' });
  });

  it('filters the log of a job by outcome and by words, which the server does (R1040)', async () => {
    await muster.prepareImportRole();
    await dropFile(page, SPREADSHEET);
    await page.getByRole('button', { name: 'Fix what is safe' }).click();
    await page.getByText('4 changes in 1 record').waitFor();
    await page.getByText('The role is there').waitFor();
    await expect.poll(() => page.getByTestId('import').isEnabled()).toBe(true);
    await page.getByTestId('import').click();
    await page.getByRole('heading', { name: 'Import job' }).first().waitFor();
    const events = () => page.getByRole('row', { name: /Line Number/ }).count();
    await expect.poll(events).toBe(8);
    await page.getByRole('button', { name: 'Failed', exact: true }).click();
    await expect.poll(events).toBe(3);
    await page.getByLabel('Words').fill('birthdate "');
    await page.getByLabel('Words').press('Enter');
    await expect.poll(events).toBe(0);
    await page.getByLabel('Words').fill('birthdate format');
    await page.getByLabel('Words').press('Enter');
    await expect.poll(events).toBe(2);
    await page.getByRole('button', { name: 'Skipped', exact: true }).click();
    await expect.poll(events).toBe(0);
    await page.getByText('No events').waitFor();
  });
});

function rowOf(columns: readonly string[], username: string): string {
  const values: Readonly<Record<string, string>> = {
    'cognito:username': username,
    email: `${username}@example.com`,
    email_verified: 'true',
    phone_number_verified: 'false',
  };
  return columns.map((column) => values[column] ?? '').join();
}
