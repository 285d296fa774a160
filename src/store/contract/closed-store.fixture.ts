import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LeaseToken } from '../../domain/imports/import-job.ts';
import type { UserPoolId, UserPoolKey } from '../../domain/pools/user-pool.ts';
import type { Store } from '../store.ts';
import { StoreFaultError } from '../store-fault.ts';
import { makePool, type OpenStore, SCOPE, type StoreUnderTest } from './stored-things.fixture.ts';

const POOL = 1 as UserPoolKey;

/** A call of each way through an engine. */
const CALLS: readonly (readonly [string, (store: Store) => Promise<unknown>])[] = [
  ['a read', (store) => store.findUserPool(SCOPE, 'us-east-1_Pool00001' as UserPoolId)],
  [
    'a read that may take long',
    (store) => store.listUsers(POOL, { filter: { name: 'email', operator: '^=', value: 'x' }, limit: 1 }),
  ],
  ['a write', (store) => makePool(store, 'Pool00001')],
  ['the renewal of a lease', (store) => store.renewImportLease('1.1' as LeaseToken)],
  ['the health check', (store) => store.checkHealth()],
];

export function describeClosedStore(openStore: OpenStore): void {
  describe('a store that is closed', () => {
    let engine: StoreUnderTest;
    beforeEach(async () => {
      engine = await openStore();
    });
    afterEach(() => engine.close());

    it('rejects every call with a fault of the storage', async () => {
      const closed = engine.store;
      await engine.reopen();
      for (const [name, call] of CALLS) {
        const error: unknown = await call(closed).catch((reason: unknown) => reason);
        expect(error, name).toBeInstanceOf(StoreFaultError);
        expect(error, name).toMatchObject({ isOfStorage: true });
      }
    });

    it('has answered what was called before, or rejects it with such a fault', async () => {
      const closing = engine.store;
      const called = CALLS.map(([, call]) => call(closing).catch((reason: unknown) => reason));
      await engine.reopen();
      for (const answer of await Promise.all(called)) {
        if (answer instanceof Error) expect(answer).toBeInstanceOf(StoreFaultError);
      }
    });
  });
}
