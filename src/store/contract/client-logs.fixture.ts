import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assert } from '../../base/assert.ts';
import type { LogRange } from '../log-store.ts';
import {
  accepted,
  commit,
  failed,
  LOG_GROUP,
  makePool,
  makeRunningJob,
  NOW,
  type OpenStore,
  OTHER_ACCOUNT,
  OTHER_REGION,
  readMessages,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const ALL: LogRange = { direction: 'forward', limit: 10_000, maxBytes: 1_048_576, nowMs: NOW };

/** What clients make, write and delete; that pages are right whatever they do shows {@link describeRandomLogs}. */
export function describeClientLogs(openStore: OpenStore): void {
  describe('logs of clients', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    function put(streamName: string, ...messages: readonly string[]) {
      const events = messages.map((message) => ({ timestamp: NOW, message }));
      return engine.store.putLogEvents(SCOPE, LOG_GROUP, streamName, { events, nowMs: NOW });
    }

    async function storedBytes(): Promise<number | undefined> {
      return (await engine.store.findLogGroup(SCOPE, LOG_GROUP))?.storedBytes;
    }

    it('makes a group and a stream once (N6), and tells what is missing (N7)', async () => {
      const { store } = engine;
      expect(await store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW)).toBe('no-group');
      expect(await store.deleteLogStream(SCOPE, LOG_GROUP, 'a')).toBe('no-group');
      expect(await store.deleteLogGroup(SCOPE, LOG_GROUP)).toBe('not-found');
      expect(await store.setLogRetention(SCOPE, LOG_GROUP, 1)).toBe('not-found');
      expect(await put('a', 'x')).toBe('no-group');
      expect(await store.createLogGroup(SCOPE, LOG_GROUP, NOW)).toBe('created');
      expect(await store.createLogGroup(SCOPE, LOG_GROUP, NOW + 1)).toBe('exists');
      expect(await put('a', 'x')).toBe('no-stream');
      expect(await store.deleteLogStream(SCOPE, LOG_GROUP, 'a')).toBe('no-stream');
      expect(await store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW)).toBe('created');
      expect(await store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW + 1)).toBe('exists');
      expect(await store.findLogGroup(SCOPE, LOG_GROUP)).toEqual({ name: LOG_GROUP, createdAt: NOW, storedBytes: 0 });
    });

    it.each([
      ['account', OTHER_ACCOUNT],
      ['region', OTHER_REGION],
    ])('keeps groups of one name apart by %s', async (_, scope) => {
      const { store } = engine;
      await store.createLogGroup(SCOPE, LOG_GROUP, NOW);
      expect(await store.findLogGroup(scope, LOG_GROUP)).toBeUndefined();
      expect(await store.createLogGroup(scope, LOG_GROUP, NOW)).toBe('created');
      expect(await store.deleteLogGroup(scope, LOG_GROUP)).toBe('deleted');
      expect(await store.findLogGroup(SCOPE, LOG_GROUP)).toBeDefined();
    });

    it('counts the bytes of a group through puts, batches and deletions', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const { token } = await makeRunningJob(store, pool, 'a');
      await commit(store, token, 1, [accepted('ana'), failed('email-malformed')]);
      const ofImport = await storedBytes();
      await store.createLogStream(SCOPE, LOG_GROUP, 'b', NOW);
      await put('a', 'one');
      await put('b', 'one');
      const ofAll = await storedBytes();
      assert(ofImport !== undefined && ofAll !== undefined, 'the group is there');
      expect(ofImport).toBeGreaterThan(0);
      const ofPut = (ofAll - ofImport) / 2;
      expect(ofPut).toBeGreaterThan(3);
      await store.deleteLogStream(SCOPE, LOG_GROUP, 'a');
      expect(await storedBytes()).toBe(ofPut);
      await store.deleteLogStream(SCOPE, LOG_GROUP, 'b');
      expect(await storedBytes()).toBe(0);
    });

    it('takes a put without events, and leaves no trace of it', async () => {
      const { store } = engine;
      await store.createLogGroup(SCOPE, LOG_GROUP, NOW);
      await store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW);
      expect(await put('a')).toBe('put');
      const query = { order: 'name', descending: false, limit: 1, nowMs: NOW } as const;
      expect((await store.listLogStreams(SCOPE, LOG_GROUP, query))?.items).toEqual([{ name: 'a', createdAt: NOW }]);
    });

    it('picks the events of many streams out of those of the group, in the order of time (N27, N31)', async () => {
      const { store } = engine;
      await store.createLogGroup(SCOPE, LOG_GROUP, NOW);
      const names = Array.from({ length: 30 }, (_, index) => `s${index}`);
      for (const name of names) await store.createLogStream(SCOPE, LOG_GROUP, name, NOW);
      for (const name of names) await put(name, name);
      const streamNames = names.filter((_, index) => index % 2 === 0);
      for (const direction of ['forward', 'backward'] as const) {
        const page = await store.readLogGroupEvents(SCOPE, LOG_GROUP, { ...ALL, direction, streamNames });
        expect(page?.events.map((event) => event.streamName)).toEqual(streamNames);
      }
    });

    it('holds back what was ingested later, whatever time it bears, of imports and of clients (R577)', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      const { token } = await makeRunningJob(store, pool, 'one');
      await commit(store, token, 1, [failed('email-malformed')], NOW + 10);
      const late = [{ timestamp: NOW, message: 'late' }];
      await store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW);
      await store.putLogEvents(SCOPE, LOG_GROUP, 'a', { events: late, nowMs: NOW + 20 });
      for (const direction of ['forward', 'backward'] as const) {
        const count = async (ingestedUntil: number) =>
          (await store.readLogGroupEvents(SCOPE, LOG_GROUP, { ...ALL, direction, ingestedUntil }))?.events.length;
        expect([await count(NOW + 9), await count(NOW + 10), await count(NOW + 19)]).toEqual([0, 1, 1]);
        expect(await count(NOW + 20)).toBe(2);
      }
    });

    describe('expire', () => {
      async function putOverDays(): Promise<void> {
        const { store } = engine;
        await store.createLogGroup(SCOPE, LOG_GROUP, NOW);
        await store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW);
        for (const days of [3, 2, 1, 0]) {
          const events = [{ timestamp: NOW - days * DAY_MS, message: `${days} days ago` }];
          await store.putLogEvents(SCOPE, LOG_GROUP, 'a', { events, nowMs: NOW });
        }
      }

      async function sweep(blocksMax: number): Promise<number[]> {
        const counts: number[] = [];
        do counts.push(await engine.store.expireLogEvents(NOW + 1, blocksMax));
        while (counts.at(-1) !== 0);
        return counts;
      }

      async function readAll() {
        const page = await engine.store.readLogEvents(SCOPE, LOG_GROUP, 'a', { ...ALL, nowMs: NOW + 1 });
        assert(typeof page === 'object', 'the stream is there');
        return page.events.map((event) => event.message);
      }

      it('hides at once what a retention does not keep, and deletes it step by step (N9)', async () => {
        await putOverDays();
        expect(await sweep(1)).toEqual([0]);
        await engine.store.setLogRetention(SCOPE, LOG_GROUP, 1);
        expect(await engine.store.findLogGroup(SCOPE, LOG_GROUP)).toMatchObject({ retentionDays: 1 });
        expect(await readAll()).toEqual(['0 days ago']);
        expect(await sweep(1)).toEqual([1, 1, 1, 0]);
        await engine.store.setLogRetention(SCOPE, LOG_GROUP, undefined);
        expect(await engine.store.findLogGroup(SCOPE, LOG_GROUP)).not.toHaveProperty('retentionDays');
        expect(await readAll()).toEqual(['0 days ago']);
      });

      it('with the blocks of imports, whose first event and bytes are then those of the rest (N9, N11)', async () => {
        const { store } = engine;
        const pool = await makePool(store, 'Pool00001');
        const { token } = await makeRunningJob(store, pool, 'a');
        await commit(store, token, 1, [failed('email-malformed'), failed('phone-number-malformed')], NOW - 2 * DAY_MS);
        const ofFirst = await storedBytes();
        await commit(store, token, 3, [failed('email-malformed')], NOW);
        const ofAll = await storedBytes();
        assert(ofFirst !== undefined && ofAll !== undefined, 'the group is there');
        await store.setLogRetention(SCOPE, LOG_GROUP, 1);
        const query = { order: 'name', descending: false, limit: 1, nowMs: NOW } as const;
        const described = await store.listLogStreams(SCOPE, LOG_GROUP, query);
        expect(described?.items[0]).toMatchObject({ firstEventTimestamp: NOW, lastEventTimestamp: NOW });
        expect(await sweep(100)).toEqual([1, 0]);
        expect(await store.listLogStreams(SCOPE, LOG_GROUP, query)).toEqual(described);
        expect(await storedBytes()).toBe(ofAll - ofFirst);
        expect(await readMessages(store, 'a')).toHaveLength(1);
      });
    });

    describe('deleted under a running import', () => {
      const deletions: [string, () => Promise<string>][] = [
        ['stream', () => engine.store.deleteLogStream(SCOPE, LOG_GROUP, 'a')],
        ['group', () => engine.store.deleteLogGroup(SCOPE, LOG_GROUP)],
      ];

      it.each(deletions)('are made again by its next batch: %s (R274)', async (_, remove) => {
        const { store } = engine;
        const pool = await makePool(store, 'Pool00001');
        const { id, token } = await makeRunningJob(store, pool, 'a');
        await commit(store, token, 1, [failed('email-malformed'), failed('email-malformed')], NOW + 1);
        expect(await remove()).toBe('deleted');
        const committed = await commit(store, token, 3, [accepted('ana'), failed('email-malformed')], NOW + 2);
        const counters = { importedUsers: 1, skippedUsers: 0, failedUsers: 3 };
        expect(committed).toMatchObject({ kind: 'committed', counters });
        await commit(store, token, 5, [accepted('ana')], NOW + 3);
        expect(await readMessages(store, 'a')).toEqual([
          '[SUCCEEDED] Line Number 3 - The import succeeded.',
          expect.stringMatching(/^\[FAILED\] Line Number 4 /),
          '[SKIPPED] Line Number 5 - The user already exists.',
        ]);
        const ended = await store.endImportJob(token, { event: 'succeed', completionMessage: 'done', nowMs: NOW + 4 });
        expect(ended).toMatchObject({ kind: 'ended', job: { id, importedUsers: 1, skippedUsers: 1, failedUsers: 3 } });
      });

      it.each(deletions)('and made anew by a client go on being written to: %s', async (_, remove) => {
        const { store } = engine;
        const pool = await makePool(store, 'Pool00001');
        const { token } = await makeRunningJob(store, pool, 'a');
        await remove();
        await store.createLogGroup(SCOPE, LOG_GROUP, NOW);
        await store.createLogStream(SCOPE, LOG_GROUP, 'a', NOW);
        await put('a', 'mine');
        await commit(store, token, 1, [accepted('ana')]);
        expect(await readMessages(store, 'a')).toEqual(['mine', '[SUCCEEDED] Line Number 1 - The import succeeded.']);
      });

      it('leave no stream behind where no batch follows', async () => {
        const { store } = engine;
        const pool = await makePool(store, 'Pool00001');
        const { token } = await makeRunningJob(store, pool, 'a');
        await store.deleteLogGroup(SCOPE, LOG_GROUP);
        await commit(store, token, 1, []);
        await store.endImportJob(token, { event: 'fail', completionMessage: 'no', nowMs: NOW });
        expect(await store.findLogGroup(SCOPE, LOG_GROUP)).toBeUndefined();
      });
    });
  });
}
