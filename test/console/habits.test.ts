import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

/** Far more than any page has. */
const TAB_STOPS_MAX = 120;

describeWithTool('chromium', 'the habits of a person', () => {
  let browser: Browser;
  let muster: Muster;
  let opened: ConsolePage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    muster = await startMuster();
    opened = await openConsole(browser, muster, { colorScheme: 'light' });
    page = opened.page;
  });
  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
    await muster.stop();
  });

  it('are served by the keyboard alone, from signing in to a deleted pool (R1020)', async () => {
    await page.getByRole('button', { name: 'Sign in with default credentials' }).waitFor();
    await tabTo(page, 'Sign in with default credentials');
    await page.keyboard.press('Enter');
    await page.getByText('No user pools').waitFor();
    await tabTo(page, 'Create user pool');
    await page.keyboard.press('Enter');
    await page.getByText('How users sign in').waitFor();
    await tabTo(page, 'Name');
    await page.keyboard.type('customers');
    await tabTo(page, 'Email address');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText('Created user pool customers', { exact: true }).waitFor();
    const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    const { UserPools: [pool] = [] } = await cognito.listUserPools({ MaxResults: 1 });
    const { UserPool } = await cognito.describeUserPool({ UserPoolId: pool?.Id });
    cognito.destroy();
    expect(UserPool?.AliasAttributes).toEqual(['email']);
    await tabTo(page, 'Overview');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText('Find an attribute').or(page.getByPlaceholder('Find an attribute')).first().waitFor();
    await tabTo(page, 'Delete pool', 'back');
    await page.keyboard.press('Enter');
    await tabTo(page, 'To confirm, type customers');
    await page.keyboard.type('customers');
    await page.keyboard.press('Enter');
    await page.getByText('Deleted user pool customers', { exact: true }).waitFor();
  });

  it('are remembered: colors and density (R1021)', async () => {
    await signInWithDefaults(opened);
    const classes = () => page.evaluate<string>('document.body.className');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(classes).toContain('awsui-dark-mode');
    for (const choice of ['Light', 'Compact']) {
      await page.getByRole('button', { name: 'Display' }).click();
      await page.getByRole('menuitemcheckbox', { name: choice }).click();
    }
    await expect.poll(classes).not.toContain('awsui-dark-mode');
    await expect.poll(classes).toContain('awsui-compact-mode');
    await page.reload();
    await page.getByText('No user pools').waitFor();
    expect(await classes()).not.toContain('awsui-dark-mode');
    expect(await classes()).toContain('awsui-compact-mode');
  });

  it('are served by times in the zone of the reader, with UTC on hover (R1006)', async () => {
    await opened.context.close();
    opened = await openConsole(browser, muster, { timezoneId: 'Asia/Tokyo', hash: '#/health' });
    await signInWithDefaults(opened);
    const time = opened.page.locator('time').first();
    await time.waitFor();
    const [shown = '', utc = ''] = [await time.textContent(), await time.getAttribute('title')].map(String);
    expect(utc).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
    const hour = (Number(utc.slice(11, 13)) + 9) % 24;
    expect(shown).toContain(` ${String(hour).padStart(2, '0')}${utc.slice(13, 19)}`);
  });
});

/** Presses Tab until something with this name has the focus, and shows it. */
async function tabTo(page: Page, name: string, direction: 'on' | 'back' = 'on'): Promise<void> {
  for (let stops = 0; stops < TAB_STOPS_MAX; stops++) {
    await page.keyboard.press(direction === 'on' ? 'Tab' : 'Shift+Tab');
    const focused = await page.evaluate<string>(`(() => {
      const element = document.activeElement;
      const labels = [...(element.labels ?? [])].map((label) => label.textContent);
      const labelled = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
      return [element.getAttribute('aria-label') ?? '', element.textContent, ...labels, ...labelled].map((text) => text.trim()).join('\\n');
    })()`);
    if (focused.split('\n').includes(name)) return;
  }
  throw new Error(`no Tab leads to "${name}"`);
}
