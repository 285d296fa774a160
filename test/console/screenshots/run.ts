/** `npm run screenshots`: pictures of every page of the console into `docs/console/`, in light, in dark, and 360 pixels wide. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { startMuster } from '../../../src/index.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { CONSOLE_PAGES } from '../console-pages.ts';
import { fillServer } from '../fill-server.ts';
import { openConsole, signInWithDefaults } from '../open-console.ts';
import { showFindings } from '../show-findings.ts';

const DIRECTORY = join(import.meta.dirname, '../../../docs/console');
const SPREADSHEET = join(import.meta.dirname, '../../../examples/spreadsheet.csv');
const JPEG_QUALITY = 70;
const VIEWS = [
  { view: 'light', colorScheme: 'light', width: 1280, height: 800 },
  { view: 'dark', colorScheme: 'dark', width: 1280, height: 800 },
  { view: 'narrow', colorScheme: 'light', width: 360, height: 740 },
] as const;
const NAMES = ['ann', 'bob', 'carl', 'dora', 'emil', 'fatima', 'george', 'hana'];

rmSync(DIRECTORY, { recursive: true, force: true });
mkdirSync(DIRECTORY, { recursive: true });
const muster = await startMuster({ port: 25010 });
const browser = await launchChromium();
const filled = await fillServer(muster, NAMES);
for (const { view, colorScheme, width, height } of VIEWS) {
  const opened = await openConsole(browser, muster, {
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width, height },
    timezoneId: 'Europe/Berlin',
  });
  const { page, context } = opened;
  const take = (name: string) =>
    page.screenshot({ path: join(DIRECTORY, `${name}-${view}.jpg`), type: 'jpeg', quality: JPEG_QUALITY });
  await page.getByRole('button', { name: 'Sign in with default credentials' }).waitFor();
  await take('sign-in');
  await signInWithDefaults(opened);
  for (const { file, hash, text, title } of CONSOLE_PAGES) {
    await opened.go(hash(filled));
    // The page before may have the same text.
    while (!(await page.title()).startsWith(title)) await wait(20);
    await page.getByText(text, { exact: true }).first().waitFor();
    await awaitWhole(page);
    await take(file);
  }
  await opened.go('#/import');
  await page.locator('input[type=file]').setInputFiles(SPREADSHEET);
  await page.getByTestId('check-outcome').waitFor();
  await page.getByText('The role is there').waitFor();
  await page.getByTestId('check-outcome').evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await take('check');
  await showFindings(page, 'By line');
  await page.locator('mark').first().waitFor();
  await page.getByText('Kind of finding').evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await take('findings');
  await context.close();
}
await browser.close();
await muster.stop();

/** Nothing is still on its way. */
async function awaitWhole(page: Page): Promise<void> {
  await page
    .getByText(/^(?:Loading|Reading)/)
    .first()
    .waitFor({ state: 'detached' });
}
