import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { describeWithTool } from '../required-tool.ts';
import { awaitConsole, openConsole } from './open-console.ts';

const SCRIPT_BYTES_MAX = 260_000;
const STYLE_BYTES_MAX = 230_000;

describeWithTool('chromium', 'what a browser gets before the first view', () => {
  let browser: Browser;
  let muster: Muster;

  beforeAll(async () => {
    browser = await launchChromium();
    muster = await startMuster();
    await awaitConsole(muster.url);
  });
  afterAll(async () => {
    await browser?.close();
    await muster?.stop();
  });

  it('is small for whoever signs in (R1019)', async () => {
    const { page, context } = await openConsole(browser, muster);
    await page.getByRole('button', { name: 'Sign in with default credentials' }).waitFor();
    expect(await sumOf(page)).toEqual(SMALL);
    await context.close();
  });

  it('is small for whoever is signed in, and sees the frame of a page while its SDK and its page are loaded (R1019)', async () => {
    const html = await (await fetch(`${muster.url}/console/`)).text();
    const asset = (name: string) => `${muster.url}/console/assets/${name}`;
    const first = [...html.matchAll(/src="\/console\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name);
    const code = await Promise.all(first.map(async (name) => (await fetch(asset(name))).text()));
    const [frame = ''] = /frame-[\w-]+\.js/.exec(code.join()) ?? [];
    const names = new Set([...first, frame]);
    let bytes = 0;
    // A set that grows while it is walked: each file is followed by what it imports.
    for (const name of names) {
      const response = await fetch(asset(name), { headers: { 'Accept-Encoding': 'br' } });
      bytes += Number(response.headers.get('content-length'));
      for (const [, imported = ''] of (await response.text()).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
        names.add(imported);
      }
    }
    // The entry with the helpers of the bundler, the frame, and what that has in common with signing in.
    expect([...names].map((name) => name.replace(/-[\w-]{8}\.js$/, '')).toSorted()).toEqual([
      'common',
      'frame',
      'main',
      'rolldown-runtime',
    ]);
    expect(bytes).toBeLessThanOrEqual(SCRIPT_BYTES_MAX);
  });
});

const SMALL = {
  script: expect.toSatisfy(isAtMost(SCRIPT_BYTES_MAX)),
  style: expect.toSatisfy(isAtMost(STYLE_BYTES_MAX)),
};

function isAtMost(max: number): (bytes: number) => boolean {
  return (bytes) => bytes > 1_000 && bytes <= max;
}

/** Bytes of the files that the page asked for so far, as they were sent. */
async function sumOf(page: Page): Promise<{ script: number; style: number }> {
  return page.evaluate(`(() => {
    const sizes = performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => [name, encodedBodySize]);
    const sum = (ending) => sizes.filter(([name]) => name.endsWith(ending)).reduce((total, [, size]) => total + size, 0);
    return { script: sum('.js'), style: sum('.css') };
  })()`);
}
