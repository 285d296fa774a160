import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { describeWithTool } from '../required-tool.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';
import { showFindings } from './show-findings.ts';

const SPREADSHEET = fileURLToPath(new URL('../../examples/spreadsheet.csv', import.meta.url));
const LONG = 'x'.repeat(200);
/** Values and names that are as long as they may be, in one word. */
const LONG_WORDS = [
  'cognito:username,email,email_verified,birthdate,custom:a_name_of_20_letters,custom:unknown_of_20_letter',
  `${LONG},${LONG}@example.com,${LONG},${LONG},,`,
  `ann,${LONG}@,true,1985-02-01,${LONG},`,
  'ann,ann@example.com,TRUE ,,,',
  'ann,ann@example.com,true,,,',
].join('\n');

const FILES = [
  { name: 'examples/spreadsheet.csv', bytes: await readFile(SPREADSHEET) },
  { name: 'a file of long words', bytes: Buffer.from(`${LONG_WORDS}\n`) },
];
const WIDTHS = [
  { width: 360, columns: 1 },
  { width: 768, columns: 1 },
  { width: 1_200, columns: 5 },
  { width: 1_440, columns: 5 },
];

describeWithTool('chromium', 'the tables of findings', () => {
  let browser: Browser;
  let muster: Muster;
  let opened: ConsolePage;
  let page: Page;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster();
    opened = await openConsole(browser, muster, { hash: '#/import' });
    page = opened.page;
    await signInWithDefaults(opened);
    await page.getByRole('heading', { name: 'New import' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  describe.each(FILES)('of $name', ({ bytes }) => {
    it.each(WIDTHS)(
      'are read without scrolling sideways in a window of $width pixels (R1098)',
      async ({ width, columns }) => {
        await page.setViewportSize({ width, height: 900 });
        // The frame of the page opens its navigation by the width of the window.
        await page.reload();
        await page
          .locator('input[type=file]')
          .setInputFiles({ name: 'users.csv', mimeType: 'text/csv', buffer: bytes });
        for (const view of ['By rule', 'By line'] as const) {
          await showFindings(page, view);
          const table = page.getByRole('table', { name: view });
          await table.waitFor();
          if (view === 'By line') await table.locator('mark').first().waitFor();
          await expect.poll(() => table.getByRole('columnheader').count()).toBe(columns);
          const texts = await page.evaluate<readonly CellText[]>(CELL_TEXTS_SCRIPT);
          expect(texts.length).toBeGreaterThan(10);
          expect(texts.filter(({ isOutside }) => isOutside)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
          // Below 689 pixels, axe objects to Cloudscape's own toolbar.
          if (width === 768) expect(await findFaultsInBothModes(page)).toEqual([]);
        }
        expect(opened.complaints).toEqual([]);
      },
    );
  });
});

interface CellText {
  readonly text: string;
  /** Some of it lies outside of what is visible of its table. */
  readonly isOutside: boolean;
}

/** Each text of a cell that has a size: those for screen readers alone have one pixel. */
const CELL_TEXTS_SCRIPT = `[...document.querySelectorAll('table')].flatMap((table) => {
  if (table.closest('[aria-hidden=true]') !== null) return [];
  let box = table;
  while (getComputedStyle(box).overflowX === 'visible') box = box.parentElement;
  const seen = box.getBoundingClientRect();
  const left = Math.max(0, seen.left);
  const right = Math.min(innerWidth, seen.right);
  return [...table.querySelectorAll('th, td')].flatMap((cell) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const rects = [...range.getClientRects()].filter(({ width }) => width > 1);
      if (rects.length === 0) continue;
      const isOutside = rects.some((rect) => rect.left < left - 1 || rect.right > right + 1);
      texts.push({ text: walker.currentNode.textContent, isOutside });
    }
    return texts;
  });
})`;
