import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { describeWithTool } from '../required-tool.ts';
import { type FilledServer, fillServer } from './fill-server.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const FAULTY_PAGE = `<html lang="en"><title>Faults</title>
  <style>@media (prefers-color-scheme: dark) { p { color: #ccc } }</style>
  <main><h1>Faults</h1><button></button><p>Pale in the dark</p></main></html>`;

/** A modal: where it is, and what is pressed to open it. */
interface Modal {
  readonly title: string;
  readonly hash: (filled: FilledServer) => string;
  readonly press: readonly string[];
}

const ofPool = (tab: string) => (filled: FilledServer) => `#/pools/${filled.poolId}${tab}`;
const MODALS: readonly Modal[] = [
  { title: 'Edit settings', hash: ofPool(''), press: ['Edit settings'] },
  { title: 'Delete the user pool?', hash: ofPool(''), press: ['Delete pool'] },
  { title: 'Add custom attribute', hash: ofPool('/schema'), press: ['Add custom attribute'] },
  { title: 'Create app client', hash: ofPool('/clients'), press: ['Create app client'] },
  { title: 'App client', hash: ofPool('/clients'), press: ['Show details: shop'] },
  { title: 'Create group', hash: ofPool('/groups'), press: ['Create group'] },
  { title: 'Edit attributes', hash: ofPool('/users/ann'), press: ['Edit attributes'] },
  { title: 'Set password', hash: ofPool('/users/ann'), press: ['Actions', 'Set password'] },
  { title: 'Delete the user?', hash: ofPool('/users/ann'), press: ['Actions', 'Delete user'] },
  { title: 'Add to group', hash: ofPool('/users/bob'), press: ['Add to group'] },
  { title: 'Delete all messages?', hash: () => '#/messages', press: ['Delete all'] },
];

describeWithTool('chromium', 'a page of the console that', () => {
  let browser: Browser;
  let muster: Muster;
  let filled: FilledServer;
  let opened: ConsolePage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster();
    filled = await fillServer(muster, ['ann', 'bob']);
    opened = await openConsole(browser, muster);
    page = opened.page;
    await signInWithDefaults(opened);
    await page.getByRole('row', { name: /customers/ }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  it('has a button without a name, or pale text in dark colors, is found by axe', async () => {
    const faulty = await browser.newPage();
    await faulty.setContent(FAULTY_PAGE);
    const faults = [
      expect.stringMatching(/^light: button-name: button/),
      expect.stringMatching(/^dark: color-contrast: p/),
    ];
    expect(await findFaultsInBothModes(faulty)).toEqual(faults);
    await faulty.close();
  });

  it.each(MODALS)('asks something in a window ($title) gives axe nothing to object to (R1007)', async (modal) => {
    await opened.go(modal.hash(filled));
    for (const name of modal.press) {
      await page
        .getByRole('button', { name, exact: true })
        .or(page.getByRole('menuitem', { name, exact: true }))
        .first()
        .click();
    }
    const dialog = page.getByRole('dialog', { name: modal.title });
    await dialog.waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await dialog.waitFor({ state: 'detached' });
    expect(opened.complaints).toEqual([]);
  });

  it('has no message any more says so, and axe finds nothing in light and dark (R1007)', async () => {
    await opened.go('#/messages');
    await page.getByRole('button', { name: 'Delete all' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete all' }).click();
    await page.getByText('No messages').waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });
});
