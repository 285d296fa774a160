import { workerData } from 'node:worker_threads';
import type { UserPoolKey } from '../../domain/pools/user-pool.ts';
import { NOW, newUser } from '../contract/stored-things.fixture.ts';
import { connectSqliteStore, type SqliteStoreHandle } from './sqlite-store.ts';

/** A thread that makes one user through the handle it was given, and ends. */
const { handle, poolKey }: { readonly handle: SqliteStoreHandle; readonly poolKey: UserPoolKey } = workerData;
const store = connectSqliteStore(handle);
await store.createUser(poolKey, newUser('from-another-thread'), NOW);
if (!(await store.findUser(poolKey, 'from-another-thread'))) throw new Error('a thread reads what it wrote');
await store.close();
