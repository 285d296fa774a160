import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions, uploadImport } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { fillServer, PASSWORD } from './fill-server.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

describeWithTool('chromium', 'who manages a server in its console', () => {
  let browser: Browser;
  let muster: Muster;
  let cognito: CognitoIdentityProvider;
  let opened: ConsolePage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    muster = await startMuster();
    cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    opened = await openConsole(browser, muster);
    page = opened.page;
    await signInWithDefaults(opened);
  });
  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
    cognito.destroy();
    await muster.stop();
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const choose = async (label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).first().click();
    await page.getByRole('option', { name: option }).click();
  };

  it('creates a user pool with what an import needs, and deletes it by typing its name (R1009, R1010)', async () => {
    await page.getByRole('link', { name: 'Create user pool' }).first().click();
    await press('Create user pool');
    await page.getByText('The name is missing.').waitFor();
    await page.getByLabel('Name', { exact: true }).first().fill('customers');
    await page.getByLabel('With an email address or phone number').click();
    await press('Add custom attribute');
    await page.getByLabel('Name', { exact: true }).last().fill('team');
    await press('Create user pool');
    await page.getByRole('button', { name: 'Edit settings' }).waitFor();
    await page.getByText('Created user pool customers', { exact: true }).waitFor();
    const { UserPools: [made] = [] } = await cognito.listUserPools({ MaxResults: 1 });
    const { UserPool: pool } = await cognito.describeUserPool({ UserPoolId: made?.Id });
    expect(pool?.UsernameAttributes).toEqual(['email']);
    expect(pool?.AutoVerifiedAttributes).toEqual(['email']);
    expect(pool?.UsernameConfiguration).toEqual({ CaseSensitive: false });
    expect(pool?.SchemaAttributes?.map(({ Name }) => Name)).toContain('custom:team');

    await press('Delete pool');
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('To confirm, type customers').fill('customer');
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('To confirm, type customers').fill('customers');
    await confirm.click();
    await page.getByText('No user pools').waitFor();
    await page.getByText('Deleted user pool customers', { exact: true }).waitFor();
    expect(await page.getByText('Created user pool customers').count()).toBe(0);
    expect((await cognito.listUserPools({ MaxResults: 1 })).UserPools).toEqual([]);
  });

  it('changes settings of a pool and leaves the others as they are (R1009)', async () => {
    const { UserPool: { Id } = {} } = await cognito.createUserPool({
      PoolName: 'customers',
      AutoVerifiedAttributes: ['email'],
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: 'Hi {username}: {####}', EmailSubject: 'Hi' } },
      UserPoolTags: { team: 'blue' },
    });
    await opened.go(`#/pools/${Id}`);
    await press('Edit settings');
    await page.getByLabel('Minimum length of passwords').fill('12');
    await page.getByLabel('Symbols').click();
    await page.getByLabel('Deletion protection').click();
    await press('Save');
    await page.getByText('The settings were saved').waitFor();
    const { UserPool: pool } = await cognito.describeUserPool({ UserPoolId: Id });
    expect(pool?.Policies?.PasswordPolicy).toMatchObject({
      MinimumLength: 12,
      RequireSymbols: false,
      RequireNumbers: true,
    });
    expect(pool?.DeletionProtection).toBe('ACTIVE');
    expect(pool?.AdminCreateUserConfig?.InviteMessageTemplate?.EmailSubject).toBe('Hi');
    expect(pool?.UserPoolTags).toEqual({ team: 'blue' });
    expect(await page.getByRole('button', { name: 'Delete pool' }).getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByText('The settings were saved').count()).toBe(1);
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByText('No import jobs').waitFor();
    await page.getByText('The settings were saved').waitFor({ state: 'detached' });
  });

  it('adds an attribute, creates an app client and a group, and deletes them (R1009, R1010)', async () => {
    const { UserPool: { Id } = {} } = await cognito.createUserPool({ PoolName: 'customers' });
    await opened.go(`#/pools/${Id}/schema`);
    await press('Add custom attribute');
    await page.getByRole('dialog').getByLabel('Name').fill('team');
    await press('Add');
    await page.getByText('custom:team').waitFor();

    await page.getByRole('tab', { name: 'App clients' }).click();
    await page.getByText('No app clients').waitFor();
    await page.getByRole('button', { name: 'Create app client' }).first().click();
    await page.getByRole('dialog').getByLabel('Name').fill('shop');
    await page.getByLabel('Generate a client secret').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Create app client' }).click();
    await page.getByRole('button', { name: 'Show details: shop' }).click();
    for (const lifetime of ['1 hour', '30 days']) await page.getByText(lifetime, { exact: true }).first().waitFor();
    await press('Show');
    const { UserPoolClients: [client] = [] } = await cognito.listUserPoolClients({ UserPoolId: Id });
    const { UserPoolClient } = await cognito.describeUserPoolClient({ UserPoolId: Id, ClientId: client?.ClientId });
    await page.getByText(UserPoolClient?.ClientSecret ?? 'none').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete: shop' }).click();
    await page.getByLabel('To confirm, type shop').fill('shop');
    await press('Delete');
    await page.getByText('No app clients').waitFor();

    await page.getByRole('tab', { name: 'Groups' }).click();
    await page.getByRole('button', { name: 'Create group' }).first().click();
    await page.getByRole('dialog').getByLabel('Name').fill('editors');
    await page.getByRole('dialog').getByLabel('Precedence').fill('3');
    await page.getByRole('dialog').getByRole('button', { name: 'Create group' }).click();
    await page.getByRole('row', { name: /editors/ }).waitFor();
    await page.getByRole('button', { name: 'Create group' }).first().click();
    await page.getByRole('dialog').getByLabel('Name').fill('editors');
    await page.getByRole('dialog').getByRole('button', { name: 'Create group' }).click();
    await page.getByText('This is taken').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect((await cognito.listGroups({ UserPoolId: Id })).Groups?.[0]).toMatchObject({
      GroupName: 'editors',
      Precedence: 3,
    });
  });

  it('finds a user, edits, disables, gives a password and deletes him (R1010, R1011)', async () => {
    const { poolId } = await fillServer(muster, ['ann', 'bob', 'carl']);
    const user = () => cognito.adminGetUser({ UserPoolId: poolId, Username: 'bob' });
    await opened.go('#/users');
    await page.getByRole('row', { name: /carl/ }).waitFor();
    await page.getByLabel('Value', { exact: true }).fill('user1');
    await press('Search');
    await page.getByRole('row', { name: /carl/ }).waitFor({ state: 'detached' });
    expect(page.url()).toContain('by=email&how=begins&value=user1');
    await page.reload();
    await page.getByRole('link', { name: 'bob' }).click();
    await page.getByRole('link', { name: 'import', exact: true }).waitFor();

    await press('Edit attributes');
    await page.getByRole('dialog').getByLabel('Value').last().fill('green');
    await press('Save');
    await page.getByText('The attributes were saved', { exact: true }).waitFor();
    expect((await user()).UserAttributes).toContainEqual({ Name: 'custom:team', Value: 'green' });

    // What the form shows of an address is saved with it.
    await press('Edit attributes');
    await page.getByRole('dialog').locator('input[value="user1@example.com"]').fill('bob@example.com');
    await press('Save');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { UserAttributes } = await user();
    expect(UserAttributes).toContainEqual({ Name: 'email', Value: 'bob@example.com' });
    expect(UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });

    await press('Actions');
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByText('The user is disabled', { exact: true }).waitFor();
    expect((await user()).Enabled).toBe(false);

    await press('Actions');
    await page.getByRole('menuitem', { name: 'Set password', exact: true }).click();
    await page.getByLabel('New password').fill('short');
    await page.getByRole('dialog').getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Password did not conform with policy').waitFor();
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('dialog').getByRole('button', { name: 'Set password' }).click();
    await page.getByText('The password was set', { exact: true }).waitFor();
    expect((await user()).UserStatus).toBe('CONFIRMED');

    await press('Add to group');
    await choose('Name', 'editors');
    await press('Add');
    await page.getByRole('button', { name: 'Remove from editors' }).click();
    await page.getByText('The user is in no group.').waitFor();

    await press('Actions');
    await page.getByRole('menuitem', { name: 'Delete user' }).click();
    await page.getByLabel('To confirm, type bob').fill('bob');
    await press('Delete');
    await page.getByRole('row', { name: /carl/ }).waitFor();
    await page.getByText('Deleted user bob', { exact: true }).waitFor();
    expect(await page.getByText('The password was set').count()).toBe(0);
    await expect(user()).rejects.toThrow('User does not exist');
  });

  it('sees the names of people where any has one, and is told that the search distinguishes case (R1024, R1025)', async () => {
    const { poolId: UserPoolId } = await fillServer(muster, ['ann', 'bob', 'carl']);
    // From another page, so that the list is asked for anew.
    const list = async () => {
      await opened.go('#/jobs');
      await page.getByRole('row', { name: /customers/ }).waitFor();
      await opened.go(`#/pools/${UserPoolId}/users`);
      await page.getByRole('row', { name: /^carl / }).waitFor();
    };
    const header = page.getByRole('columnheader', { name: 'Name', exact: true });
    await list();
    expect(await header.count()).toBe(0);
    for (const [Username, attributes] of [
      ['ann', { name: 'Ann Lee', given_name: 'A.' }],
      ['bob', { given_name: 'Bob', family_name: 'Ray' }],
    ] as const) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      await cognito.adminUpdateUserAttributes({ UserPoolId, Username, UserAttributes });
    }
    await list();
    await header.waitFor();
    await page.getByRole('row', { name: /^ann Ann Lee user0/ }).waitFor();
    await page.getByRole('row', { name: /^bob Bob Ray user1/ }).waitFor();
    await page.getByRole('row', { name: /^carl – user2/ }).waitFor();
    await page.getByText('Upper and lower case count: ann does not find Ann.').waitFor();
    await page.getByLabel('Value', { exact: true }).fill('User');
    await press('Search');
    await page.getByText('Upper and lower case count, as in Amazon Cognito').waitFor();
    await page.getByText('No user whose email address begins with "User"').waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await choose('Search by', 'Sign-in (enabled or disabled)');
    expect(await page.getByRole('searchbox').count()).toBe(0);
    await choose('Value', 'Disabled');
    await press('Search');
    await page.getByText('No user whose sign-in (enabled or disabled) is "Disabled"').waitFor();
    await choose('Search by', 'Given name');
    await page.getByLabel('Value', { exact: true }).fill('Ann');
    await choose('Search by', 'Full name (name)');
    expect(await page.getByLabel('Value', { exact: true }).inputValue()).toBe('Ann');
    await press('Search');
    await page.getByRole('row', { name: /^ann Ann Lee user0/ }).waitFor();

    const underTitle = page.getByRole('heading', { level: 1 }).locator('xpath=ancestor::*[.//p][1]//p');
    for (const [name, person] of [
      ['ann', /^Ann Lee$/],
      ['bob', /^Bob Ray$/],
      ['carl', /^user2@example\.com$/],
    ] as const) {
      await opened.go(`#/pools/${UserPoolId}/users/${name}`);
      await underTitle.filter({ hasText: person }).waitFor();
    }
  });

  it.each([
    ['Password (USER_PASSWORD_AUTH)'],
    ['Secure remote password (USER_SRP_AUTH)'],
    ['Password, from a server (ADMIN_USER_PASSWORD_AUTH)'],
  ])('tries a sign-in by %s and sees the claims (R1012)', async (flow) => {
    const { poolId } = await fillServer(muster, ['ann', 'bob']);
    await opened.go(`#/pools/${poolId}/users/ann`);
    await page.getByText('Try a sign-in').click();
    await choose('Flow', flow);
    await page.getByLabel('Password', { exact: true }).fill('Wrong-Horse-7');
    await press('Sign in');
    await page.getByText('Incorrect username or password.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await press('Sign in');
    await page.getByText('Signed in', { exact: true }).waitFor();
    const claims = page.getByRole('table').filter({ hasText: 'cognito:groups' }).first();
    await claims.getByText('user0@example.com').waitFor();
    await claims.getByText('["editors"]').waitFor();
  });

  it('resets a password and reads the code among the messages (R1011)', async () => {
    const { poolId } = await fillServer(muster, ['ann', 'bob']);
    await opened.go(`#/pools/${poolId}/users/ann`);
    await press('Actions');
    await page.getByRole('menuitem', { name: 'Reset password' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
    await page.getByText('The password was reset', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Messages' }).click();
    const [message] = await muster.messages({ to: 'user0@example.com' });
    await page
      .getByRole('row', { name: /user0@example.com/ })
      .getByText(message?.code ?? 'none', { exact: true })
      .waitFor();
  });

  it('sees a job appear and end in an open list (R1013)', async () => {
    await opened.go('#/jobs');
    await page.getByText('No import jobs').waitFor();
    await fillServer(muster, ['ann']);
    const row = page.getByRole('row', { name: /import/ });
    await row.getByText('Succeeded').waitFor();
    expect(await row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['customers', '1', '0']));
  });

  it('sees that the users of a file already exist, in the terms of Cognito, on every page of the job (R1028)', async () => {
    const { poolId: UserPoolId } = await fillServer(muster, ['ann', 'bob']);
    const directory = await mkdtemp(join(tmpdir(), 'muster-console-'));
    const path = join(directory, 'again.csv');
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId });
    const rowOf = (name: string) => {
      const values: Readonly<Record<string, string>> = {
        'cognito:username': name,
        email: `${name}@example.com`,
        email_verified: 'true',
      };
      return CSVHeader.map((column) => values[column] ?? '').join();
    };
    await writeFile(path, [CSVHeader.join(), rowOf('ann'), rowOf('bob'), ''].join('\n'));
    await opened.go(`#/import?pool=${UserPoolId}`);
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByText('At most 2 of 2 records would become users').waitFor();
    await page.getByText('The role is there').waitFor();
    await page.getByTestId('import').click();
    const result = page.getByTestId('job-result');
    await result.getByText('0 users imported, 2 skipped, 0 failed.').waitFor();
    await result.getByText('the pool has these users already, and an import does not change them').waitFor();
    await result.getByText('A job ends as Failed when most of its records are skipped').waitFor();
    await page.getByText('Failed (too many skipped)').first().waitFor();
    await page.getByRole('row', { name: /^Skipped The user already exists\. 2 / }).waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await opened.go('#/jobs');
    await page.getByRole('row', { name: /^again\.csv customers Failed \(too many skipped\) 0 2 0 / }).waitFor();
    await rm(directory, { recursive: true });
  });

  it('sees the log of a job that somebody else has started since its page was opened (R1097)', async () => {
    const { poolId: UserPoolId } = await fillServer(muster, ['ann']);
    const directory = await mkdtemp(join(tmpdir(), 'muster-console-'));
    const path = join(directory, 'users.csv');
    const { CSVHeader = [] } = await cognito.getCSVHeader({ UserPoolId });
    await writeFile(path, `${CSVHeader.join()}\n${CSVHeader.map(() => 'x').join()}\n`);
    const JobId = await uploadImport(cognito, UserPoolId, await muster.prepareImportRole(), path);
    await opened.go(`#/pools/${UserPoolId}/jobs/${JobId}`);
    await page.getByText('No events').waitFor();
    await cognito.startUserImportJob({ UserPoolId, JobId });
    await page.getByRole('row', { name: /Line Number 1/ }).waitFor();
    await rm(directory, { recursive: true });
  });
});
