import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assert } from '../src/base/assert.ts';
import { RandomSource } from '../src/cli/generate/random-source.ts';
import { readCpuSeconds } from './cpu-time.ts';
import { type FullServer, onFullServer } from './full-server.ts';
import { SignedConnection } from './signed-connection.ts';
import { sizeOf } from './size-of.ts';
import { type Figure, median, percentile, type Trial } from './trial.ts';

const EVENTS = sizeOf('MUSTER_BENCH_EVENTS', 500_000);
const EVENTS_PER_PAGE = 10_000;
/** No multiple of a batch: pages that begin behind such a page begin inside a block. */
const EVENTS_PER_STEP = 7_919;
const PAGES = 300;
const SEED = 1;

/** What GetLogEvents answers, as far as it is looked at. */
interface Page {
  readonly events: readonly { readonly message: string }[];
  readonly nextForwardToken: string;
}

/** Without an SDK: what the server takes, and not what a client does with the events. */
export const logPages: Trial = {
  name: 'log-pages',
  about: `the log of ${EVENTS.toLocaleString('en')} events by pages of ${EVENTS_PER_PAGE.toLocaleString('en')} (aims: all in 3 s, any page in 20 ms)`,
  runs: 5,
  isLong: true,
  run: () =>
    onFullServer(EVENTS, async (full) => {
      const connection = await SignedConnection.open(full.server.url);
      try {
        const places = await readAll(full, connection, EVENTS_PER_STEP);
        return [
          ...figuresOfAll(await readAll(full, connection, EVENTS_PER_PAGE)),
          ...(await readAnywhere(full, connection, places.tokens)),
        ];
      } finally {
        connection.close();
      }
    }),
};

/** Seconds of processor of the server of a checkout for the log by pages, and for pages that begin anywhere. */
export function measureLogPages(bin: string): Promise<number> {
  return onFullServer(
    EVENTS,
    async (full) => {
      const connection = await SignedConnection.open(full.server.url);
      try {
        const { tokens } = await readAll(full, connection, EVENTS_PER_STEP);
        const cpuSecondsBefore = readCpuSeconds(full.server.pid);
        await readAll(full, connection, EVENTS_PER_PAGE);
        await readAnywhere(full, connection, tokens);
        return readCpuSeconds(full.server.pid) - cpuSecondsBefore;
      } finally {
        connection.close();
      }
    },
    bin,
  );
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The garbage of this process, megabytes for each page, is not collected while an answer is waited for. */
async function readPage({ log }: FullServer, connection: SignedConnection, limit: number, nextToken?: string) {
  collectGarbage();
  const input = { ...log, startFromHead: true, limit, nextToken };
  return connection.call('Logs_20140328.GetLogEvents', input);
}

interface WholeLog {
  readonly elapsedMs: number;
  readonly cpuSeconds: number;
  /** The least that such an answer takes: its events, ready, written as JSON. */
  readonly writingMs: number;
  /** Each leads on behind a page, but for the last. */
  readonly tokens: readonly string[];
}

/** Throws unless each event is there once and in its place. */
async function readAll(full: FullServer, connection: SignedConnection, limit: number): Promise<WholeLog> {
  const tokens: string[] = [];
  let count = 0;
  let elapsedMs = 0;
  let writingMs = 0;
  const cpuSecondsBefore = readCpuSeconds(full.server.pid);
  for (let token: string | undefined; ; ) {
    const answer = await readPage(full, connection, limit, token);
    elapsedMs += answer.elapsedMs;
    const page: Page = JSON.parse(answer.body.toString());
    const beganAt = performance.now();
    const isSame = JSON.stringify(page).length > 0;
    writingMs += performance.now() - beganAt;
    assert(isSame, 'a page is not empty');
    for (const { message } of page.events) {
      count += 1;
      assert(message.startsWith(`[SUCCEEDED] Line Number ${count} - `), `event ${count} is "${message}"`);
    }
    if (page.nextForwardToken === token) break;
    token = page.nextForwardToken;
    tokens.push(token);
  }
  assert(count === EVENTS, `${count} events were read`);
  return {
    elapsedMs,
    writingMs,
    cpuSeconds: readCpuSeconds(full.server.pid) - cpuSecondsBefore,
    tokens: tokens.slice(0, -1),
  };
}

function figuresOfAll({ elapsedMs, cpuSeconds, writingMs }: WholeLog): Figure[] {
  return [
    { name: 'all events', value: elapsedMs / 1000, unit: 's' },
    { name: 'all events, processor time of the server', value: cpuSeconds, unit: 's' },
    { name: 'all events, against writing the same as JSON alone', value: elapsedMs / writingMs, unit: 'times' },
  ];
}

async function readAnywhere(
  full: FullServer,
  connection: SignedConnection,
  tokens: readonly string[],
): Promise<Figure[]> {
  const random = new RandomSource(SEED);
  const times: number[] = [];
  const inside = tokens.slice(0, Math.floor((EVENTS - EVENTS_PER_PAGE) / EVENTS_PER_STEP));
  const cpuSecondsBefore = readCpuSeconds(full.server.pid);
  while (times.length < PAGES) {
    const index = random.below(inside.length);
    const { body, elapsedMs } = await readPage(full, connection, EVENTS_PER_PAGE, inside[index]);
    const first = (index + 1) * EVENTS_PER_STEP + 1;
    assert(
      body.includes(`Line Number ${first} - `) && body.includes(`Line Number ${first + EVENTS_PER_PAGE - 1} - `),
      'the page begins where the one before ended, and is full',
    );
    times.push(elapsedMs);
  }
  const cpuSeconds = readCpuSeconds(full.server.pid) - cpuSecondsBefore;
  return [
    { name: 'a page anywhere, p50', value: median(times), unit: 'ms' },
    { name: 'a page anywhere, p99', value: percentile(times, 99), unit: 'ms' },
    { name: 'a page anywhere, processor time of the server', value: (1000 * cpuSeconds) / PAGES, unit: 'ms' },
  ];
}
