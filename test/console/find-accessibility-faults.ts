import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** The rules that look at colors. What the others judge is the same document in both modes. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

const NOTHING_MORE = 'undefined';

/** What axe finds on a page as it is shown, one line for each element: by all rules, or by these. */
async function findFaults(page: Page, rules?: string[]): Promise<string[]> {
  // What a page has loaded once it keeps: half a megabyte of script.
  const isLoaded = await page.evaluate('"axe" in window');
  const builder = new AxeBuilder({ page, ...(isLoaded === true && { axeSource: NOTHING_MORE }) });
  // No selector for each element that passes, and no second page, which only frames of other origins need.
  const axe = builder.options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 200)}`),
  );
}

/** Judges a page in light and in dark colors, as a reader would choose them in the menu. */
export async function findFaultsInBothModes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await findFaults(page, COLOR_RULES);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await findFaults(page);
  return [...light.map((fault) => `light: ${fault}`), ...dark.map((fault) => `dark: ${fault}`)];
}
