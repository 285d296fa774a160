import type { Page, Request, Route } from 'playwright-core';

/** Between a page and its server: it holds requests back, or breaks their connections. No answer is invented. */
export class HeldAnswers {
  readonly #held: Route[] = [];
  #isHeld: (request: Request) => boolean = () => false;
  #isBroken = false;

  private constructor() {}

  static async of(page: Page): Promise<HeldAnswers> {
    const answers = new HeldAnswers();
    await page.route(
      () => true,
      (route) => answers.#take(route),
    );
    return answers;
  }

  /** From now on requests of this operation are held: `ListUsers`. */
  hold(operation: string): void {
    this.#isHeld = (request) => operationOf(request) === operation;
  }

  /** From now on those of a file of the console are, whose name has these words: `server.json`. */
  holdFile(words: string): void {
    this.#isHeld = (request) => operationOf(request) === undefined && request.url().includes(words);
  }

  /** From now on no request of the API comes through, and those that were held are cut off. */
  async breakConnections(): Promise<void> {
    this.#isBroken = true;
    for (const route of this.#takeHeld()) await route.abort('connectionreset');
  }

  /** All go on as they were sent, and none is held any more. */
  async release(): Promise<void> {
    this.#isBroken = false;
    this.#isHeld = () => false;
    for (const route of this.#takeHeld()) await route.continue();
  }

  #takeHeld(): Route[] {
    return this.#held.splice(0);
  }

  async #take(route: Route): Promise<void> {
    if (this.#isBroken && operationOf(route.request()) !== undefined) await route.abort('connectionreset');
    else if (this.#isHeld(route.request())) this.#held.push(route);
    else await route.continue();
  }
}

/** Undefined: it asks for a file. */
function operationOf(request: Request): string | undefined {
  if (new URL(request.url()).pathname !== '/') return undefined;
  const [, operation] = (request.headers()['x-amz-target'] ?? '').split('.');
  return operation ?? new URLSearchParams(request.postData() ?? '').get('Action') ?? '';
}
