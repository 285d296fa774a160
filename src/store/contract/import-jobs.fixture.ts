import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import { type ImportJobId, START_OF_FILE } from '../../domain/imports/import-job.ts';
import type { UserPool, UserPoolId } from '../../domain/pools/user-pool.ts';
import {
  beginAt,
  LIMITS,
  makePendingJob,
  makePool,
  makeRunningJob,
  NODE,
  NOW,
  newJob,
  newUpload,
  type OpenStore,
  OTHER_ACCOUNT,
  OTHER_REGION,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const ONE_ACTIVE = { activeJobsMax: 1, nowMs: NOW + 1, requestId: 'request-1' };
const STOP = { completionMessage: 'stopped', nowMs: NOW + 7 };

export function describeImportJobs(openStore: OpenStore): void {
  describe('import jobs', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
    });
    afterEach(() => engine.close());

    it('makes a job in Created with counters at 0 (R68)', async () => {
      const job = newJob(pool, 'a', { passwordHashingAlgorithm: 'BCRYPT' });
      const made = await engine.store.createImportJob(job, LIMITS);
      const expected = {
        ...job,
        key: expect.any(Number),
        status: 'Created',
        checkpoint: START_OF_FILE,
        attempts: 0,
        importedUsers: 0,
        skippedUsers: 0,
        failedUsers: 0,
      };
      expect(made).toEqual({ kind: 'created', job: expected });
      expect(await engine.store.findImportJob(SCOPE, pool.id, job.id)).toEqual(expected);
      expect(await engine.store.findImportJob(OTHER_ACCOUNT, pool.id, job.id)).toBeUndefined();
      expect(await engine.store.findImportJob(OTHER_REGION, pool.id, job.id)).toBeUndefined();
      const other = await makePool(engine.store, 'Pool00002');
      expect(await engine.store.findImportJob(SCOPE, other.id, job.id)).toBeUndefined();
    });

    it('refuses a job over the limit of the pool (R103)', async () => {
      const limits = { jobsPerPoolMax: 1 };
      await engine.store.createImportJob(newJob(pool, 'a'), limits);
      expect(await engine.store.createImportJob(newJob(pool, 'b'), limits)).toEqual({ kind: 'too-many-jobs' });
    });

    it('lists newest first, the later of one millisecond first, whatever is made meanwhile (R108, R113)', async () => {
      for (const [id, createdAt] of [
        ['a', NOW],
        ['c', NOW + 1],
        ['d', NOW + 1],
        ['b', NOW],
      ] as const) {
        await engine.store.createImportJob(newJob(pool, id, { createdAt }), LIMITS);
      }
      const first = await engine.store.listImportJobs(pool.key, undefined, 1);
      expect(first.items.map((job) => job.name)).toEqual(['d']);
      await engine.store.createImportJob(newJob(pool, 'e', { createdAt: NOW + 2 }), LIMITS);
      const second = await engine.store.listImportJobs(pool.key, first.next, 2);
      expect(second.items.map((job) => job.name)).toEqual(['c', 'b']);
      const third = await engine.store.listImportJobs(pool.key, second.next, 2);
      expect(third.items.map((job) => job.name)).toEqual(['a']);
      expect(third.next).toBeUndefined();
    });

    it('sums the bytes of the uploads an account waits with, ended jobs left out', async () => {
      const { store } = engine;
      for (const id of ['a', 'b', 'c']) await store.createImportJob(newJob(pool, id), LIMITS);
      const sum = () => store.sumUploadBytes(SCOPE.account);
      expect(await sum()).toBe(0);
      for (const [id, byteLength] of [
        ['a', 5],
        ['b', 70],
        ['b', 30],
      ] as const) {
        await store.attachUpload(SCOPE.account, pool.id, newJob(pool, id).id, {
          ...newUpload(`${id}${byteLength}`),
          byteLength,
        });
      }
      expect([await sum(), await store.sumUploadBytes(OTHER_ACCOUNT.account)]).toEqual([35, 0]);
      await store.expireImportJobs(NOW + 1_000, 'expired', NOW + 2_000);
      expect(await sum()).toBe(0);
    });

    it('counts the jobs of all accounts that are started and have not ended, by status', async () => {
      const { store } = engine;
      expect(await store.countActiveJobs()).toEqual({ Pending: 0, InProgress: 0, Stopping: 0 });
      await store.createImportJob(newJob(pool, 'created'), LIMITS);
      const { id } = await makeRunningJob(store, pool, 'running');
      for (const name of ['a', 'b']) await makePendingJob(store, pool, name);
      expect(await store.countActiveJobs()).toEqual({ Pending: 2, InProgress: 1, Stopping: 0 });
      await store.stopImportJob(SCOPE, pool.id, id, STOP);
      expect(await store.countActiveJobs()).toEqual({ Pending: 2, InProgress: 0, Stopping: 1 });
    });

    it('takes the last upload, until the job is started (R69, R81)', async () => {
      const { id } = newJob(pool, 'a');
      await engine.store.createImportJob(newJob(pool, 'a'), LIMITS);
      const attach = (blobId: string) => engine.store.attachUpload(SCOPE.account, pool.id, id, newUpload(blobId));
      expect(await attach('x')).toEqual({ kind: 'attached' });
      expect(await attach('y')).toEqual({ kind: 'attached', replacedBlobId: 'x' });
      expect(await engine.store.listBlobsInUse()).toEqual(['y']);
      const attachOver = (blobId: string, replacedBlobId: string | undefined) =>
        engine.store.attachUpload(SCOPE.account, pool.id, id, newUpload(blobId), { replacedBlobId });
      expect(await attachOver('z', undefined)).toEqual({ kind: 'changed' });
      expect(await attachOver('z', 'x')).toEqual({ kind: 'changed' });
      expect(await engine.store.listBlobsInUse()).toEqual(['y']);
      expect(await attachOver('z', 'y')).toEqual({ kind: 'attached', replacedBlobId: 'y' });
      expect(await engine.store.attachUpload(OTHER_ACCOUNT.account, pool.id, id, newUpload('z'))).toEqual({
        kind: 'refused',
      });
      await engine.store.startImportJob(SCOPE, pool.id, id, ONE_ACTIVE);
      expect(await attach('z')).toEqual({ kind: 'refused' });
      expect((await engine.store.findImportJob(SCOPE, pool.id, id))?.upload).toEqual(newUpload('z'));
    });

    describe('start', () => {
      it('makes a job Pending (R70)', async () => {
        const id = await makePendingJob(engine.store, pool, 'a', NOW + 1);
        const job = await engine.store.findImportJob(SCOPE, pool.id, id);
        expect(job).toMatchObject({ status: 'Pending', startedAt: NOW + 1 });
      });

      it('checks pool, job, status, auto verified attributes, file and other jobs in this order (R115, R116, R117, R118)', async () => {
        const { store } = engine;
        const bare = await makePool(store, 'Pool00002', { autoVerifiedAttributes: [] });
        const start = (userPool: UserPool, id: ImportJobId) => store.startImportJob(SCOPE, userPool.id, id, ONE_ACTIVE);
        const none = 'import-none' as ImportJobId;
        const noPool = 'us-east-1_None' as UserPoolId;
        expect(await store.startImportJob(SCOPE, noPool, none, ONE_ACTIVE)).toEqual({ kind: 'pool-not-found' });
        expect(await store.startImportJob(OTHER_ACCOUNT, pool.id, none, ONE_ACTIVE)).toEqual({
          kind: 'pool-not-found',
        });
        expect(await start(pool, none)).toEqual({ kind: 'job-not-found' });
        await makePendingJob(store, pool, 'active');
        const bareJob = newJob(bare, 'bare');
        await store.createImportJob(bareJob, LIMITS);
        expect(await start(bare, bareJob.id)).toEqual({ kind: 'no-auto-verified-attribute' });
        const job = newJob(pool, 'a');
        await store.createImportJob(job, LIMITS);
        expect(await start(pool, job.id)).toEqual({ kind: 'no-upload' });
        await store.attachUpload(SCOPE.account, pool.id, job.id, newUpload('x'));
        expect(await start(pool, job.id)).toEqual({ kind: 'other-job-active' });
        expect(await start(pool, newJob(pool, 'active').id)).toEqual({ kind: 'wrong-status', status: 'Pending' });
        expect((await store.findImportJob(SCOPE, pool.id, job.id))?.status).toBe('Created');
      });

      it('keeps the request that started the job, for whoever claims it', async () => {
        const { store } = engine;
        const job = newJob(pool, 'a');
        await store.createImportJob(job, LIMITS);
        expect((await store.findImportJob(SCOPE, pool.id, job.id))?.startedByRequest).toBeUndefined();
        await store.attachUpload(SCOPE.account, pool.id, job.id, newUpload('x'));
        const started = await store.startImportJob(SCOPE, pool.id, job.id, ONE_ACTIVE);
        expect(started).toMatchObject({ job: { startedByRequest: 'request-1' } });
        const again = await store.startImportJob(SCOPE, pool.id, job.id, { ...ONE_ACTIVE, requestId: 'request-2' });
        expect(again.kind).toBe('wrong-status');
        const claimed = await store.claimImportJob(NODE, []);
        expect(claimed?.job.startedByRequest).toBe('request-1');
      });

      it('counts active jobs by account and region (R63)', async () => {
        const { store } = engine;
        await makePendingJob(store, pool, 'a');
        const job = newJob({ ...pool, ...OTHER_REGION }, 'b');
        const elsewhere = await store.createUserPool({ ...pool, ...OTHER_REGION, id: 'eu-west-1_P' as UserPoolId });
        await store.createImportJob({ ...job, userPoolKey: elsewhere.key, userPoolId: elsewhere.id }, LIMITS);
        await store.attachUpload(SCOPE.account, elsewhere.id, job.id, newUpload('x'));
        const start = await store.startImportJob(OTHER_REGION, elsewhere.id, job.id, ONE_ACTIVE);
        expect(start.kind).toBe('started');
      });

      it('lets exactly one of two win (R119)', async () => {
        const job = newJob(pool, 'a');
        await engine.store.createImportJob(job, LIMITS);
        await engine.store.attachUpload(SCOPE.account, pool.id, job.id, newUpload('x'));
        const starts = await Promise.all(
          [1, 2, 3].map(() => engine.store.startImportJob(SCOPE, pool.id, job.id, ONE_ACTIVE)),
        );
        expect(starts.map((start) => start.kind).sort()).toEqual(['started', 'wrong-status', 'wrong-status']);
      });
    });

    describe('a job whose file the client puts into the bucket itself', () => {
      const awaitedBlobId = 'a'.repeat(32);
      const found = { blobId: `${awaitedBlobId}~etag`, byteLength: 30 };
      const id = 'import-direct' as ImportJobId;

      beforeEach(async () => {
        const made = await engine.store.createImportJob(newJob(pool, 'direct', { awaitedBlobId }), LIMITS);
        expect(made).toMatchObject({ kind: 'created', job: { awaitedBlobId } });
      });

      const start = (waitingUploadBytesMax: number) =>
        engine.store.startImportJob(SCOPE, pool.id, id, {
          ...ONE_ACTIVE,
          arrived: { ...found, waitingUploadBytesMax },
        });

      it('holds a place for it, of no bytes, until the job expires (R64, R93)', async () => {
        const { store } = engine;
        expect(await store.listBlobsInUse()).toEqual([awaitedBlobId]);
        expect(await store.sumUploadBytes(SCOPE.account)).toBe(0);
        expect((await store.findImportJob(SCOPE, pool.id, id))?.upload).toBeUndefined();
        await store.expireImportJobs(NOW + 1_000, 'expired', NOW + 2_000);
        expect(await store.listBlobsInUse()).toEqual([]);
      });

      it('says where to look when the rest is good (R117)', async () => {
        const answer = await engine.store.startImportJob(SCOPE, pool.id, id, ONE_ACTIVE);
        expect(answer).toEqual({ kind: 'no-upload', awaitedBlobId });
      });

      it('has what was found for its file from the start on, without digests', async () => {
        const { store } = engine;
        expect(await start(30)).toMatchObject({ kind: 'started', job: { status: 'Pending', upload: found } });
        const { job } = assertPresent(await store.claimImportJob(NODE, []), 'it waits');
        expect(job.upload).toEqual(found);
        expect(job.awaitedBlobId).toBeUndefined();
        expect(await store.listBlobsInUse()).toEqual([found.blobId]);
        expect(await start(30)).toEqual({ kind: 'wrong-status', status: 'Pending' });
      });

      it('is not started when its file passes what the account may have waiting', async () => {
        const { store } = engine;
        expect(await start(29)).toEqual({ kind: 'too-many-upload-bytes' });
        await store.createImportJob(newJob(pool, 'other'), LIMITS);
        await store.attachUpload(SCOPE.account, pool.id, newJob(pool, 'other').id, newUpload('x'));
        expect(await start(39)).toEqual({ kind: 'too-many-upload-bytes' });
        expect(await store.findImportJob(SCOPE, pool.id, id)).toMatchObject({ status: 'Created', awaitedBlobId });
        expect((await start(40)).kind).toBe('started');
      });

      it('waits for other jobs first (R118)', async () => {
        await makePendingJob(engine.store, pool, 'active');
        expect(await start(0)).toEqual({ kind: 'other-job-active' });
      });

      it('gives its place for deletion with the pool (R76)', async () => {
        expect(await engine.store.deleteUserPool(SCOPE, pool.id)).toEqual({
          kind: 'deleted',
          blobIds: [awaitedBlobId],
        });
      });

      it('takes nothing found for a job that awaits nothing', async () => {
        const { store } = engine;
        const plain = newJob(pool, 'plain');
        await store.createImportJob(plain, LIMITS);
        const arrived = { ...found, waitingUploadBytesMax: 100 };
        const answer = await store.startImportJob(SCOPE, pool.id, plain.id, { ...ONE_ACTIVE, arrived });
        expect(answer).toEqual({ kind: 'no-upload' });
      });
    });

    describe('stop', () => {
      const stop = (id: ImportJobId) => engine.store.stopImportJob(SCOPE, pool.id, id, STOP);

      it('refuses in Created and at the end (R74, R89)', async () => {
        const job = newJob(pool, 'a');
        await engine.store.createImportJob(job, LIMITS);
        expect(await stop(job.id)).toEqual({ kind: 'wrong-status', status: 'Created' });
        const id = await makePendingJob(engine.store, pool, 'b');
        await stop(id);
        expect(await stop(id)).toEqual({ kind: 'wrong-status', status: 'Stopped' });
        expect(await stop('import-none' as ImportJobId)).toEqual({ kind: 'job-not-found' });
        const noPool = 'us-east-1_None' as UserPoolId;
        expect(await engine.store.stopImportJob(SCOPE, noPool, id, STOP)).toEqual({ kind: 'pool-not-found' });
      });

      it('ends a Pending job at once, also while a worker looks at it (R79)', async () => {
        const id = await makePendingJob(engine.store, pool, 'a');
        const claimed = assertPresent(await engine.store.claimImportJob(NODE, []), 'the job is claimed');
        const stopped = await stop(id);
        expect(stopped).toMatchObject({
          kind: 'stopped',
          job: { status: 'Stopped', startedAt: NOW, completedAt: NOW + 7, completionMessage: 'stopped' },
        });
        expect(await engine.store.beginImport(claimed.leaseToken, beginAt('a'))).toEqual({ kind: 'lease-lost' });
        expect(await engine.store.claimImportJob(NODE, [])).toBeUndefined();
        expect(await engine.store.listBlobsInUse()).toEqual([]);
      });

      it('asks the worker that holds the job (R85, R87)', async () => {
        const { id, token } = await makeRunningJob(engine.store, pool, 'a');
        expect(await stop(id)).toMatchObject({ kind: 'stopped', job: { status: 'Stopping' } });
        const again = await stop(id);
        expect(again).toMatchObject({ kind: 'stopped', job: { status: 'Stopping' } });
        expect(again.kind === 'stopped' && 'completedAt' in again.job).toBe(false);
        const end = { event: 'halt', completionMessage: 'halted', nowMs: NOW + 9 } as const;
        const ended = await engine.store.endImportJob(token, end);
        expect(ended).toMatchObject({ kind: 'ended', job: { status: 'Stopped', completedAt: NOW + 9 } });
      });

      it('ends a job that nobody holds at once (R84)', async () => {
        const { id, token } = await makeRunningJob(engine.store, pool, 'a');
        await engine.store.releaseImportJob(token);
        expect(await stop(id)).toMatchObject({ kind: 'stopped', job: { status: 'Stopped' } });
      });

      it('ends a job at once whose worker died with the process (R84)', async () => {
        const { id } = await makeRunningJob(engine.store, pool, 'a');
        const store = await engine.reopen();
        const stopped = await store.stopImportJob(SCOPE, pool.id, id, STOP);
        expect(stopped).toMatchObject({ kind: 'stopped', job: { status: 'Stopped' } });
      });
    });

    it('expires jobs that were never started, and only those (R64, R75)', async () => {
      const { store } = engine;
      for (const [id, createdAt] of [
        ['old', NOW],
        ['young', NOW + 10],
      ] as const) {
        await store.createImportJob(newJob(pool, id, { createdAt }), LIMITS);
      }
      await store.attachUpload(SCOPE.account, pool.id, newJob(pool, 'old').id, newUpload('x'));
      const started = await makePendingJob(store, pool, 'started');
      expect(await store.expireImportJobs(NOW + 10, 'expired', NOW + 99)).toBe(1);
      expect(await store.expireImportJobs(NOW + 10, 'expired', NOW + 99)).toBe(0);
      expect(await store.findImportJob(SCOPE, pool.id, newJob(pool, 'old').id)).toMatchObject({
        status: 'Expired',
        completedAt: NOW + 99,
        completionMessage: 'expired',
      });
      expect((await store.findImportJob(SCOPE, pool.id, newJob(pool, 'young').id))?.status).toBe('Created');
      expect((await store.findImportJob(SCOPE, pool.id, started))?.status).toBe('Pending');
      expect(await store.listBlobsInUse()).toEqual(['blob-started']);
    });
  });
}
