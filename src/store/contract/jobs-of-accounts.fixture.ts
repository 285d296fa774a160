import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store.ts';
import {
  LIMITS,
  makePendingJob,
  makePool,
  NOW,
  newIamUser,
  newJob,
  newManagedPolicy,
  newPool,
  newRole,
  newUpload,
  newUser,
  type OpenStore,
  OTHER_ACCOUNT,
  OTHER_REGION,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

export function describeJobsOfAccounts(openStore: OpenStore): void {
  describe('the jobs of an account', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('are listed over all pools of a region, newest first, whatever is created meanwhile (R451)', async () => {
      const { store } = engine;
      const pools = [await makePool(store, 'Pool00001'), await makePool(store, 'Pool00002')] as const;
      const others = [
        await store.createUserPool(newPool('Pool00003', OTHER_ACCOUNT)),
        await store.createUserPool(newPool('Pool00004', OTHER_REGION)),
      ];
      for (const pool of others) await store.createImportJob(newJob(pool, 'other'), LIMITS);
      for (const [id, index, createdAt] of [
        ['a', 0, NOW],
        ['d', 1, NOW + 1],
        ['e', 0, NOW + 1],
        ['b', 1, NOW],
        ['c', 0, NOW],
      ] as const) {
        await store.createImportJob(newJob(pools[index], id, { createdAt }), LIMITS);
      }
      const seen: string[] = [];
      const first = await store.listImportJobsOfScope(SCOPE, undefined, 2);
      await store.createImportJob(newJob(pools[0], 'f', { createdAt: NOW + 2 }), LIMITS);
      let page = first;
      for (;;) {
        seen.push(...page.items.map(({ job, userPoolName }) => `${job.name} ${userPoolName}`));
        if (page.next === undefined) break;
        page = await store.listImportJobsOfScope(SCOPE, page.next, 2);
      }
      expect(seen).toEqual(['e Pool00001', 'd Pool00002', 'c Pool00001', 'b Pool00002', 'a Pool00001']);
      expect(first.items[0]?.job).toEqual(await store.findImportJob(SCOPE, pools[0].id, newJob(pools[0], 'e').id));
    });

    it('go with their pool', async () => {
      const { store } = engine;
      const pool = await makePool(store, 'Pool00001');
      await store.createImportJob(newJob(pool, 'a'), LIMITS);
      await store.deleteUserPool(SCOPE, pool.id);
      expect(await store.listImportJobsOfScope(SCOPE, undefined, 60)).toEqual({ items: [] });
    });

    it('are counted while they are unfinished, with pools, users and waiting files of all regions (R450)', async () => {
      const { store } = engine;
      const none = { Created: 0, Pending: 0, InProgress: 0, Stopping: 0 };
      const nothing = { userPools: 0, users: 0, unfinishedJobs: none, waitingUploads: 0, waitingUploadBytes: 0 };
      expect(await store.readAccountFigures(SCOPE.account)).toEqual(nothing);
      const pool = await makePool(store, 'Pool00001');
      const abroad = await store.createUserPool(newPool('Pool00002', OTHER_REGION));
      const foreign = await store.createUserPool(newPool('Pool00003', OTHER_ACCOUNT));
      for (const name of ['ann', 'bob']) await store.createUser(pool.key, newUser(name), NOW);
      for (const one of [abroad, foreign]) await store.createUser(one.key, newUser('cal'), NOW);
      await makePendingJob(store, pool, 'pending');
      await store.createImportJob(newJob(abroad, 'created'), LIMITS);
      await store.createImportJob(newJob(abroad, 'uploaded'), LIMITS);
      await store.attachUpload(SCOPE.account, abroad.id, newJob(abroad, 'uploaded').id, newUpload('blob'));
      await makePendingJob(store, foreign, 'foreign');
      expect(await store.readAccountFigures(SCOPE.account)).toEqual({
        userPools: 2,
        users: 3,
        unfinishedJobs: { ...none, Created: 2, Pending: 1 },
        waitingUploads: 2,
        waitingUploadBytes: 20,
      });
      await store.deleteUserPool(OTHER_REGION, abroad.id);
      await store.stopImportJob(SCOPE, pool.id, newJob(pool, 'pending').id, { completionMessage: '', nowMs: NOW });
      expect(await store.readAccountFigures(SCOPE.account)).toEqual({ ...nothing, userPools: 1, users: 2 });
    });
  });

  describe('the default account', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    const accounts = { current: OTHER_ACCOUNT.account, former: SCOPE.account };

    it.each<[string, (store: Store) => Promise<unknown>]>([
      ['a user pool', (store) => makePool(store, 'Pool00001')],
      ['a role', (store) => store.createRole(newRole('r'))],
      ['a user of IAM', (store) => store.createIamUser(newIamUser('u'))],
      ['a managed policy', (store) => store.createManagedPolicy(newManagedPolicy('p'))],
      ['a log group', (store) => store.createLogGroup(SCOPE, 'g', NOW)],
    ])('is the former one for good where that has %s (R466)', async (_, make) => {
      await store().createUserPool(newPool('Pool00009', OTHER_ACCOUNT));
      await make(store());
      expect(await store().pinDefaultAccount(accounts)).toBe(accounts.former);
      const again = await engine.reopen();
      expect(await again.pinDefaultAccount({ ...accounts, former: OTHER_ACCOUNT.account })).toBe(accounts.former);
    });

    it('is the current one for good where the former has nothing (R466)', async () => {
      expect(await store().pinDefaultAccount(accounts)).toBe(accounts.current);
      await makePool(store(), 'Pool00001');
      expect(await store().pinDefaultAccount(accounts)).toBe(accounts.current);
    });

    function store(): Store {
      return engine.store;
    }
  });
}
