import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Browser, Page } from 'playwright-core';
import { DEFAULT_CSV_HEADER } from '../../../src/check/default-csv-header.ts';
import { linesOf } from './fill-pool.ts';
import { longestOf, TabMemory, takeWatched, traceTasks, type Watched } from './watch-page.ts';

export interface BrowserFix {
  /** Of the fix alone: the new file is checked after it. */
  readonly seconds: number;
  readonly watched: Watched;
  /** Milliseconds of the processor, the new check included. */
  readonly longestTask: number;
  readonly tabPeakBytes: number;
}

/** A file of so many good records, of which every fiftieth has a date of birth that is safe to fix. */
export function writeFileToFix(path: string, users: number): Promise<void> {
  const birthdateOf = (index: number) => (index % 50 === 0 ? '1985-02-01' : '02/01/1985');
  return pipeline(Readable.from(linesOf(DEFAULT_CSV_HEADER, 'fixed', users, birthdateOf)), createWriteStream(path));
}

/** Checks a file in the page of a new import, and fixes what is safe in it. */
export async function timeBrowserFix(browser: Browser, page: Page, path: string): Promise<BrowserFix> {
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByTestId('check-outcome').waitFor();
  await takeWatched(page);
  const memory = await TabMemory.watch(browser);
  const undo = page.getByRole('button', { name: 'Go back to the file as it was' });
  const tasks = await traceTasks(browser, page, async () => {
    await page.evaluate(FIXED_SCRIPT);
    await page.getByRole('button', { name: 'Fix what is safe' }).click();
    await undo.waitFor();
  });
  const watched = await takeWatched(page);
  const tabPeakBytes = memory.end();
  const elapsedMs = await page.evaluate<number>('window.fixedIn');
  return { seconds: elapsedMs / 1_000, watched, longestTask: longestOf(tasks), tabPeakBytes };
}

/** Milliseconds from the click until the outcome of the check goes, since there is a new file. */
const FIXED_SCRIPT = `window.fixedIn = new Promise((resolve) => {
  addEventListener('click', () => {
    const beganAt = performance.now();
    new MutationObserver((_, observer) => {
      if (document.querySelector('[data-testid=check-outcome]') !== null) return;
      observer.disconnect();
      resolve(performance.now() - beganAt);
    }).observe(document.body, { subtree: true, childList: true });
  }, { capture: true, once: true });
}); 0`;
