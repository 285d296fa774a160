import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { MUSTER_BIN } from '../../../src/cli/commands/muster-process.fixture.ts';
import { longestOf, TabMemory, takeWatched, traceTasks, type Watched } from './watch-page.ts';

const KEY_MS = 100;

export interface BrowserCheck {
  readonly seconds: number;
  readonly watched: Watched;
  /** Milliseconds of the processor. */
  readonly longestTask: number;
  readonly tabPeakBytes: number;
}

/** Seconds of `muster check` over a file, its start included. */
export async function timeMusterCheck(path: string): Promise<number> {
  const beganAt = performance.now();
  const child = spawn(process.execPath, [MUSTER_BIN, 'check', path], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  // 1: it found faults.
  if (code !== 0 && code !== 1) throw new Error(`muster check ended with ${code}`);
  return (performance.now() - beganAt) / 1_000;
}

/** The same in the page of a new import, while somebody goes on with Tab. */
export async function timeBrowserCheck(browser: Browser, page: Page, path: string): Promise<BrowserCheck> {
  await page.evaluate(ENDED_SCRIPT);
  await takeWatched(page);
  const memory = await TabMemory.watch(browser);
  let elapsedMs = 0;
  const tasks = await traceTasks(browser, page, async () => {
    await page.locator('input[type=file]').setInputFiles(path);
    let isOver = false;
    const ended = page.evaluate<number>('window.checkedIn').finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await page.keyboard.press('Tab');
      await wait(KEY_MS);
    }
    elapsedMs = await ended;
  });
  const watched = await takeWatched(page);
  return { seconds: elapsedMs / 1_000, watched, longestTask: longestOf(tasks), tabPeakBytes: memory.end() };
}

/** Milliseconds from the choice of the file to the outcome. */
const ENDED_SCRIPT = `window.checkedIn = new Promise((resolve) => {
  addEventListener('change', () => {
    const beganAt = performance.now();
    const look = () => {
      if (document.querySelector('[data-testid=check-outcome]') === null) requestAnimationFrame(look);
      else resolve(performance.now() - beganAt);
    };
    // The outcome of an earlier file goes first.
    requestAnimationFrame(() => requestAnimationFrame(look));
  }, { capture: true, once: true });
}); 0`;
