import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

/** What a page did to whoever uses it since it was last asked, in milliseconds. */
export interface Watched {
  /** Tasks of 50 ms and more, during which nothing is answered. */
  readonly longTasks: readonly number[];
  /** From a key or click to the next picture, of those that took 16 ms and more. */
  readonly answers: readonly number[];
  /** By how much a timer came too late, at most. */
  readonly latestTimer: number;
}

const TIMER_MS = 20;

/** To be run before any script of the page. */
export const WATCH_SCRIPT = `(() => {
  const watched = { longTasks: [], answers: [], latestTimer: 0 };
  window.takeWatched = () => {
    const taken = { ...watched };
    Object.assign(watched, { longTasks: [], answers: [], latestTimer: 0 });
    return taken;
  };
  const observe = (type, list, options) =>
    new PerformanceObserver((seen) => {
      for (const { duration } of seen.getEntries()) watched[list].push(duration);
    }).observe({ type, buffered: true, ...options });
  observe('longtask', 'longTasks');
  observe('event', 'answers', { durationThreshold: 16 });
  let dueAt = performance.now() + ${TIMER_MS};
  const tick = () => {
    watched.latestTimer = Math.max(watched.latestTimer, performance.now() - dueAt);
    dueAt = performance.now() + ${TIMER_MS};
    setTimeout(tick, ${TIMER_MS});
  };
  setTimeout(tick, ${TIMER_MS});
})()`;

/** What happened since it was last taken. */
export function takeWatched(page: Page): Promise<Watched> {
  return page.evaluate<Watched>('window.takeWatched()');
}

/** The most memory that a process of a tab ever held (VmHWM), in bytes: with all that it shares with others. */
export async function readTabPeakBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => readPeakBytes(id));
  return Math.max(...peaks);
}

function readPeakBytes(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}
