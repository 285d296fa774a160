import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assert } from '../../base/assert.ts';
import type { LogPosition, ShownLogEvent } from '../../domain/logs/log-event.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import type { LogRange } from '../log-store.ts';
import {
  accepted,
  beginAt,
  commit,
  failed,
  LOG_GROUP,
  makePendingJob,
  makePool,
  makeRunningJob,
  NODE,
  NOW,
  type OpenStore,
  OTHER_ACCOUNT,
  OTHER_REGION,
  readMessages,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const ALL: LogRange = { direction: 'forward', limit: 10_000, maxBytes: 1_048_576, nowMs: NOW };

export function describeLogs(openStore: OpenStore): void {
  describe('logs', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
    });
    afterEach(() => engine.close());

    /** Twenty blocks of three events in stream `a`, ten milliseconds apart. */
    async function writeTwentyBlocks(): Promise<string[]> {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      for (let block = 0; block < 20; block++) {
        const verdicts = [accepted(`u${block}`), failed('field-count-differs', block, 2), accepted('u0')];
        await commit(engine.store, token, 1 + 3 * block, verdicts, NOW + 10 * block);
      }
      return readMessages(engine.store, 'a');
    }

    async function read(range: Partial<LogRange>) {
      const page = await engine.store.readLogEvents(SCOPE, LOG_GROUP, 'a', { ...ALL, ...range });
      assert(typeof page === 'object', 'the stream is there');
      return page;
    }

    /** All messages, page by page in the direction, put in the order of time. */
    async function readPaged(direction: LogRange['direction'], limit: number): Promise<string[]> {
      let events: readonly ShownLogEvent[] = [];
      let from: LogPosition | undefined;
      for (;;) {
        const page = await read({ direction, limit, ...(from && { from }) });
        from = direction === 'forward' ? page.ends?.newest : page.ends?.oldest;
        expect(page.events.length).toBeLessThanOrEqual(limit);
        events = direction === 'forward' ? [...events, ...page.events] : [...page.events, ...events];
        if (page.atEnd) return events.map((event) => event.message);
        expect(page.events).toHaveLength(limit);
      }
    }

    it.each([1, 3, 7, 24, 25, 59, 60, 61])(
      'pages both ways by %i without loss or repetition (N18, N21)',
      async (limit) => {
        const messages = await writeTwentyBlocks();
        expect(messages).toHaveLength(60);
        expect(await readPaged('forward', limit)).toEqual(messages);
        expect(await readPaged('backward', limit)).toEqual(messages);
      },
    );

    it('says exactly whether the end is reached', async () => {
      await writeTwentyBlocks();
      expect((await read({ limit: 60 })).atEnd).toBe(true);
      expect((await read({ limit: 59 })).atEnd).toBe(false);
      const from = (await read({})).ends?.newest;
      assert(from, 'there are events');
      expect(await read({ from })).toEqual({ events: [], atEnd: true });
    });

    it.each<[string, Partial<LogRange>, number]>([
      ['from a time on, inclusive', { startTime: NOW + 180 }, 55],
      ['up to a time, exclusive (N25)', { endTime: NOW + 10 }, 1],
    ])('reads %s', async (_, range, firstRecordNumber) => {
      await writeTwentyBlocks();
      const { events } = await read(range);
      expect(events[0]?.message).toContain(`Line Number ${firstRecordNumber} `);
      expect(events).toHaveLength(range.startTime ? 6 : 3);
      for (const event of events) {
        expect(event.timestamp).toBeGreaterThanOrEqual(range.startTime ?? NOW);
        expect(event.timestamp).toBeLessThan(range.endTime ?? NOW + 200);
      }
    });

    it('ends a page at its bytes, 26 more for each event, but never before the first event (N12, N17)', async () => {
      const messages = await writeTwentyBlocks();
      const bytes = messages.slice(0, 4).reduce((sum, message) => sum + message.length + 26, 0);
      expect((await read({ maxBytes: bytes })).events).toHaveLength(4);
      expect((await read({ maxBytes: bytes - 1 })).events).toHaveLength(3);
      expect((await read({ maxBytes: 1 })).events).toHaveLength(1);
    });

    it('never goes back in time, even if the clock does', async () => {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      await commit(engine.store, token, 1, [accepted('u1')], NOW + 50);
      await commit(engine.store, token, 2, [accepted('u2')], NOW + 40);
      expect((await read({})).events.map((event) => event.timestamp)).toEqual([NOW + 50, NOW + 50]);
    });

    it('tells a missing group from a missing stream, and hides both from other accounts and regions', async () => {
      await makeRunningJob(engine.store, pool, 'a');
      const readIn = (scope: typeof SCOPE, group: string, stream: string) =>
        engine.store.readLogEvents(scope, group, stream, ALL);
      expect(await readIn(SCOPE, LOG_GROUP, 'a')).toEqual({ events: [], atEnd: true });
      expect(await readIn(SCOPE, LOG_GROUP, 'b')).toBe('no-stream');
      expect(await readIn(SCOPE, 'none', 'a')).toBe('no-group');
      for (const scope of [OTHER_ACCOUNT, OTHER_REGION]) {
        expect(await readIn(scope, LOG_GROUP, 'a')).toBe('no-group');
        expect((await engine.store.listLogGroups(scope, { limit: 10 })).items).toEqual([]);
      }
      const query = { order: 'name', descending: false, limit: 10, nowMs: NOW } as const;
      expect(await engine.store.listLogStreams(SCOPE, 'none', query)).toBeUndefined();
      expect(await engine.store.readLogGroupEvents(SCOPE, 'none', ALL)).toBeUndefined();
    });

    describe('over a group', () => {
      /** Streams `a` and `b` with batches in turns. */
      async function writeTwoStreams(): Promise<void> {
        const tokens = [(await makeRunningJob(engine.store, pool, 'a')).token];
        const other = await makePool(engine.store, 'Pool00002');
        await makePendingJob(engine.store, other, 'b');
        const first = await engine.store.findImportJob(SCOPE, pool.id, 'import-a' as never);
        assert(first, 'the first job is there');
        const claimed = await engine.store.claimImportJob(NODE, [first.key]);
        assert(claimed, 'the second job is claimed');
        await engine.store.beginImport(claimed.leaseToken, beginAt('b'));
        tokens.push(claimed.leaseToken);
        for (let round = 0; round < 6; round++) {
          for (const token of tokens)
            await commit(engine.store, token, round + 1, [accepted(`u${round}`)], NOW + round);
        }
      }

      it.each([
        ['all streams', {}, 12, ['a', 'b']],
        ['streams by name', { streamNames: ['b', 'none'] }, 6, ['b']],
        ['streams by prefix', { streamNamePrefix: 'a' }, 6, ['a']],
        ['no stream', { streamNames: ['none'] }, 0, []],
      ])('reads %s in the order of time (N27, N31)', async (_, streams, count, names) => {
        await writeTwoStreams();
        const page = await engine.store.readLogGroupEvents(SCOPE, LOG_GROUP, { ...ALL, ...streams });
        const events = page?.events ?? [];
        expect(events).toHaveLength(count);
        expect([...new Set(events.map((event) => event.streamName))].sort()).toEqual(names);
        const times = events.map((event) => event.timestamp);
        expect(times).toEqual(times.toSorted((left, right) => left - right));
        // Positions of a group and of a stream are the same.
        const backward = await engine.store.readLogGroupEvents(SCOPE, LOG_GROUP, {
          ...ALL,
          ...streams,
          direction: 'backward',
        });
        expect(backward).toEqual(events[0] ? { ...page, lastRead: events[0].position } : page);
      });

      it('lists streams by name and by last event, both ways, page by page (N10, N11)', async () => {
        await writeTwoStreams();
        await engine.store.endImportJob((await claimAny()).leaseToken, {
          event: 'succeed',
          completionMessage: '',
          nowMs: NOW,
        });
        const list = async (order: 'name' | 'last-event-time', descending: boolean) => {
          const names: string[] = [];
          let after: string | undefined;
          do {
            const query = { order, descending, limit: 1, nowMs: NOW, ...(after !== undefined && { after }) };
            const page = await engine.store.listLogStreams(SCOPE, LOG_GROUP, query);
            names.push(...(page?.items ?? []).map((stream) => stream.name));
            after = page?.next;
          } while (after !== undefined);
          return names;
        };
        expect(await list('name', false)).toEqual(['a', 'b']);
        expect(await list('name', true)).toEqual(['b', 'a']);
        expect(await list('last-event-time', false)).toEqual(['a', 'b']);
        const { leaseToken } = await claimAny();
        await commit(engine.store, leaseToken, 7, [accepted('late')], NOW + 900);
        const streams = await engine.store.listLogStreams(SCOPE, LOG_GROUP, {
          order: 'last-event-time',
          descending: true,
          limit: 1,
          nowMs: NOW,
        });
        expect(streams?.items[0]).toEqual({
          name: 'b',
          createdAt: NOW,
          firstEventTimestamp: NOW,
          lastEventTimestamp: NOW + 900,
          lastIngestionTime: NOW + 900,
        });
        expect(await list('last-event-time', true)).toEqual(['b', 'a']);
        const prefixed = { order: 'name', descending: false, prefix: 'b', limit: 10, nowMs: NOW } as const;
        expect((await engine.store.listLogStreams(SCOPE, LOG_GROUP, prefixed))?.items).toHaveLength(1);
      });

      async function claimAny() {
        const claimed = await engine.store.claimImportJob(NODE, []);
        assert(claimed, 'a job is active');
        return claimed;
      }
    });

    it('lists groups by name, by prefix and by a part of the name, whose wildcards mean nothing (N10)', async () => {
      for (const [index, name] of ['/b_x', '/a%x', '/B-x', '/a/x'].entries()) {
        const other = await makePool(engine.store, `Pool1000${index}`);
        await makePendingJob(engine.store, other, `j${index}`);
        const claimed = await engine.store.claimImportJob(NODE, []);
        assert(claimed, 'the job is claimed');
        await engine.store.beginImport(claimed.leaseToken, { ...beginAt('s'), logGroupName: name });
        const end = { event: 'succeed', completionMessage: '', nowMs: NOW } as const;
        await engine.store.endImportJob(claimed.leaseToken, end);
      }
      const list = async (query: { prefix?: string; pattern?: string; after?: string; limit: number }) =>
        (await engine.store.listLogGroups(SCOPE, query)).items.map((group) => group.name);
      expect(await list({ limit: 10 })).toEqual(['/B-x', '/a%x', '/a/x', '/b_x']);
      expect(await list({ limit: 2, after: '/a%x' })).toEqual(['/a/x', '/b_x']);
      expect(await list({ limit: 10, prefix: '/a' })).toEqual(['/a%x', '/a/x']);
      expect(await list({ limit: 10, pattern: '%' })).toEqual(['/a%x']);
      expect(await list({ limit: 10, pattern: 'b' })).toEqual(['/b_x']);
      const page = await engine.store.listLogGroups(SCOPE, { limit: 1 });
      expect(page).toEqual({ items: [{ name: '/B-x', createdAt: NOW, storedBytes: 0 }], next: '/B-x' });
    });
  });
}
