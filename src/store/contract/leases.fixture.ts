import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import type { LeaseToken } from '../../domain/import-job.ts';
import type { UserPool } from '../../domain/user-pool.ts';
import {
  accepted,
  beginAt,
  commit,
  listUsernames,
  makePendingJob,
  makePool,
  makeRunningJob,
  NOW,
  type OpenStore,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const SUCCEED = { event: 'succeed', completionMessage: 'done', nowMs: NOW + 9 } as const;

export function describeLeases(openStore: OpenStore): void {
  describe('leases', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
    });
    afterEach(() => engine.close());

    const claim = async () => assertPresent(await engine.store.claimImportJob([], NOW), 'there is an active job');

    it('gives the job that was started first, and none that the caller runs', async () => {
      await makePendingJob(engine.store, pool, 'b', NOW);
      await makePendingJob(engine.store, pool, 'a', NOW + 1);
      const first = await claim();
      expect(first.job.name).toBe('b');
      const second = assertPresent(await engine.store.claimImportJob([first.job.key], NOW), 'there is another');
      expect(second.job.name).toBe('a');
      expect(await engine.store.claimImportJob([first.job.key, second.job.key], NOW)).toBeUndefined();
    });

    it('counts claims since the checkpoint moved, but for those given back in good order (R299)', async () => {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      expect((await claim()).job.attempts).toBe(2);
      const third = await claim();
      expect(third.job.attempts).toBe(3);
      await engine.store.releaseImportJob(third.leaseToken);
      const again = await claim();
      expect(again.job.attempts).toBe(3);
      await commit(engine.store, again.leaseToken, 1, [accepted('ana')]);
      expect((await claim()).job.attempts).toBe(1);
      await engine.store.releaseImportJob(token);
      expect((await claim()).job.attempts).toBe(2);
    });

    it('begins: InProgress, a new start date, the checkpoint behind the header, group and stream (R77, R274)', async () => {
      await makePendingJob(engine.store, pool, 'a');
      const { leaseToken } = await claim();
      const begun = await engine.store.beginImport(leaseToken, beginAt('a', NOW + 3));
      expect(begun).toMatchObject({
        kind: 'begun',
        job: { status: 'InProgress', startedAt: NOW + 3, checkpoint: beginAt('a').checkpoint },
      });
      const streams = await engine.store.listLogStreams(SCOPE, beginAt('a').logGroupName, {
        order: 'name',
        descending: false,
        limit: 10,
        nowMs: NOW,
      });
      expect(streams).toEqual({ items: [{ name: 'a', createdAt: NOW + 3 }] });
    });

    it('leaves a job that was begun where it is (R66)', async () => {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      await commit(engine.store, token, 1, [accepted('ana')]);
      const { leaseToken } = await claim();
      const begun = await engine.store.beginImport(leaseToken, beginAt('other', NOW + 50));
      expect(begun).toMatchObject({
        kind: 'begun',
        job: { status: 'InProgress', startedAt: NOW, checkpoint: { recordNumber: 2 } },
      });
    });

    it.each<[string, (token: LeaseToken) => Promise<{ kind: string }>]>([
      ['begin', (token) => engine.store.beginImport(token, beginAt('a'))],
      ['commit', (token) => commit(engine.store, token, 1, [accepted('ana')])],
      ['end', (token) => engine.store.endImportJob(token, SUCCEED)],
    ])('refuses to %s with a token that a newer claim voids', async (_, use) => {
      const { id, token } = await makeRunningJob(engine.store, pool, 'a');
      const newer = await claim();
      const before = await engine.store.findImportJob(SCOPE, pool.id, id);
      expect(await use(token)).toEqual({ kind: 'lease-lost' });
      await engine.store.releaseImportJob(token);
      expect(await engine.store.findImportJob(SCOPE, pool.id, id)).toEqual(before);
      expect(await listUsernames(engine.store, pool)).toEqual([]);
      expect((await use(newer.leaseToken)).kind).not.toBe('lease-lost');
    });

    it('takes nothing from a token that was given back, or whose job has ended', async () => {
      const { id, token } = await makeRunningJob(engine.store, pool, 'a');
      await engine.store.releaseImportJob(token);
      expect(await commit(engine.store, token, 1, [accepted('ana')])).toEqual({ kind: 'lease-lost' });
      const { leaseToken } = await claim();
      expect(await engine.store.endImportJob(leaseToken, SUCCEED)).toMatchObject({
        kind: 'ended',
        job: { status: 'Succeeded', completedAt: NOW + 9, completionMessage: 'done' },
      });
      expect(await engine.store.endImportJob(leaseToken, SUCCEED)).toEqual({ kind: 'lease-lost' });
      expect(await commit(engine.store, leaseToken, 1, [accepted('ana')])).toEqual({ kind: 'lease-lost' });
      expect(await listUsernames(engine.store, pool)).toEqual([]);
      expect((await engine.store.findImportJob(SCOPE, pool.id, id))?.status).toBe('Succeeded');
      expect(await engine.store.claimImportJob([], NOW)).toBeUndefined();
    });

    it('gives out a job found Stopping, for the worker to halt it (R67, R86)', async () => {
      const { id, token } = await makeRunningJob(engine.store, pool, 'a');
      await engine.store.stopImportJob(SCOPE, pool.id, id, { completionMessage: 'stopped', nowMs: NOW });
      expect(await engine.store.beginImport(token, beginAt('a'))).toEqual({ kind: 'stopping' });
      const store = await engine.reopen();
      const claimed = assertPresent(await store.claimImportJob([], NOW), 'the job is claimed');
      expect(claimed.job.status).toBe('Stopping');
      expect(await store.beginImport(claimed.leaseToken, beginAt('a'))).toEqual({ kind: 'stopping' });
      const end = { event: 'halt', completionMessage: 'halted', nowMs: NOW + 1 } as const;
      expect(await store.endImportJob(claimed.leaseToken, end)).toMatchObject({ job: { status: 'Stopped' } });
    });

    it('fails a Pending job (R78)', async () => {
      await makePendingJob(engine.store, pool, 'a');
      const { leaseToken } = await claim();
      const end = { event: 'fail', completionMessage: 'bad header', nowMs: NOW + 1 } as const;
      expect(await engine.store.endImportJob(leaseToken, end)).toMatchObject({
        kind: 'ended',
        job: { status: 'Failed', completionMessage: 'bad header', importedUsers: 0 },
      });
    });
  });
}
