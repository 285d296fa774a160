import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isCognitoFormat } from '../../src/check/source/source-format.ts';
import { expectedLines } from '../../src/domain/records/cases/record-case.fixture.ts';
import { RECORD_CASES } from '../../src/domain/records/cases/record-cases.fixture.ts';
import { logLine } from '../../src/domain/texts/log-line.ts';
import { describeWithTool } from '../required-tool.ts';
import { type BrowserBundle, bundleForBrowser } from './bundle-for-browser.ts';
import { type CheckedCase, checkRecordCases } from './check-record-cases.ts';
import { launchChromium } from './launch-chromium.ts';
import { type PageServer, startPageServer } from './page-server.ts';

let bundle: BrowserBundle;
beforeAll(async () => {
  bundle = await bundleForBrowser(join(import.meta.dirname, 'check-worker.js'));
});

describe('a check of a file, bundled for browsers', () => {
  it('asks for no module of Node', () => {
    expect(bundle.missingModules).toEqual([]);
  });
});

describeWithTool('chromium', 'a check of a file in a web worker', () => {
  let browser: Browser;
  let pages: PageServer;

  beforeAll(async () => {
    pages = await startPageServer('<!doctype html><title>Check users</title>', bundle.code);
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await pages?.stop();
  });

  it('says of every record case what it says in Node, and what the log of a job would say (R271)', async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${pages.port}/`);
    const checked = await page.evaluate<CheckedCase[]>(`new Promise((resolve, reject) => {
      const worker = new Worker('/page.js');
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    })`);
    expect(checked).toEqual(await checkRecordCases());
    expect(checked.map(({ name }) => name)).toEqual(RECORD_CASES.map(({ name }) => name));
    // Records of another CSV format are judged as if they were in Cognito's.
    const isInFormat = checked.map(({ result: { format } }) => isCognitoFormat(format));
    expect(checked.filter((_case, index) => isInFormat[index]).map(linesOf)).toEqual(
      RECORD_CASES.filter((_case, index) => isInFormat[index]).map(expectedLines),
    );
    expect(isInFormat.filter((is) => !is).length).toBeLessThan(3);
  });
});

/** The log of a job with these verdicts. */
function linesOf({ result, findings }: CheckedCase): string[] {
  const unimported = new Map(
    findings
      .filter(({ severity }) => severity === 'failed' || severity === 'skipped')
      .map(({ recordNumber, severity, text }) => [
        recordNumber,
        severity === 'skipped' ? logLine('skipped', recordNumber) : `[FAILED] Line Number ${recordNumber} - ${text}`,
      ]),
  );
  return Array.from(
    { length: result.recordCount },
    (_, index) => unimported.get(index + 1) ?? logLine('imported', index + 1),
  );
}
