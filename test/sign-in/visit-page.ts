import { execFileSync } from 'node:child_process';
import { argv } from 'node:process';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browser/launch-chromium.ts';

/** What a person does at a page, in a browser. */
export type VisitStep =
  | readonly ['fill', label: string, text: string]
  /** Fills in the code of six digits that a command prints. */
  | readonly ['fill-code', label: string, command: string]
  | readonly ['click', button: string]
  /** Waits for a text and prints all that is on the page. */
  | readonly ['read', text: string];

/*
 *     node visit-page.ts URL STEPS
 *
 * does the steps, a JSON list, at the page, and prints what it reads.
 */
if (import.meta.filename === argv[1]) await visitPage(argv[2] ?? '', JSON.parse(argv[3] ?? '[]'));

async function visitPage(url: string, steps: readonly VisitStep[]): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    for (const step of steps) await take(page, step);
  } finally {
    await browser.close();
  }
}

async function take(page: Page, [kind, where, what = '']: VisitStep): Promise<void> {
  switch (kind) {
    case 'fill':
      return page.getByLabel(where, { exact: true }).filter({ visible: true }).fill(what);
    case 'fill-code': {
      const printed = execFileSync('sh', ['-c', what], { encoding: 'utf8' });
      const [code] = /\b\d{6}\b/.exec(printed) ?? [];
      if (!code) throw new Error(`no code in what was printed: ${printed}`);
      return page.getByLabel(where, { exact: true }).filter({ visible: true }).fill(code);
    }
    case 'click':
      return page.getByRole('button', { name: where, exact: true }).filter({ visible: true }).click();
    case 'read':
      await page.getByText(where).filter({ visible: true }).waitFor();
      process.stdout.write(`${await page.locator('body').innerText()}\n`);
  }
}
