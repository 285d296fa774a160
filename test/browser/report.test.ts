import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { readRunCurve } from '../../src/cli/report/read-run-curve.ts';
import { buildReportPage } from '../../src/cli/report/report-page.ts';
import { sampleJournal, sampleReport } from '../../src/cli/report/sample-run.fixture.ts';
import { describeWithTool } from '../required-tool.ts';
import { launchChromium } from './launch-chromium.ts';

/** Of WCAG, for text of any size. */
const CONTRAST_MIN = 4.5;

/** Text and ground of every element that has text of its own, as `rgb(…)`. */
const READ_COLORS = `[...document.querySelectorAll('body *')].flatMap((element) => {
  const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
  if (!hasText || element.localName === 'title') return [];
  let ground = element;
  while (ground && /, 0\\)$|transparent/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  const { color, fill } = getComputedStyle(element);
  const isSvg = element.namespaceURI.endsWith('svg');
  return [[isSvg ? fill : color, getComputedStyle(ground ?? document.body).backgroundColor, element.textContent.slice(0, 40)]];
})`;

type Colors = readonly (readonly [text: string, ground: string, sample: string])[];

function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = [...color.matchAll(/[\d.]+/g)].map(([value]) => {
    const share = Number(value) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

async function findFaintTexts(page: Page): Promise<readonly string[]> {
  const colors = await page.evaluate<Colors>(READ_COLORS);
  expect(colors.length).toBeGreaterThan(100);
  return colors.filter(([text, ground]) => contrastOf(text, ground) < CONTRAST_MIN).map(([, , sample]) => sample);
}

describeWithTool('chromium', 'the page of a report in a browser', () => {
  let browser: Browser;
  let folder: string;
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muster-report-page-'));
    writeFileSync(
      join(folder, 'journal.jsonl'),
      sampleJournal()
        .map((entry) => `${JSON.stringify(entry)}\n`)
        .join(''),
    );
    const page = buildReportPage(sampleReport(), await readRunCurve(folder), { folder, showValues: false });
    writeFileSync(join(folder, 'report.html'), page);
    url = pathToFileURL(join(folder, 'report.html')).href;
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(colorScheme: 'light' | 'dark', width: number): Promise<{ page: Page; asked: readonly string[] }> {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => asked.push(message.text()));
    page.on('pageerror', ({ message }) => asked.push(message));
    await page.goto(url);
    return { page, asked };
  }

  it.each(['light', 'dark'] as const)(
    '%s: asks for nothing else, can be read, and shows the whole chart (R988)',
    async (colorScheme) => {
      const { page, asked } = await open(colorScheme, 1_000);
      expect(asked).toEqual([url]);
      expect(await findFaintTexts(page)).toEqual([]);
      const isDark = luminanceOf(await page.evaluate('getComputedStyle(document.body).backgroundColor')) < 0.1;
      expect(isDark).toBe(colorScheme === 'dark');
      const chart = assertPresent(await page.locator('svg').boundingBox(), 'there is a chart');
      for (const text of await page.locator('svg text').all()) {
        const box = assertPresent(await text.boundingBox(), 'a text of the chart is drawn');
        expect(box.x).toBeGreaterThanOrEqual(chart.x);
        expect(box.x + box.width).toBeLessThanOrEqual(chart.x + chart.width + 1);
      }
      await page.close();
    },
  );

  it('fits a telephone without scrolling to the side (R988)', async () => {
    const { page } = await open('light', 380);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
    await page.close();
  });

  it('is light on paper, whatever the screen is, and cuts nothing off (R988)', async () => {
    const { page } = await open('dark', 700);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(luminanceOf(await page.evaluate('getComputedStyle(document.body).backgroundColor'))).toBe(1);
    expect(await findFaintTexts(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(700);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });
});

describe('the sample of the report', () => {
  it('adds up', () => {
    const { jobs, sources, importedUsers, skippedUsers, failedUsers, records } = sampleReport();
    for (const all of [jobs, sources]) {
      expect(all.reduce((sum, one) => sum + one.importedUsers, 0)).toBe(importedUsers);
      expect(all.reduce((sum, one) => sum + one.failedUsers, 0)).toBe(failedUsers);
    }
    expect(importedUsers + skippedUsers + failedUsers).toBe(records);
  });
});
