import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMuster } from '../../src/index.ts';
import { SAMPLE_CSV } from '../clients/sample-users.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { bundleForBrowser } from './bundle-for-browser.ts';
import { launchChromium } from './launch-chromium.ts';
import { type PageServer, startPageServer } from './page-server.ts';

/** Leads to this machine, and is the name of another one to whoever goes by names. */
const FOREIGN_HOST = 'app.example.com';
const PAGE =
  '<!doctype html><title>Import users</title><input type="file"><output></output><script src="page.js"></script>';

interface Case {
  readonly host: string;
  readonly allowedOrigins?: (origin: string) => readonly string[];
  readonly outcome: RegExp;
  readonly users: number;
}

describeWithTool('chromium', 'a page in a browser that imports a file with the AWS SDK', () => {
  let browser: Browser;
  let pages: PageServer;
  let directory: string;
  let csvPath: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'muster-browser-'));
    csvPath = join(directory, 'users.csv');
    await writeFile(csvPath, SAMPLE_CSV);
    const { code } = await bundleForBrowser(join(import.meta.dirname, 'page.js'));
    pages = await startPageServer(PAGE, code);
    browser = await launchChromium([`--host-resolver-rules=MAP ${FOREIGN_HOST} 127.0.0.1`]);
  });

  afterAll(async () => {
    await browser?.close();
    await pages?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it.each<[string, Case]>([
    [
      'is served on this machine (R3, R13, R133, R138)',
      { host: '127.0.0.1', outcome: /^Succeeded: 3 imported, ETag "\w{32}"$/, users: 3 },
    ],
    [
      'of another machine is turned away while default credentials are in force (R138)',
      { host: FOREIGN_HOST, outcome: /^failed: TypeError: Failed to fetch$/, users: 0 },
    ],
    [
      'of another machine is served where a setting names it (R138)',
      { host: FOREIGN_HOST, allowedOrigins: (origin) => [origin], outcome: /^Succeeded: 3 imported/, users: 3 },
    ],
  ])('%s', async (_, { host, allowedOrigins, outcome, users }) => {
    const origin = `http://${host}:${pages.port}`;
    const muster = await startMuster({ allowedOrigins: allowedOrigins?.(origin) });
    const cognito = new CognitoIdentityProvider(clientOptions(muster.url));
    const page = await browser.newPage();
    try {
      const pool = await createImportPool(cognito, 'page', []);
      const parameters = new URLSearchParams({ endpoint: muster.url, pool, role: await createLogRole(muster.url) });
      await page.goto(`${origin}/?${parameters}`);
      await page.locator('input').setInputFiles(csvPath);
      const output = page.locator('output:not(:empty)');
      expect(await output.textContent()).toMatch(outcome);
      expect((await cognito.listUsers({ UserPoolId: pool })).Users).toHaveLength(users);
    } finally {
      await page.close();
      cognito.destroy();
      await muster.stop();
    }
  });
});
