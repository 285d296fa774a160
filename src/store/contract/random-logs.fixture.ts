import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assert, assertPresent } from '../../base/assert.ts';
import type { ImportJobKey, LeaseToken } from '../../domain/imports/import-job.ts';
import type { LogPosition } from '../../domain/logs/log-event.ts';
import type { NewLogEvent } from '../../domain/logs/log-put.ts';
import type { LogRange } from '../log-store.ts';
import type { Store } from '../store.ts';
import { LogOracle, type OracleEvent } from './log-oracle.fixture.ts';
import {
  beginAt,
  commit,
  failed,
  LOG_GROUP,
  makePendingJob,
  makePool,
  NODE,
  NOW,
  type OpenStore,
  SCOPE,
} from './stored-things.fixture.ts';

const HOUR_MS = 3_600_000;
/** Two imports write to the first two streams; clients write to all. */
const IMPORTS = ['a', 'b'];
const STREAMS = ['a', 'b', 'c'];

const stream = fc.constantFrom(...STREAMS);
/** Mostly close together, so that puts and batches overlap; some at the ends of a block's span. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
  fc.constantFrom(59_999, 60_001, HOUR_MS),
);
/** A clock that goes back does not bring the order of ingestion into disorder. */
const skew = fc.constantFrom(0, 0, -3);
const query = fc.record({
  streams: fc.option(fc.subarray(STREAMS, { minLength: 1 }), { nil: undefined }),
  direction: fc.constantFrom<LogRange['direction']>('forward', 'backward'),
  limit: fc.integer({ min: 1, max: 9 }),
  start: fc.option(fc.integer({ min: -70_000, max: 70_000 }), { nil: undefined }),
  end: fc.option(fc.integer({ min: -70_000, max: 70_000 }), { nil: undefined }),
});
type Query = typeof query extends fc.Arbitrary<infer Value> ? Value : never;

const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put'),
      stream,
      ago: fc.constantFrom(0, 1, 5, 60_000, 2 * HOUR_MS, -HOUR_MS),
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
      skew,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('import'),
      job: fc.constantFrom(0, 1),
      count: fc.integer({ min: 0, max: 5 }),
      skew,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass'), ms: fc.constantFrom(1, 2, 10, 60_000, 12 * HOUR_MS) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('read'), query }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-stream'), stream }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-group') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('keep-a-day') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep') }) },
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** Random lives of a log group against a naive oracle. */
export function describeRandomLogs(openStore: OpenStore): void {
  describe('a log group of imports and clients', () => {
    it('reads as a naive oracle says after any puts, batches, deletions and expiries (N9, N11, N18, N19, N25, N27, N31)', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 40 }), query, async (actions, last) => {
          const engine = await openStore();
          try {
            const life = await LogLife.begin(engine.store);
            for (const one of actions) await life.act(one);
            await life.act({ kind: 'read', query: last });
            await life.compareStreams();
          } finally {
            await engine.close();
          }
        }),
        { numRuns: 60 },
      );
    });
  });
}

class LogLife {
  readonly #store: Store;
  readonly #tokens: readonly LeaseToken[];
  readonly #records = [1, 1];
  #oracle = new LogOracle();
  #hasGroup = true;
  #nowMs = NOW;
  #puts = 0;

  private constructor(store: Store, tokens: readonly LeaseToken[]) {
    this.#store = store;
    this.#tokens = tokens;
    for (const name of IMPORTS) this.#oracle.open(name, NOW);
  }

  static async begin(store: Store): Promise<LogLife> {
    const tokens: LeaseToken[] = [];
    const claimedKeys: ImportJobKey[] = [];
    for (const [index, name] of IMPORTS.entries()) {
      await makePendingJob(store, await makePool(store, `Pool0000${index}`), name);
      const claimed = assertPresent(await store.claimImportJob(NODE, claimedKeys), 'the job is claimed');
      await store.beginImport(claimed.leaseToken, beginAt(name));
      claimedKeys.push(claimed.job.key);
      tokens.push(claimed.leaseToken);
    }
    return new LogLife(store, tokens);
  }

  async act(action: Action | { readonly kind: 'read'; readonly query: Query }): Promise<void> {
    switch (action.kind) {
      case 'put':
        return this.#put(action.stream, this.#nowMs - action.ago, action.steps, action.skew);
      case 'import':
        return this.#import(action.job, action.count, action.skew);
      case 'pass':
        this.#nowMs += action.ms;
        return;
      case 'read':
        return this.#read(action.query);
      case 'delete-stream': {
        const deleted = await this.#store.deleteLogStream(SCOPE, LOG_GROUP, action.stream);
        const isThere = this.#oracle.streams.delete(action.stream);
        expect(deleted).toBe(!this.#hasGroup ? 'no-group' : isThere ? 'deleted' : 'no-stream');
        return;
      }
      case 'delete-group':
        expect(await this.#store.deleteLogGroup(SCOPE, LOG_GROUP)).toBe(this.#hasGroup ? 'deleted' : 'not-found');
        this.#hasGroup = false;
        this.#oracle = new LogOracle();
        return;
      case 'keep-a-day':
        if (this.#hasGroup) this.#oracle.retentionDays = 1;
        expect(await this.#store.setLogRetention(SCOPE, LOG_GROUP, 1)).toBe(this.#hasGroup ? 'changed' : 'not-found');
        return;
      case 'sweep':
        while ((await this.#store.expireLogEvents(this.#nowMs, 2)) > 0);
        return this.#compareBytes();
    }
  }

  /** Makes group and stream if they are missing, as a client does. */
  async #put(name: string, from: number, steps: readonly number[], skew: number): Promise<void> {
    if (!this.#hasGroup) expect(await this.#store.createLogGroup(SCOPE, LOG_GROUP, this.#nowMs)).toBe('created');
    this.#hasGroup = true;
    const made = await this.#store.createLogStream(SCOPE, LOG_GROUP, name, this.#nowMs);
    expect(made).toBe(this.#oracle.streams.has(name) ? 'exists' : 'created');
    this.#oracle.open(name, this.#nowMs);
    this.#puts += 1;
    const events: NewLogEvent[] = [];
    let timestamp = from;
    for (const [index, ms] of steps.entries()) {
      timestamp += ms;
      events.push({ timestamp, message: `put ${this.#puts}, ${index}` });
    }
    const nowMs = this.#nowMs + skew;
    expect(await this.#store.putLogEvents(SCOPE, LOG_GROUP, name, { events, nowMs })).toBe('put');
    this.#oracle.put(name, events, nowMs);
  }

  async #import(job: number, count: number, skew: number): Promise<void> {
    const first = assertPresent(this.#records[job], 'a job has a checkpoint');
    const verdicts = Array.from({ length: count }, () => failed('email-malformed'));
    const nowMs = this.#nowMs + skew;
    const token = assertPresent(this.#tokens[job], 'a job has a token');
    const result = await commit(this.#store, token, first, verdicts, nowMs);
    expect(result).toMatchObject({ kind: 'committed', counters: { failedUsers: first - 1 + count } });
    this.#records[job] = first + count;
    if (count === 0) return;
    const name = assertPresent(IMPORTS[job], 'a job has a stream');
    this.#hasGroup = true;
    this.#oracle.open(name, nowMs);
    const messages = verdicts.map(
      (_, index) => `[FAILED] Line Number ${first + index} - Invalid email address format.`,
    );
    this.#oracle.import(name, messages, nowMs);
  }

  async #read({ streams, direction, limit, start, end }: Query): Promise<void> {
    const range = {
      ...(start !== undefined && { startTime: this.#nowMs + start }),
      ...(end !== undefined && { endTime: this.#nowMs + end }),
    };
    const [only] = streams ?? [];
    const seen: OracleEvent[] = [];
    let from: LogPosition | undefined;
    for (;;) {
      const asked: LogRange = {
        ...range,
        direction,
        limit,
        maxBytes: 1_048_576,
        nowMs: this.#nowMs,
        ...(from && { from }),
      };
      const page =
        only !== undefined && streams?.length === 1
          ? await this.#readStream(only, asked)
          : await this.#store.readLogGroupEvents(SCOPE, LOG_GROUP, {
              ...asked,
              ...(streams && { streamNames: streams }),
            });
      if (!page) break;
      const found = page.events.map(({ timestamp, message, ingestionTime, streamName }) => {
        return { timestamp, message, ingestionTime, streamName };
      });
      seen.splice(direction === 'forward' ? seen.length : 0, 0, ...found);
      from = page.lastRead ?? from;
      if (page.atEnd) break;
      expect(page.events).toHaveLength(limit);
    }
    expect(seen).toEqual(this.#oracle.events(this.#nowMs, { ...(streams && { streams }), ...range }));
  }

  async #readStream(streamName: string, range: LogRange) {
    const page = await this.#store.readLogEvents(SCOPE, LOG_GROUP, streamName, range);
    if (typeof page === 'string') {
      expect(page).toBe(this.#hasGroup ? 'no-stream' : 'no-group');
      assert(!this.#oracle.streams.has(streamName), 'the oracle has no such stream either');
      return undefined;
    }
    const { events, atEnd, ends } = page;
    const lastRead = range.direction === 'forward' ? ends?.newest : ends?.oldest;
    return { events: events.map((event) => ({ ...event, streamName })), atEnd, ...(lastRead && { lastRead }) };
  }

  async #compareBytes(): Promise<void> {
    const group = await this.#store.findLogGroup(SCOPE, LOG_GROUP);
    expect(group !== undefined).toBe(this.#hasGroup);
    // What is compressed how is the engine's; that nothing stays behind is not.
    if (group) expect(group.storedBytes > 0).toBe(this.#oracle.events(this.#nowMs, {}).length > 0);
  }

  async compareStreams(): Promise<void> {
    const page = await this.#store.listLogStreams(SCOPE, LOG_GROUP, {
      order: 'name',
      descending: false,
      limit: 10,
      nowMs: this.#nowMs,
    });
    expect(page?.items).toEqual(this.#hasGroup ? this.#oracle.describe(this.#nowMs) : undefined);
  }
}
