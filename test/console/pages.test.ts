import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions, createImportPool } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { CONSOLE_PAGES } from './console-pages.ts';
import { type FilledServer, fillServer } from './fill-server.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

describeWithTool('chromium', 'every page of the console', () => {
  let browser: Browser;
  let muster: Muster;
  let filled: FilledServer;
  let opened: ConsolePage;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster();
    filled = await fillServer(muster, ['ann', 'bob', 'carl']);
    opened = await openConsole(browser, muster);
    await signInWithDefaults(opened);
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  describe.each(CONSOLE_PAGES)('$name', ({ hash, text, title }) => {
    it('has an address and a title of its own, and axe finds nothing in light and dark (R1006, R1007)', async () => {
      const { page } = opened;
      await opened.go(hash(filled));
      await page.getByText(text, { exact: true }).first().waitFor();
      await expect.poll(() => page.title()).toBe(`${title} · Muster`);
      expect(await findFaultsInBothModes(page)).toEqual([]);
      expect(opened.complaints).toEqual([]);
    });

    it('fits into a window of 360 pixels (R1008)', async () => {
      const { page } = opened;
      await page.setViewportSize({ width: 360, height: 740 });
      await opened.go(hash(filled));
      await page.getByText(text, { exact: true }).first().waitFor();
      // The frame around the page draws itself anew for the window.
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.setViewportSize({ width: 1280, height: 900 });
    });
  });
});

describeWithTool('chromium', 'a window of 1,280 pixels with the navigation', () => {
  let browser: Browser;
  let muster: Muster;
  let filled: FilledServer;
  let opened: ConsolePage;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster();
    filled = await fillServer(muster, ['ann', 'bob']);
    const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    const UserAttributes = [
      { Name: 'name', Value: 'Ann Lee' },
      { Name: 'phone_number', Value: '+4915123456789' },
    ];
    await cognito.adminUpdateUserAttributes({ UserPoolId: filled.poolId, Username: 'ann', UserAttributes });
    cognito.destroy();
    opened = await openConsole(browser, muster);
    await signInWithDefaults(opened);
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  it.each([
    ['all import jobs', () => '#/jobs', 'Ended'],
    ['the import jobs of a pool', () => `#/pools/${filled.poolId}/jobs`, 'Ended'],
    ['the users of a pool', () => `#/pools/${filled.poolId}/users`, 'Ann Lee'],
  ])('shows every column of %s (R1026)', async (_what, hash, text) => {
    const { page } = opened;
    await opened.go(hash());
    await page.getByText(text, { exact: true }).first().waitFor();
    await expect.poll(() => page.evaluate(HIDDEN_WIDTH)).toBe(0);
  });

  describe('of a pool whose users sign in with an address', () => {
    let UserPoolId: string;

    beforeAll(async () => {
      const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
      const { UserPool } = await cognito.createUserPool({
        PoolName: 'addresses',
        UsernameAttributes: ['email', 'phone_number'],
      });
      UserPoolId = UserPool?.Id ?? '';
      for (const [Username, ...further] of [['eve@example.com', '+4915123456780'], ['+4915123456781']]) {
        await cognito.adminCreateUser({
          UserPoolId,
          Username,
          UserAttributes: further.map((Value) => ({ Name: 'phone_number', Value })),
          MessageAction: 'SUPPRESS',
        });
      }
      cognito.destroy();
    });

    it('shows every column, and calls each user by the address (R1026, R1043)', async () => {
      const { page } = opened;
      await opened.go(`#/pools/${UserPoolId}/users`);
      await page.getByRole('link', { name: 'eve@example.com', exact: true }).waitFor();
      const headers = (await page.locator('main table thead th').allInnerTexts()).map((text) => text.trim());
      expect(headers).toEqual(['Email or phone', 'Phone number', 'Status', 'Sign-in', 'Created', 'User name']);
      await expect.poll(() => page.evaluate(HIDDEN_WIDTH)).toBe(0);
      await page.getByRole('link', { name: '+4915123456781', exact: true }).click();
      await page.getByRole('heading', { name: '+4915123456781', exact: true }).waitFor();
    });

    it('deletes a user by typing that address (R1010, R1043)', async () => {
      const { page } = opened;
      await opened.go(`#/pools/${UserPoolId}/users`);
      await page.getByRole('link', { name: 'eve@example.com', exact: true }).click();
      await page.getByRole('heading', { name: 'eve@example.com', exact: true }).waitFor();
      await page.getByRole('button', { name: 'Actions', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Delete user' }).click();
      await page.getByLabel('To confirm, type eve@example.com').fill('eve@example.com');
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByText('Deleted user eve@example.com', { exact: true }).waitFor();
      // The list as it was is shown until it is read again.
      await expect.poll(() => page.getByRole('link', { name: 'eve@example.com', exact: true }).count()).toBe(0);
      await page.getByRole('link', { name: '+4915123456781', exact: true }).waitFor();
    });
  });

  it('keeps the parts of a user apart (R1026)', async () => {
    const { page } = opened;
    await opened.go(`#/pools/${filled.poolId}/users/ann`);
    await page.getByRole('heading', { name: 'Groups', exact: true }).waitFor();
    const gaps = await page.evaluate<number[]>(GAPS);
    expect(gaps).toHaveLength(3);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10);
  });
});

/** How many pixels of the first table cannot be seen without scrolling it. */
const HIDDEN_WIDTH = `(() => {
  const table = document.querySelector('main table');
  for (let place = table.parentElement; place !== document.body; place = place.parentElement)
    if (place.scrollWidth > place.clientWidth + 1) return place.scrollWidth - place.clientWidth;
  return 0;
})()`;

/** Pixels between the parts of a page, each of which is the largest element that holds one heading of the second level. */
const GAPS = `(() => {
  const names = ['General', 'Attributes', 'Groups', 'Try a sign-in'];
  const headings = [...document.querySelectorAll('h2')].filter(({ textContent }) => names.includes(textContent.trim()));
  const parts = headings.map((heading) => {
    let part = heading;
    while (part.parentElement.querySelectorAll('h2').length === 1) part = part.parentElement;
    return part.getBoundingClientRect();
  });
  return parts.slice(1).map(({ top }, index) => top - parts[index].bottom);
})()`;

describeWithTool('chromium', 'a page of the console without what it is for', () => {
  let browser: Browser;
  let muster: Muster;
  let opened: ConsolePage;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster({ inbox: 'off' });
    opened = await openConsole(browser, muster);
    await signInWithDefaults(opened);
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  it.each([
    ['#/pools', 'No user pools'],
    ['#/jobs', 'No import jobs'],
    ['#/users', 'Choose a user pool'],
    ['#/messages', 'The inbox is off'],
    ['#/nowhere', 'This page does not exist'],
    ['#/pools/us-east-1_gone', 'This does not exist'],
    ['#/pools/us-east-1_gone/users/ann', 'This does not exist'],
  ])('%s says "%s", and axe finds nothing in light and dark (R1007)', async (hash, text) => {
    await opened.go(hash);
    await opened.page.getByText(text).first().waitFor();
    expect(await findFaultsInBothModes(opened.page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  describe('in a pool that has nothing in it', () => {
    const place = { POOL: '', JOB: '' };

    beforeAll(async () => {
      const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
      place.POOL = await createImportPool(cognito, 'bare', []);
      const CloudWatchLogsRoleArn = await muster.prepareImportRole();
      const input = { UserPoolId: place.POOL, JobName: 'waits', CloudWatchLogsRoleArn };
      await opened.go(`#/pools/${place.POOL}/jobs`);
      await opened.page.getByText('No import jobs').first().waitFor();
      expect(await findFaultsInBothModes(opened.page)).toEqual([]);
      const { UserImportJob } = await cognito.createUserImportJob(input);
      place.JOB = UserImportJob?.JobId ?? '';
      cognito.destroy();
    });

    it.each([
      ['#/pools/POOL/clients', 'No app clients'],
      ['#/pools/POOL/groups', 'No groups'],
      ['#/pools/POOL/users', 'No users'],
      ['#/pools/POOL/users?by=email&how=is&value=ann', 'No user whose email address is "ann"'],
      ['#/pools/POOL/jobs/JOB', 'Waits for its file and its start'],
      ['#/users?pool=POOL', 'No users'],
      ['#/pools/POOL/users/ann', 'This does not exist'],
      ['#/pools/POOL/jobs/import-gone', 'This does not exist'],
      ['#/import?pool=us-east-1_gone', 'This does not exist'],
    ])('%s says "%s", and axe finds nothing in light and dark (R1007)', async (hash, text) => {
      await opened.go(hash.replace('POOL', place.POOL).replace('JOB', place.JOB));
      await opened.page.getByText(text).first().waitFor();
      expect(await findFaultsInBothModes(opened.page)).toEqual([]);
      expect(opened.complaints).toEqual([]);
    });

    it('a user without a group has words for it, and axe finds nothing in light and dark (R1007)', async () => {
      const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
      await cognito.adminCreateUser({ UserPoolId: place.POOL, Username: 'zoe', MessageAction: 'SUPPRESS' });
      cognito.destroy();
      await opened.go(`#/pools/${place.POOL}/users/zoe`);
      await opened.page.getByText('The user is in no group.').waitFor();
      await opened.page.getByRole('button', { name: 'Try a sign-in' }).click();
      await opened.page.getByText('This pool has no app client').waitFor();
      expect(await findFaultsInBothModes(opened.page)).toEqual([]);
      await opened.page.locator('main').getByRole('link', { name: 'App clients' }).click();
      await opened.page.getByText('No app clients').waitFor();
      expect(opened.complaints).toEqual([]);
    });
  });
});
