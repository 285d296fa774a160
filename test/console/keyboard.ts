import type { Page } from 'playwright-core';

const STEPS_MAX = 150;

/** What has the focus, as somebody hears it: its label, or what it says. */
const FOCUSED_NAME = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return '';
  const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
  const label = element.labels?.length > 0 ? element.labels[0].textContent : '';
  const text = element.matches('a, button') ? element.textContent : '';
  return (element.getAttribute('aria-label') || labels || label || text || '').trim();
})()`;

/** A person without a mouse. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes on with Tab until what has this name has the focus. */
  async reach(name: string | RegExp): Promise<void> {
    const seen: string[] = [];
    for (let step = 0; step < STEPS_MAX; step++) {
      await this.#page.keyboard.press('Tab');
      const focused = await this.#page.evaluate<string>(FOCUSED_NAME);
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
      seen.push(focused.slice(0, 40));
    }
    throw new Error(`${name} was not reached by Tab: ${[...new Set(seen)].join(' | ')}`);
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Reaches a button or link and presses it. */
  async pressOn(name: string | RegExp): Promise<void> {
    await this.reach(name);
    await this.press('Enter');
  }

  /** Reaches the button that chooses a file, and chooses one in the window of the system. */
  async chooseFile(name: string | RegExp, path: string): Promise<void> {
    await this.reach(name);
    const [chooser] = await Promise.all([this.#page.waitForEvent('filechooser'), this.press('Space')]);
    await chooser.setFiles(path);
  }
}
