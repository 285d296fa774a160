import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import { LEASE_MS } from '../../base/node.ts';
import type { LeaseToken } from '../../domain/imports/import-job.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import type { ClaimedJob } from '../store.ts';
import {
  accepted,
  beginAt,
  commit,
  listUsernames,
  makePendingJob,
  makePool,
  makeRunningJob,
  NODE,
  NOW,
  newPool,
  type OpenStore,
  OTHER_ACCOUNT,
  OTHER_NODE,
  OTHER_REGION,
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

    const claim = async () => assertPresent(await engine.store.claimImportJob(NODE, []), 'there is an active job');

    it('gives the job that was started first, and none that the caller runs', async () => {
      await makePendingJob(engine.store, pool, 'b', NOW);
      await makePendingJob(engine.store, pool, 'a', NOW + 1);
      const first = await claim();
      expect(first.job.name).toBe('b');
      const second = assertPresent(await engine.store.claimImportJob(NODE, [first.job.key]), 'there is another');
      expect(second.job.name).toBe('a');
      expect(await engine.store.claimImportJob(NODE, [first.job.key, second.job.key])).toBeUndefined();
    });

    /** Pools of two accounts, one job each per letter, started in the order given. */
    const startJobs = async (jobs: readonly (readonly [string, UserPool])[]) => {
      for (const [index, [id, owner]] of jobs.entries()) await makePendingJob(engine.store, owner, id, NOW + index);
    };
    const claimAll = async () => {
      const claimed: ClaimedJob[] = [];
      for (;;) {
        const next = await engine.store.claimImportJob(
          NODE,
          claimed.map(({ job }) => job.key),
        );
        if (!next) return claimed;
        claimed.push(next);
      }
    };

    it('gives in turn to accounts, then to pools, by how many of their jobs run, then by age', async () => {
      const second = await makePool(engine.store, 'Pool00002');
      const other = await engine.store.createUserPool({ ...newPool('Pool00003'), ...OTHER_ACCOUNT });
      const far = await engine.store.createUserPool({ ...newPool('Pool00004'), ...OTHER_REGION });
      await startJobs([
        ['a', pool],
        ['b', pool],
        ['c', pool],
        ['d', second],
        ['e', far],
        ['f', other],
        ['g', other],
      ]);
      expect((await claimAll()).map(({ job }) => job.name)).toEqual(['a', 'f', 'd', 'g', 'e', 'b', 'c']);
    });

    it('counts only jobs that run: those that were given back or have ended make room', async () => {
      const other = await engine.store.createUserPool({ ...newPool('Pool00003'), ...OTHER_ACCOUNT });
      await startJobs([
        ['a', pool],
        ['b', pool],
        ['c', other],
      ]);
      const first = await claim();
      await engine.store.beginImport(first.leaseToken, beginAt('a'));
      await engine.store.endImportJob(first.leaseToken, SUCCEED);
      const second = await claim();
      expect(second.job.name).toBe('b');
      await engine.store.releaseImportJob(second.leaseToken);
      const third = assertPresent(await engine.store.claimImportJob(NODE, [second.job.key]), 'there is another');
      expect(third.job.name).toBe('c');
      await engine.store.releaseImportJob(third.leaseToken);
      expect((await claim()).job.name).toBe('b');
    });

    it('gives a job that was begun before those that were not, whosever they are', async () => {
      const other = await engine.store.createUserPool({ ...newPool('Pool00003'), ...OTHER_ACCOUNT });
      await startJobs([
        ['a', pool],
        ['b', pool],
        ['c', other],
      ]);
      const claimed = await claimAll();
      expect(claimed.map(({ job }) => job.name)).toEqual(['a', 'c', 'b']);
      const [begun, waiting, running] = claimed;
      expect.assert(begun && waiting && running);
      await engine.store.beginImport(begun.leaseToken, beginAt('a'));
      await engine.store.releaseImportJob(begun.leaseToken);
      await engine.store.releaseImportJob(waiting.leaseToken);
      expect((await engine.store.claimImportJob(NODE, [running.job.key]))?.job.name).toBe('a');
    });

    it('gives a node again what it claimed and does not name, at once: it has lost it', async () => {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      const again = await claim();
      expect(again.job.name).toBe('a');
      expect(await engine.store.renewImportLease(token)).toBe('lease-lost');
      expect(await engine.store.renewImportLease(again.leaseToken)).toBe('renewed');
    });

    it('gives the job of a node that does not renew to another node, and refuses the first ever after', async () => {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      await commit(engine.store, token, 1, [accepted('ana')]);
      await engine.letTimePass(LEASE_MS);
      const taken = assertPresent(await engine.store.claimImportJob(OTHER_NODE, []), 'the lease is over');
      expect(taken.job).toMatchObject({ name: 'a', attempts: 1, checkpoint: { recordNumber: 2 } });
      expect(await engine.store.renewImportLease(token)).toBe('lease-lost');
      expect(await commit(engine.store, token, 2, [accepted('bob')])).toEqual({ kind: 'lease-lost' });
      expect(await engine.store.endImportJob(token, SUCCEED)).toEqual({ kind: 'lease-lost' });
      expect(await engine.store.beginImport(token, beginAt('a'))).toEqual({ kind: 'lease-lost' });
      await engine.store.releaseImportJob(token);
      expect(await commit(engine.store, taken.leaseToken, 2, [accepted('bob')])).toMatchObject({ kind: 'committed' });
      expect(await listUsernames(engine.store, pool)).toEqual(['ana', 'bob']);
    });

    it('lets a node go on whose lease was over, if nobody claimed the job meanwhile', async () => {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      await engine.letTimePass(LEASE_MS);
      expect(await engine.store.renewImportLease(token)).toBe('renewed');
      await engine.letTimePass(LEASE_MS);
      expect(await commit(engine.store, token, 1, [accepted('ana')])).toMatchObject({ kind: 'committed' });
      await engine.letTimePass(LEASE_MS);
      expect(await engine.store.endImportJob(token, SUCCEED)).toMatchObject({ kind: 'ended' });
      expect(await engine.store.renewImportLease(token)).toBe('lease-lost');
    });

    it('gives a job that was given back to any node, at once', async () => {
      const { token } = await makeRunningJob(engine.store, pool, 'a');
      await engine.store.releaseImportJob(token);
      expect(await engine.store.renewImportLease(token)).toBe('lease-lost');
      expect((await engine.store.claimImportJob(OTHER_NODE, []))?.job.name).toBe('a');
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

    it('makes the log of a job that is still Pending, once, and for its holder only (R274, R291)', async () => {
      const id = await makePendingJob(engine.store, pool, 'a');
      const { leaseToken } = await claim();
      const log = {
        logGroupName: beginAt('a').logGroupName,
        logStreamName: beginAt('a').logStreamName,
        nowMs: NOW + 1,
      };
      const listStreams = async () => {
        const query = { order: 'name', descending: false, limit: 10, nowMs: NOW + 3 } as const;
        return (await engine.store.listLogStreams(SCOPE, log.logGroupName, query))?.items;
      };
      await engine.store.openImportLog(leaseToken, log);
      await engine.store.openImportLog(leaseToken, { ...log, nowMs: NOW + 2 });
      expect(await listStreams()).toEqual([{ name: 'a', createdAt: NOW + 1 }]);
      expect((await engine.store.findImportJob(SCOPE, pool.id, id))?.status).toBe('Pending');
      await engine.store.releaseImportJob(leaseToken);
      await engine.store.openImportLog(leaseToken, { ...log, logStreamName: 'late' });
      expect(await listStreams()).toHaveLength(1);
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
      expect(await engine.store.claimImportJob(NODE, [])).toBeUndefined();
    });

    it('gives out a job found Stopping, for the worker to halt it (R67, R86)', async () => {
      const { id, token } = await makeRunningJob(engine.store, pool, 'a');
      await engine.store.stopImportJob(SCOPE, pool.id, id, { completionMessage: 'stopped', nowMs: NOW });
      expect(await engine.store.beginImport(token, beginAt('a'))).toEqual({ kind: 'stopping' });
      const store = await engine.reopen();
      const claimed = assertPresent(await store.claimImportJob(NODE, []), 'the job is claimed');
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
