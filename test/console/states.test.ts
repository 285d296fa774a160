import { fileURLToPath } from 'node:url';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { describeWithTool } from '../required-tool.ts';
import { type FilledServer, fillServer } from './fill-server.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const SPREADSHEET = fileURLToPath(new URL('../../examples/spreadsheet.csv', import.meta.url));

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

  it.each(['#/users?pool=POOL', '#/health', '#/import', '#/pools/POOL/jobs/JOB'])(
    'waits for the server (%s) says so in words, and when the connection breaks, and axe finds nothing (R1007, R1017)',
    async (hash) => {
      const fresh = await openConsole(browser, muster);
      await signInWithDefaults(fresh);
      await fresh.page.getByRole('row', { name: /customers/ }).waitFor();
      await fresh.go('#/nowhere');
      await fresh.page.getByText('This page does not exist').waitFor();
      const held: Route[] = [];
      let isBroken = false;
      // Requests stay on their way: no answer is invented.
      await fresh.page.route(
        (url) => url.pathname === '/',
        async (route) => {
          if (isBroken) await route.abort('connectionreset');
          else held.push(route);
        },
      );
      await fresh.page.reload();
      await fresh.page.getByText('This page does not exist').waitFor();
      await fresh.go(hash.replace('POOL', filled.poolId).replace('JOB', filled.jobId));
      if (hash === '#/import') await fresh.page.locator('input[type=file]').setInputFiles(SPREADSHEET);
      await fresh.page
        .getByText(/^Loading/)
        .first()
        .waitFor();
      expect(await findFaultsInBothModes(fresh.page)).toEqual([]);
      isBroken = true;
      for (const route of held) await route.abort('connectionreset');
      await fresh.page.getByText('The server does not answer').first().waitFor();
      expect(await findFaultsInBothModes(fresh.page)).toEqual([]);
      expect(fresh.complaints).toEqual([]);
      await fresh.context.close();
    },
  );
});
