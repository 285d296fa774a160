import { request } from 'node:http';
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { clientOptions, createImportPool } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';
import { findFaultsInBothModes } from './find-accessibility-faults.ts';
import { awaitConsole, type ConsolePage, openConsole, signInWithDefaults } from './open-console.ts';

const ROOT = { account: '123456789012', accessKeyId: 'AKIAROOT', secretAccessKey: 'root-secret' } as const;

describe('the address /console/', () => {
  it('answers its page with a policy that allows nothing from elsewhere and no frame (R1001)', async () => {
    await using muster = await startMuster();
    await awaitConsole(muster.url);
    const { headers } = await fetch(`${muster.url}/console/`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src data:; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBe(null);
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('sends its files with names for good, in Brotli to whoever takes it (R1004)', async () => {
    await using muster = await startMuster();
    await awaitConsole(muster.url);
    const page = await (await fetch(`${muster.url}/console/`)).text();
    const [, script = ''] = /src="(\/console\/assets\/[^"]+\.js)"/.exec(page) ?? [];
    const encoded = await fetch(muster.url + script, { headers: { 'Accept-Encoding': 'gzip, br' } });
    const plain = await fetch(muster.url + script, { headers: { 'Accept-Encoding': 'br;q=0' } });
    expect(encoded.headers.get('content-encoding')).toBe('br');
    expect(encoded.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('content-encoding')).toBe(null);
    expect(await encoded.text()).toBe(await plain.text());
    const again = await fetch(muster.url + script, {
      headers: { 'If-None-Match': plain.headers.get('etag') ?? '', 'Accept-Encoding': 'identity' },
    });
    expect(again.status).toBe(304);
  });

  it.each([
    '/console/../package.json',
    '/console/%2e%2e/package.json',
    '/console/assets',
    '/console/index.html.br',
    '/console/none.js',
  ])('serves nothing at %s (R1000)', async (path) => {
    await using muster = await startMuster();
    await awaitConsole(muster.url);
    expect(await askRaw(muster.url, path, '127.0.0.1')).toBe(404);
  });

  it.each([
    ['localhost', 200],
    ['127.0.0.1', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example', 403],
  ])('answers the host name %s with %i, as a name can be made to point anywhere (R1002)', async (host, status) => {
    await using muster = await startMuster();
    await awaitConsole(muster.url);
    expect(await askRaw(muster.url, '/console/', host)).toBe(status);
    expect(await askRaw(muster.url, '/console/server.json', host)).toBe(status);
  });

  it('is not there with console off (R1000)', async () => {
    await using muster = await startMuster({ console: 'off' });
    expect((await fetch(`${muster.url}/console/`)).status).toBe(404);
  });

  it('says of the server what a page has to know before anybody has signed in (R1005)', async () => {
    await using withDefaults = await startMuster({ region: ['eu-west-1'] });
    expect(await (await fetch(`${withDefaults.url}/console/server.json`)).json()).toMatchObject({
      defaultCredentials: true,
      region: 'eu-west-1',
    });
    await using other = await startMuster({ rootCredentials: [ROOT] });
    expect(await (await fetch(`${other.url}/console/server.json`)).json()).toMatchObject({ defaultCredentials: false });
  });
});

describeWithTool('chromium', 'the console in a browser', () => {
  let browser: Browser;
  let muster: Muster;
  let cognito: CognitoIdentityProvider;
  let opened: ConsolePage;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    muster = await startMuster();
    cognito = new CognitoIdentityProvider(clientOptions(muster.url));
  });
  afterEach(async () => {
    expect(opened.complaints).toEqual([]);
    await opened.context.close();
    cognito.destroy();
    await muster.stop();
  });

  it('opens the page of its address after one click to sign in (R1005, R1006)', async () => {
    const poolId = await createImportPool(cognito, 'customers', []);
    opened = await openConsole(browser, muster, { hash: `#/pools/${poolId}` });
    const { page } = opened;
    await expect.poll(() => page.title()).toBe('Sign in · Muster');
    await signInWithDefaults(opened);
    await page.getByRole('heading', { name: 'customers' }).waitFor();
    await expect.poll(() => page.title()).toBe('customers · Muster');
    await page.getByRole('link', { name: 'User pools' }).first().click();
    await page.getByRole('row', { name: 'customers' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'customers' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'customers' }).waitFor();
    expect(await page.evaluate('window.location.search')).toBe('');
  });

  it('has pages in which axe finds nothing, light and dark (R1007)', async () => {
    opened = await openConsole(browser, muster);
    const { page } = opened;
    await page.getByRole('button', { name: 'Sign in with default credentials' }).waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    await signInWithDefaults(opened);
    await page.getByText('No user pools').waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
    const poolId = await createImportPool(cognito, 'customers', []);
    await opened.go(`#/pools/${poolId}`);
    await page.getByText('General').waitFor();
    expect(await findFaultsInBothModes(page)).toEqual([]);
  });
});

/** The status of a GET whose path and host name go out as they are. */
function askRaw(url: string, path: string, host: string): Promise<number | undefined> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { Host: `${host}:${port}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
