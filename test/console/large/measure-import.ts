import type { Browser, Page } from 'playwright-core';
import { longestOf, takeWatched, traceTasks, type Watched } from './watch-page.ts';

export interface LiveImport {
  readonly poolId: string;
  readonly jobId: string;
  readonly seconds: number;
  /** How often the counter of the page changed until the job had ended. */
  readonly changes: number;
  /** The longest time for which it did not, once it had begun. */
  readonly longestPauseMs: number;
  readonly watched: Watched;
  /** Milliseconds of the processor. */
  readonly longestTask: number;
}

/** Imports the file that the page has checked, and looks at the page of its job until it has ended. */
export async function measureLiveImport(browser: Browser, page: Page): Promise<LiveImport> {
  await page.getByText('Import creates the role muster-import').waitFor();
  await page.evaluate(COUNTER_SCRIPT);
  await takeWatched(page);
  const beganAt = performance.now();
  const tasks = await traceTasks(browser, page, async () => {
    await page.getByTestId('import').click();
    await page.getByRole('heading', { name: 'Import job' }).first().waitFor();
    await page.getByText('Succeeded', { exact: true }).first().waitFor();
  });
  const seconds = (performance.now() - beganAt) / 1_000;
  const times = await page.evaluate<number[]>('window.counterChanges');
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const [, poolId = '', jobId = ''] = /pools\/([^/]+)\/jobs\/([^/?]+)/.exec(page.url()) ?? [];
  return {
    poolId,
    jobId,
    seconds,
    changes: times.length,
    longestPauseMs: Math.max(0, ...pauses),
    watched: await takeWatched(page),
    longestTask: longestOf(tasks),
  };
}

const COUNTER_SCRIPT = `(() => {
  window.counterChanges = [];
  let shown = '0';
  new MutationObserver(() => {
    const now = document.querySelector('[data-testid=counter-done]')?.textContent ?? shown;
    if (now !== shown) window.counterChanges.push(performance.now());
    shown = now;
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
})()`;

export interface FilteredLog {
  readonly what: string;
  readonly seconds: number;
}

/** Filters the log of a job on its page, to the first rows of each. */
export async function measureLog(page: Page, lastRecord: number): Promise<readonly FilteredLog[]> {
  const filtered: FilteredLog[] = [];
  const measure = async (what: string, act: () => Promise<void>, row: RegExp) => {
    const beganAt = performance.now();
    await act();
    await page.getByRole('row', { name: row }).first().waitFor();
    filtered.push({ what, seconds: (performance.now() - beganAt) / 1_000 });
  };
  const search = async (words: string) => {
    await page.getByLabel('Words').fill(words);
    await page.getByLabel('Words').press('Enter');
  };
  await measure(
    'failed records',
    () => page.getByRole('button', { name: 'Failed', exact: true }).click(),
    /\[FAILED\] Line Number/,
  );
  await page.getByRole('button', { name: 'All records', exact: true }).click();
  await page.getByRole('row', { name: /Line Number 1 / }).waitFor();
  await measure(
    `the word ${lastRecord}, which only the last event has`,
    () => search(`${lastRecord}`),
    new RegExp(`Line Number ${lastRecord} `),
  );
  await search('');
  const beganAt = performance.now();
  await page.reload();
  await page.getByRole('button', { name: 'Download reasons' }).waitFor();
  filtered.push({
    what: 'all failures grouped by reason, after a reload',
    seconds: (performance.now() - beganAt) / 1_000,
  });
  return filtered;
}
