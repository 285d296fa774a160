import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';

/** Drags a file of this machine over the page and drops it where the page offers to take it. */
export async function dropFile(page: Page, path: string): Promise<void> {
  await dropBytes(page, basename(path), await readFile(path));
}

export async function dropBytes(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(bytes.toString('base64'))}), (byte) => byte.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}, { type: 'text/csv' }));
    return transfer;
  })()`);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  const zone = page.getByText('Drop the file here', { exact: true }).first();
  await zone.waitFor();
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'dragleave', { dataTransfer: transfer });
}
