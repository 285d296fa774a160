import { connectSqliteStore, type SqliteStoreHandle } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';

/** What another thread needs to reach a store. It goes through `postMessage` or `workerData` with `handle.port` in the transfer list. */
export type StoreHandle = SqliteStoreHandle;

/** The store behind a handle, inside the thread that was given it. Its `close()` closes the connection, not the store. */
export function connectStore(handle: StoreHandle): Store {
  return connectSqliteStore(handle);
}
