import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assert } from '../../base/assert.ts';
import type { LogPosition } from '../../domain/logs/log-event.ts';
import { parseLogFilterPattern } from '../../domain/logs/log-filter-pattern.ts';
import type { LogGroupPage, LogGroupRange, LogSearch } from '../log-store.ts';
import { LOG_GROUP, NOW, type OpenStore, SCOPE, type StoreUnderTest } from './stored-things.fixture.ts';

const ALL = { direction: 'forward', limit: 10_000, maxBytes: 1_048_576, nowMs: NOW } as const;
const WIDE = { eventsMax: 1_000_000, bytesMax: 1_000_000_000, durationMsMax: 600_000 };
const EVENTS = 600;
const WORDS = ['red', 'green', 'blue', 'grey', 'greenish'];

/** A search over a group, and reads that are too long for the thread that asks. */
export function describeSearchedLogs(openStore: OpenStore): void {
  describe('searched logs', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
      await engine.store.createLogGroup(SCOPE, LOG_GROUP, NOW);
    });
    afterEach(() => engine.close());

    async function putStream(name: string, events: readonly { timestamp: number; message: string }[]): Promise<void> {
      await engine.store.createLogStream(SCOPE, LOG_GROUP, name, NOW);
      expect(await engine.store.putLogEvents(SCOPE, LOG_GROUP, name, { events, nowMs: NOW })).toBe('put');
    }

    const messageAt = (index: number) => `${WORDS[index % WORDS.length]} ${WORDS[index % 3]} line ${index}`;

    async function putLines(): Promise<void> {
      const lines = Array.from({ length: EVENTS }, (_, index) => ({
        timestamp: NOW - EVENTS + index,
        message: messageAt(index),
      }));
      await putStream('a', lines.slice(0, EVENTS / 2));
      await putStream('b', lines.slice(EVENTS / 2));
    }

    async function search(
      pattern: string,
      range: Partial<LogGroupRange>,
      max: Partial<LogSearch> = {},
    ): Promise<LogGroupPage> {
      const page = await engine.store.readLogGroupEvents(SCOPE, LOG_GROUP, {
        ...ALL,
        ...range,
        search: { pattern, ...WIDE, ...max },
      });
      assert(page, 'the group is there');
      return page;
    }

    /** Every message that pages find, in the order of time, and how many pages they were. */
    async function searchPaged(pattern: string, range: Partial<LogGroupRange>, max: Partial<LogSearch>) {
      const messages: string[] = [];
      let from: LogPosition | undefined;
      for (let pages = 1; ; pages++) {
        const page = await search(pattern, { ...range, ...(from && { from }) }, max);
        const found = page.events.map(({ message }) => message);
        messages.splice(range.direction === 'backward' ? 0 : messages.length, 0, ...found);
        if (page.atEnd) return { messages, pages };
        expect(page.lastRead).not.toEqual(from);
        from = page.lastRead;
      }
    }

    it.each([
      ['green', 'forward', {}],
      ['green', 'backward', {}],
      ['?red ?blue', 'forward', { streamNames: ['b'] }],
      ['-red -blue', 'backward', {}],
      ['line -green', 'forward', { startTime: NOW - 100, endTime: NOW - 10 }],
      ['nothing', 'forward', {}],
    ] as const)(
      'finds %j %s, %j, page by page, whatever a page may read (N33, R552)',
      async (pattern, direction, range) => {
        await putLines();
        const verdict = parseLogFilterPattern(pattern);
        assert(verdict.kind === 'filter', 'the pattern is valid');
        const all = await engine.store.readLogGroupEvents(SCOPE, LOG_GROUP, { ...ALL, ...range });
        const expected = all?.events.map(({ message }) => message).filter(verdict.matches);
        for (const max of [{}, { eventsMax: 7 }, { bytesMax: 500 }]) {
          for (const limit of [10_000, 3]) {
            const { messages } = await searchPaged(pattern, { ...range, direction, limit }, max);
            expect(messages, JSON.stringify({ max, limit })).toEqual(expected);
          }
        }
      },
    );

    it('ends a page once it has read so many events, however few it found (N28, R552)', async () => {
      await putLines();
      const { messages, pages } = await searchPaged('nothing', {}, { eventsMax: 100 });
      expect({ messages, pages }).toEqual({ messages: [], pages: 6 });
    });

    it('goes on by one glance at the clock at least when its time is over (R552)', async () => {
      await putLines();
      const { messages, pages } = await searchPaged('line', {}, { durationMsMax: -1 });
      expect(messages).toHaveLength(EVENTS);
      expect(pages).toBe(Math.ceil(EVENTS / 256));
    });

    it('reads the streams of a prefix, however many there are (N31)', async () => {
      const names = Array.from({ length: 14 }, (_, index) => `${index % 7 === 0 ? 'other' : 'é_%'}-${index}`);
      for (const [index, name] of names.entries())
        await putStream(name, [{ timestamp: NOW - 100 + index, message: name }]);
      for (const direction of ['forward', 'backward'] as const) {
        const page = await search('-none', { direction, streamNamePrefix: 'é_%-' });
        expect(page.events.map(({ message }) => message)).toEqual(names.filter((name) => name.startsWith('é')));
      }
    });

    it('reads a page of very many blocks as one of few (R552)', async () => {
      await engine.store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW);
      const puts = Array.from({ length: 80 }, (_, index) => index);
      // Each is one block and begins at the same time, so that all have to be taken apart for one event.
      for (const put of puts) {
        const events = Array.from({ length: 30 }, (_, index) => ({
          timestamp: NOW - 60_000 + index * 1_900,
          message: `${put} ${'é'.repeat(2_000)}`,
        }));
        await engine.store.putLogEvents(SCOPE, LOG_GROUP, 'a', { events, nowMs: NOW });
      }
      const page = await engine.store.readLogEvents(SCOPE, LOG_GROUP, 'a', {
        ...ALL,
        limit: 60,
        startTime: NOW - 40_000,
      });
      assert(typeof page === 'object', 'the stream is there');
      expect(page.events.map(({ message }) => message.split(' ')[0])).toEqual(
        Array.from({ length: 60 }, (_, index) => String(index)),
      );
      expect(page.atEnd).toBe(false);
    });
  });
}
