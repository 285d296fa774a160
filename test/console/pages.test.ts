import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
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
});
