import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { bundleForBrowser } from '../../browser/bundle-for-browser.ts';
import { launchChromium } from '../../browser/launch-chromium.ts';
import { type PageServer, startPageServer } from '../../browser/page-server.ts';

/** Leads to this machine, and is the name of another one to whoever goes by names. */
export const FOREIGN_HOST = 'app.example.com';

/** What a call of a library came to, as JSON. */
export interface CallOutcome {
  readonly value?: unknown;
  readonly error?: {
    readonly name: string;
    readonly message: string;
    /** Of amazon-cognito-identity-js. */
    readonly code?: string;
    /** Whether Amplify calls it one of its own. */
    readonly isAuthError?: boolean;
  };
}

/** A page of `clients-page.js` in Chromium. */
export class ClientsPage {
  readonly page: Page;
  /** Statuses of the answers to preflight requests that the browser sent for the page. */
  readonly preflights: number[];

  constructor(page: Page, preflights: number[]) {
    this.page = page;
    this.preflights = preflights;
  }

  /** A function of `aws-amplify/auth`, or `configure` of `Amplify`. */
  amplify(name: string, ...words: readonly unknown[]): Promise<CallOutcome> {
    return this.#call('amplify.call', [name, ...words]);
  }

  async configureAmplify(cognito: object): Promise<void> {
    await this.#call('amplify.configure', [cognito]);
  }

  /** A function of `window.identity`: of amazon-cognito-identity-js. */
  identity(name: 'choose' | 'signUp' | 'signIn' | 'call' | 'callBack' | 'refresh', ...words: readonly unknown[]) {
    return this.#call(`identity.${name}`, words);
  }

  #call(path: string, words: readonly unknown[]): Promise<CallOutcome> {
    return this.page.evaluate<CallOutcome>(`${path}(...${JSON.stringify(words)})`);
  }
}

/** Chromium and the server of the page, for a suite. */
export class ClientsBrowser {
  readonly #browser: Browser;
  readonly #pages: PageServer;

  private constructor(browser: Browser, pages: PageServer) {
    this.#browser = browser;
    this.#pages = pages;
  }

  static async start(): Promise<ClientsBrowser> {
    // The version of `buffer` in amazon-cognito-identity-js wants the name that Node has for it.
    return ClientsBrowser.#startWith({ global: 'globalThis' });
  }

  /** What the browser says of the page where the bundler leaves that name alone. */
  static async errorsWithoutDefine(): Promise<string[]> {
    const browser = await ClientsBrowser.#startWith({});
    const page = await browser.#browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(browser.origin());
    await browser.stop();
    return errors;
  }

  static async #startWith(define: Record<string, string>): Promise<ClientsBrowser> {
    const { code } = await bundleForBrowser(join(import.meta.dirname, 'clients-page.js'), define);
    const pages = await startPageServer('<!doctype html><title>Sign in</title><script src="page.js"></script>', code);
    return new ClientsBrowser(await launchChromium([`--host-resolver-rules=MAP ${FOREIGN_HOST} 127.0.0.1`]), pages);
  }

  origin(host = '127.0.0.1'): string {
    return `http://${host}:${this.#pages.port}`;
  }

  /** With a storage of its own. */
  async open(host?: string): Promise<ClientsPage> {
    const page = await this.#browser.newPage();
    const preflights: number[] = [];
    const devTools = await page.context().newCDPSession(page);
    devTools.on('Network.responseReceived', ({ type, response }) => {
      if (type === 'Preflight') preflights.push(response.status);
    });
    await devTools.send('Network.enable');
    await page.goto(this.origin(host));
    return new ClientsPage(page, preflights);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#pages.stop();
  }
}
