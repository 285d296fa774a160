import type { Browser, Page } from 'playwright-core';
import { longestOf, TabMemory, takeWatched, traceTasks, type Watched } from './watch-page.ts';

export interface BrowserFix {
  /** Of the fix alone: the new file is checked after it. */
  readonly seconds: number;
  readonly watched: Watched;
  /** Milliseconds of the processor, the new check included. */
  readonly longestTask: number;
  readonly tabPeakBytes: number;
}

/** Fixes what is safe in the file that the page has checked, and takes it back. */
export async function timeBrowserFix(browser: Browser, page: Page): Promise<BrowserFix> {
  await takeWatched(page);
  const memory = await TabMemory.watch(browser);
  const outcome = page.getByTestId('check-outcome');
  const undo = page.getByRole('button', { name: 'Go back to the file as it was' });
  const tasks = await traceTasks(browser, page, async () => {
    await page.evaluate(FIXED_SCRIPT);
    await page.getByRole('button', { name: 'Fix what is safe' }).click();
    await undo.waitFor();
  });
  const watched = await takeWatched(page);
  const tabPeakBytes = memory.end();
  const elapsedMs = await page.evaluate<number>('window.fixedIn');
  await undo.click();
  await undo.waitFor({ state: 'detached' });
  await outcome.waitFor();
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
