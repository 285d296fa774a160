import type { Browser, Page } from 'playwright-core';
import { longestOf, traceTasks } from './watch-page.ts';

export interface VisitedPage {
  readonly hash: string;
  /** Shown first of the list that the page is for. */
  readonly row: RegExp;
}

export interface PageVisits {
  readonly hash: string;
  /** Of the longest task of each visit, milliseconds of the processor. */
  readonly longest: readonly number[];
  /** Milliseconds until the list was there. */
  readonly waits: readonly number[];
}

/** Rows of the page before, which may be like those of the next one: of a search, whose list is on the same page. */
const NOTE_ROWS_SCRIPT = "for (const row of document.querySelectorAll('tr')) row.dataset.before = 'yes'";
const NEW_ROWS = 'tr:not([data-before])';

/** Opens each page `rounds` times in turn, and its next page where it has one. */
export async function visitPages(
  browser: Browser,
  page: Page,
  go: (hash: string) => Promise<void>,
  visited: readonly VisitedPage[],
  rounds: number,
): Promise<readonly PageVisits[]> {
  const visits = visited.map(({ hash, row }) => ({ hash, row, longest: [] as number[], waits: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { hash, row, longest, waits } of visits) {
      await page.evaluate(NOTE_ROWS_SCRIPT);
      const tasks = await traceTasks(browser, page, async () => {
        const beganAt = performance.now();
        await go(hash);
        await page
          .locator(NEW_ROWS)
          .and(page.getByRole('row', { name: row }))
          .first()
          .waitFor();
        waits.push(performance.now() - beganAt);
        await turnThePage(page);
      });
      longest.push(longestOf(tasks));
    }
  }
  return visits;
}

async function turnThePage(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: 'Next page' }).first();
  if ((await next.count()) === 0 || !(await next.isEnabled())) return;
  await next.click();
  await page
    .locator('[aria-current=true]')
    .getByText('2')
    .or(page.locator('[aria-current=true]:has-text("2")'))
    .first()
    .waitFor();
  await page
    .getByText(/^Loading/)
    .first()
    .waitFor({ state: 'detached' });
}
