import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Muster } from '../../src/index.ts';

/** A page of a browser, and all that it complained about. */
export interface ConsolePage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, violations of the policy, and requests to other origins. */
  readonly complaints: string[];
  /** Shows another page of the console: `#/pools`. */
  go(hash: string): Promise<void>;
}

const BUILD_MS_MAX = 300_000;
/** Far beyond what a busy machine needs, and within what a test may take. */
const PAGE_MS_MAX = 300_000;

/** Waits until a clone has built its console. */
export async function awaitConsole(url: string): Promise<void> {
  const deadline = performance.now() + BUILD_MS_MAX;
  for (;;) {
    const response = await fetch(`${url}/console/`);
    if (response.ok) return;
    const text = await response.text();
    if (response.status !== 503 || performance.now() > deadline)
      throw new Error(`no console: ${response.status} ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Opens the console of a server, once it is built, in a browser of its own cookies and storage. Nobody is signed in. */
export async function openConsole(
  browser: Browser,
  muster: Pick<Muster, 'url'>,
  options: BrowserContextOptions & { readonly hash?: string; readonly initScript?: string } = {},
): Promise<ConsolePage> {
  const { hash = '', initScript, ...contextOptions } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...contextOptions,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`threw ${error.message}`));
  page.on('console', (message) => {
    // What a server that refuses or is gone leaves in the log of the browser is no fault of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== muster.url && protocol !== 'data:' && protocol !== 'blob:') complaints.push(`asked ${origin}`);
  });
  await page.addInitScript(
    "document.addEventListener('securitypolicyviolation', (event) => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))",
  );
  if (initScript !== undefined) await page.addInitScript(initScript);
  page.setDefaultTimeout(PAGE_MS_MAX);
  await page.goto(`${muster.url}/console/${hash}`);
  // A clone that builds its console shows a page that says so and loads again.
  await page.locator('#root').waitFor({ state: 'attached', timeout: BUILD_MS_MAX });
  return {
    page,
    context,
    complaints,
    go: async (to) => {
      await page.evaluate(`window.location.hash = ${JSON.stringify(to)}`);
    },
  };
}

/** By the one click that a server with default credentials offers. */
export async function signInWithDefaults({ page }: Pick<ConsolePage, 'page'>): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with default credentials' }).click();
  await page.getByRole('navigation', { name: 'Main navigation' }).first().waitFor({ state: 'attached' });
}
