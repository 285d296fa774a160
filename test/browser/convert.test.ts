import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JOIN_NAMES, type JoinName } from '../../src/convert/joins/joined.ts';
import { describeWithTool } from '../required-tool.ts';
import { type BrowserBundle, bundleForBrowser } from './bundle-for-browser.ts';
import { type ConvertCase, type ConvertedCase, convertCases, textOfBytes } from './convert-cases.ts';
import { launchChromium } from './launch-chromium.ts';
import { type PageServer, startPageServer } from './page-server.ts';

const CASES = join(import.meta.dirname, '../../src/convert/sources/cases');
const FILES = readdirSync(CASES).sort();

/** `aspnet-roles-names.csv` is a second file of `aspnet.csv`. */
const SECOND_FILE = new RegExp(`^(?<source>\\w+)-(?<join>${JOIN_NAMES.join('|')})\\b`);
/** Of the sources that have several exports. */
const EXPORT_OF_SECOND_FILE: Readonly<Record<string, string>> = {
  'auth0-hashes.ndjson': 'auth0-users-of-hashes.ndjson',
};

const bytesOf = (file: string): string => textOfBytes(readFileSync(join(CASES, file)));

function exportOf(file: string): string | undefined {
  const source = SECOND_FILE.exec(file)?.groups?.source;
  return source === undefined ? undefined : (EXPORT_OF_SECOND_FILE[file] ?? `${source}.csv`);
}

/** Each export with all its second files. */
const CONVERT_CASES: readonly ConvertCase[] = FILES.filter((file) => exportOf(file) === undefined).map((name) => ({
  name,
  bytes: bytesOf(name),
  joins: FILES.filter((file) => exportOf(file) === name).map((file) => ({
    name: SECOND_FILE.exec(file)?.groups?.join as JoinName,
    bytes: bytesOf(file),
  })),
}));

let bundle: BrowserBundle;
beforeAll(async () => {
  bundle = await bundleForBrowser(join(import.meta.dirname, 'convert-worker.js'));
});

describe('a conversion, bundled for browsers', () => {
  it('asks for no module of Node', () => {
    expect(bundle.missingModules).toEqual([]);
  });
});

describeWithTool('chromium', 'a conversion in a web worker', () => {
  let browser: Browser;
  let pages: PageServer;

  beforeAll(async () => {
    pages = await startPageServer('<!doctype html><title>Convert users</title>', bundle.code);
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await pages?.stop();
  });

  it('writes for the exports and second files of all sources the bytes that it writes in Node (R700, R715)', async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${pages.port}/`);
    const converted = await page.evaluate<ConvertedCase[]>(`new Promise((resolve, reject) => {
      const worker = new Worker('/page.js');
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(${JSON.stringify(CONVERT_CASES)});
    })`);
    expect(converted).toEqual(await convertCases(CONVERT_CASES, isUtf8));
    expect(converted.filter((one) => 'refused' in one)).toEqual([]);
    // Nothing is left untried: each file is an export, or the second file of one.
    expect(CONVERT_CASES.reduce((count, { joins }) => count + 1 + joins.length, 0)).toBe(FILES.length);
    const withoutUsers = converted.flatMap((one, index) =>
      'files' in one && Object.keys(one.files).some((name) => name.startsWith('users'))
        ? []
        : [CONVERT_CASES[index]?.name],
    );
    // Its words for true and false (ja, nein) are known from a mapping file only.
    expect(withoutUsers).toEqual(['csv-excel.csv']);
  });
});
