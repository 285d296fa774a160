import type { Page } from 'playwright-core';

/** Shows the findings of a checked file `By rule` or `By line`: two buttons, or a list where there is no room for them. */
export async function showFindings(page: Page, view: 'By rule' | 'By line'): Promise<void> {
  const list = page.locator('button[aria-haspopup=listbox]', { hasText: /^By (?:rule|line)$/ });
  const button = page.getByRole('button', { name: view, exact: true });
  await button.or(list).filter({ visible: true }).first().waitFor();
  if (await button.isVisible()) {
    await button.click();
    return;
  }
  await list.click();
  await page.getByRole('option', { name: view }).click();
}
