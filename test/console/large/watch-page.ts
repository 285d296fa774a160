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
const MEMORY_LOOK_MS = 50;

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

/** 0 of none. Not by spreading, which has a limit. */
export function longestOf(times: readonly number[]): number {
  return times.reduce((longest, time) => Math.max(longest, time), 0);
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds of the processor that each task of the page took meanwhile: what others do on the machine makes none longer. */
export async function traceTasks(browser: Browser, page: Page, work: () => Promise<unknown>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const idOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const pages = new Set(traceEvents.filter(({ args }) => args?.name === 'CrRendererMain').map(idOf));
  return traceEvents.flatMap((event) => {
    const isTask = event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask' && pages.has(idOf(event));
    return isTask ? [(event.tdur ?? 0) / 1_000] : [];
  });
}

/** Memory of a tab as the browser's own task manager counts it, looked at again and again. */
export class TabMemory {
  readonly #pids: readonly number[];
  readonly #timer: NodeJS.Timeout;
  #peakBytes = 0;

  private constructor(pids: readonly number[]) {
    this.#pids = pids;
    this.#timer = setInterval(() => this.#look(), MEMORY_LOOK_MS);
    this.#look();
  }

  /** Of the tab that holds most. All are watched: a browser keeps one at hand that may hold more than a page that has just been opened. */
  static async watch(browser: Browser): Promise<TabMemory> {
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    return new TabMemory(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id));
  }

  /** Most that it held since it was watched, without what it shares with other processes, in bytes. */
  end(): number {
    this.#look();
    clearInterval(this.#timer);
    if (this.#peakBytes === 0) throw new Error('no tab is open');
    return this.#peakBytes;
  }

  #look(): void {
    for (const pid of this.#pids) this.#peakBytes = Math.max(this.#peakBytes, readOwnBytes(pid));
  }
}

/** 0 of a process that has ended. */
function readOwnBytes(pid: number): number {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return 0;
    throw error;
  }
  const kibibytesOf = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return (kibibytesOf('RssAnon') + kibibytesOf('VmSwap')) * 1024;
}
