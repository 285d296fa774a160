import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { runMuster } from '../../src/cli/commands/muster-process.fixture.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { dropBytes, dropFile } from './drop-file.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { Keyboard } from './keyboard.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const CASES = new URL('../../src/convert/sources/cases/', import.meta.url);
const AUTH0 = fileURLToPath(new URL('auth0.ndjson', CASES));
const LARAVEL = fileURLToPath(new URL('laravel.csv', CASES));

describeWithTool('chromium', 'a file of another system in the console', () => {
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
    muster = await startMuster();
    await muster.prepareImportRole();
    cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    opened = await openConsole(browser, muster, { hash: '#/import', locale: 'de-DE' });
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

  const download = async (name: string): Promise<string> => {
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    return readFile(await saved.path(), 'utf8');
  };
  const focusedText = () => page.evaluate<string>('document.activeElement.innerText');
  const chooseCountry = async (name: string) => {
    await page.getByRole('button', { name: /^Country of phone numbers/ }).click();
    await page.getByRole('combobox', { name: 'Country of phone numbers' }).fill(name);
    await page.getByRole('option', { name }).click();
  };
  const usersOfJob = async () => {
    const poolId = /pools\/([^/]+)\/jobs/.exec(page.url())?.[1] ?? '';
    const { Users = [] } = await cognito.listUsers({ UserPoolId: poolId });
    return Users.map(({ Attributes = [] }) =>
      Object.fromEntries(Attributes.map(({ Name = '', Value }) => [Name, Value])),
    );
  };
  const importFile = async () => {
    await page.getByTestId('check-outcome').waitFor();
    await page.getByText('The role is there').waitFor();
    await page.getByTestId('import').click();
    await page.getByRole('heading', { name: 'Import job' }).first().waitFor();
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
    return usersOfJob();
  };

  it('is known for an export of Auth0, converted as muster convert does, and imported into the pool that is proposed (R1037, R1041)', async () => {
    await dropFile(page, AUTH0);
    await page.getByText('This is an export of Auth0').waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText('Outcome of the conversion').waitFor();
    await page.getByText(/^follow-up.jsonl lists what a CSV file cannot carry .* \(3 users?\)/).waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await runMuster(['convert', AUTH0, '-o', 'made'], { cwd: directory });
    for (const name of ['users.csv', 'pool.json']) {
      expect(await download(`Download ${name}`), name).toBe(await readFile(join(directory, 'made', name), 'utf8'));
    }
    const leftOut = await download('Download left-out.csv');
    const withoutRemedies = (table: string) => table.replaceAll(/,(?:"(?:[^"]|"")*"|[^",\n]*)$/gm, '');
    const ofCommand = await readFile(join(directory, 'made', 'left-out.csv'), 'utf8');
    expect(withoutRemedies(leftOut)).toBe(withoutRemedies(ofCommand));
    expect(ofCommand).toMatch(/ --\w/);
    expect(leftOut).not.toMatch(/ --\w|mapping file|muster /);
    await page.getByRole('button', { name: 'Check and import users.csv' }).click();
    const users = await importFile();
    await page.getByRole('heading', { name: 'Import job auth0.users.csv' }).waitFor();
    expect(users.map(({ email }) => email)).toContain('ben@example.com');
  });

  it('is mapped, converted and imported by keyboard alone (R1020, R1037, R1039)', async () => {
    const keyboard = new Keyboard(page);
    await keyboard.chooseFile(/Choose file/, AUTH0);
    await page.getByText('This is an export of Auth0').waitFor();
    await keyboard.reach('From: nickname');
    await keyboard.press('Control+A');
    await keyboard.type('user_id');
    await keyboard.reach(/^Country of phone numbers/);
    await keyboard.press('Enter');
    await keyboard.type('austria');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await keyboard.pressOn('Convert');
    await expect.poll(focusedText).toBe('Outcome of the conversion');
    await keyboard.pressOn('Check and import users.csv');
    await expect.poll(focusedText).toBe('Check');
    await page.getByText('The role is there').waitFor();
    await page.getByTestId('check-outcome').waitFor();
    await keyboard.pressOn('Import');
    await page.getByRole('heading', { name: 'Import job auth0.users.csv' }).waitFor();
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
    const nicknames = (await usersOfJob()).map(({ nickname }) => nickname);
    expect(nicknames).toContain('google-oauth2|103547991597142817347');
    for (const nickname of nicknames) expect(nickname).toMatch(/^[\w-]+\|\w+$/);
  });

  it('with columns of its own is mapped: names, dates, words for true, phone numbers of a country (R1029, R1037, R1041)', async () => {
    const file = join(directory, 'customers.csv');
    await writeFile(file, 'Login,Mail,Bestätigt,Geburtstag,Handy\nann,ann@example.com,ja,01.02.1985,0151 23456789\n');
    await dropFile(page, file);
    await page.getByText('This file has columns of its own').waitFor();
    for (const [attribute, column] of [
      ['birthdate', 'Geburtstag'],
      ['phone_number', 'Handy'],
      ['email_verified', 'Bestätigt'],
    ]) {
      if ((await page.getByRole('row', { name: new RegExp(`^${attribute} `) }).count()) === 0) {
        await page.getByLabel('Add an attribute').fill(attribute ?? '');
        await page.getByRole('button', { name: 'Add an attribute' }).click();
        await choose(page, `From: ${attribute}`, 'Login');
        await choose(page, `From: ${attribute}`, column ?? '');
      }
    }
    await page.getByLabel('Further words for true').fill('ja');
    await page.getByRole('button', { name: 'Dates are written as: birthdate' }).click();
    await page.getByRole('option', { name: /day first/ }).click();
    await chooseCountry('Germany (DE)');
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText('Outcome of the conversion').waitFor();
    // Nobody was left out and there is one file: the page goes on to its check.
    await expect.poll(focusedText).toBe('Check');
    expect(await importFile()).toEqual([
      expect.objectContaining({
        email: 'ann@example.com',
        email_verified: 'true',
        birthdate: '02/01/1985',
        phone_number: '+4915123456789',
      }),
    ]);
  });

  it('that says of nobody whether the address is verified is converted only once somebody has said it (R1027, R1037, R1041, R1042)', async () => {
    await dropBytes(page, 'kunden.csv', Buffer.from(CUSTOMERS, 'latin1'));
    await page.getByText('Are the email addresses known to be right?').waitFor();
    await chooseCountry('None: users with such numbers are left out');
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText(/^Choose one\. This file has no column/).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('radio');
    expect(await page.getByText('Outcome of the conversion').count()).toBe(0);
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await page.getByText('Yes, import these people').click();
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page
      .getByRole('row', { name: /^3 anna@example.com The value of phone_number is unclear.* Choose the country under/ })
      .waitFor();
    // The only file of users is checked below; the page stays with those who were left out.
    await page.getByText('Checked below').waitFor();
    expect(await focusedText()).toBe('Outcome of the conversion');
    await page.getByText('They sign in with their email address. An import sends them no message.').waitFor();
    await page.getByText('The conversion left 1 record out, as its outcome above says.').waitFor();
    expect(await importFile()).toEqual([
      expect.objectContaining({ email: 'juergen@example.com', email_verified: 'true', given_name: 'Jürgen' }),
    ]);
    // Who was left out is known on the page of the job.
    await page.getByText('1 of 2 records of your file were imported; 1 was left out before').waitFor();
    const leftOut = await download('Download left-out.csv');
    expect(leftOut).toContain('kunden.csv,3,anna@example.com,');
    expect(leftOut).toContain('under ""Country of phone numbers"", and convert again.');
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await page.reload();
    await page.getByText('1 of 2 records of your file were imported; 1 was left out before').waitFor();
    expect(await download('Download left-out.csv')).toBe(leftOut);
    // Nobody who signs in after that finds these people in the tab.
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toContain('anna@example.com');
    await page.getByRole('button', { name: /^root/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with default credentials' }).waitFor();
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('anna@example.com');
  });

  it('that has phone numbers without a country code is converted only once their country is chosen, once (R1029, R1042)', async () => {
    await dropBytes(page, 'kunden.csv', Buffer.from(CUSTOMERS, 'latin1'));
    await page.getByText('For numbers without a country code, such as 0160 3188131.').waitFor();
    // Nothing in the file is true or false.
    expect(await page.getByLabel('Further words for true').count()).toBe(0);
    await page.getByText('Yes, import these people').click();
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText(/^Choose one, or None\. Without a country/).waitFor();
    expect(await focusedText()).toBe('Choose a country');
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.type('nowhere');
    await page.getByText('No country has such a name.').waitFor();
    await page.getByRole('combobox', { name: 'Country of phone numbers' }).fill('deutsch');
    await page.getByRole('option', { name: 'Germany (DE)' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Country of phone numbers Germany \(DE\)/ }).waitFor();
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    expect((await importFile()).map(({ phone_number }) => phone_number)).toEqual(
      expect.arrayContaining(['+491603188131']),
    );
    // A corrected file has the same answers.
    await opened.go('#/import');
    await page.getByRole('heading', { name: 'New import' }).waitFor();
    await dropBytes(page, 'kunden-2.csv', Buffer.from(CUSTOMERS.replace('juergen@', 'j@'), 'latin1'));
    await page.getByRole('button', { name: /^Country of phone numbers Germany \(DE\)/ }).waitFor();
    expect(await page.getByLabel('Yes, import these people').isChecked()).toBe(true);
    // Another file has no such numbers: nothing is asked.
    await dropBytes(page, 'members.csv', Buffer.from('Login,Mail,Telefon\nann,ann@example.com,+491603188131\n'));
    await page.getByText('For numbers without a country code.', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Country of phone numbers None/ }).waitFor();
  });

  it('that becomes several files is imported one by one, each in a job of its own name (R1041)', async () => {
    await dropFile(page, LARAVEL);
    await page.getByText('This is an export of Laravel').waitFor();
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText('Outcome of the conversion').waitFor();
    await page.getByRole('button', { name: 'Check and import users-argon2id.csv' }).waitFor();
    expect(await page.getByTestId('check-outcome').count()).toBe(0);
    await page.getByRole('button', { name: 'Check and import users-bcrypt.csv' }).click();
    await expect.poll(focusedText).toBe('Check');
    await page
      .getByText('They sign in with their user name, such as 1, or with their email address once it is verified.')
      .waitFor();
    await importFile();
    await page.getByRole('heading', { name: 'Import job laravel.users-bcrypt.csv' }).waitFor();
  });

  it('of which more than a hundred are left out shows the first hundred with reason and remedy (R1027)', async () => {
    const rows = Array.from(
      { length: 130 },
      (_, index) => `user${index},${index < 5 ? `user${index}@example.com` : ''}`,
    );
    await dropBytes(page, 'members.csv', Buffer.from(`Login,Mail\n${rows.join('\n')}\n`));
    await page.getByText('Yes, import these people').click();
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText('The first 100 of 125. left-out.csv has all of them.').waitFor();
    await page.getByRole('row', { name: /^125 The user has neither an email address nor a phone number\./ }).waitFor();
    const who = page.getByRole('table', { name: 'Who was left out' });
    await who.getByRole('row', { name: /^7 user5 The user has neither/ }).waitFor();
    await page.getByRole('button', { name: 'Page 10' }).click();
    await who.getByRole('row', { name: /^106 user104 / }).waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await who.getByText('Line 106: user104').waitFor();
    await page.getByText('125 records: The user has neither an email address nor a phone number.').waitFor();
    await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  it('with hostile names and values is shown as text, and makes no formula (R1038)', async () => {
    const hostile = [
      '<script>window.hacked=1</script>',
      '"><img src=x onerror=window.hacked=1>',
      'javascript:window.hacked=1',
      '=HYPERLINK("http://evil.example")',
      `\u202Egnp.exe`,
      'x'.repeat(10_000),
      'NUL\u0000NUL',
      '😀👩‍👩‍👧',
    ];
    // Each as a name, which is imported, and as an address, which fails.
    const row = (username: string, name: string, email: string) =>
      HOSTILE_HEADER.split(',')
        .map((column) => ({ 'cognito:username': username, name, email, email_verified: 'true' })[column] ?? '')
        .map((value) => value.replaceAll(/[\\,]/g, (character) => `\\${character}`))
        .join();
    const rows = hostile.flatMap((value, index) => [
      row(`name${index}`, value, `user${index}@example.com`),
      row(`email${index}`, '', value),
    ]);
    // A job of which most fail ends as Failed.
    for (let index = 0; index < 40; index++) rows.push(row(`good${index}`, '', `good${index}@example.com`));
    await dropBytes(page, '<b>"users"</b>.csv', Buffer.from([HOSTILE_HEADER, ...rows, ''].join('\n')));
    await page.getByTestId('check-outcome').waitFor();
    await page.getByRole('button', { name: 'By line' }).click();
    await page.locator('mark').first().waitFor();
    await page.getByText('First records').click();
    await page.getByText('\\u{202E}gnp.exe').first().waitFor();
    const tables = [await download('Download all findings')];
    await importFile();
    await page.getByRole('button', { name: 'Show records: Invalid email address format.' }).click();
    await page.getByRole('row', { name: /email0/ }).waitFor();
    tables.push(await download('Download reasons'));
    expect(tables[0]).toContain('<script>');
    for (const table of tables) expect(table).not.toMatch(/(?:^|,)"?[=@]/m);
    expect(await page.evaluate('window.hacked')).toBe(undefined);
    expect(await page.locator('main img, main script, main b:has-text("users")').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });
});

const CUSTOMERS = 'Nr;Vorname;E-Mail;Telefon\n1;J\xfcrgen;juergen@example.com;\n2;Anna;anna@example.com;0160 3188131\n';
const HOSTILE_HEADER =
  'cognito:username,name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email,email_verified,gender,birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at,cognito:mfa_enabled';

/** Chooses, or gives up, an option of a field with several. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${label}`) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await page.keyboard.press('Escape');
}
