import type { Metrics } from '../../base/metrics/metrics.ts';
import type { PostgresStoreHandle } from '../postgres/postgres-store.ts';
import { connectSqliteStore, type SqliteStoreHandle } from '../sqlite/sqlite-store.ts';
import type { Store } from '../store.ts';

/**
 * What another thread needs to reach a store. It goes through `postMessage` or `workerData`; that of SQLite with `handle.port` in the
 * transfer list.
 */
export type StoreHandle = SqliteStoreHandle | PostgresStoreHandle;

/** The store behind a handle, inside the thread that was given it. Its `close()` closes the connections, not the store. */
export async function connectStore(handle: StoreHandle, metrics?: Metrics): Promise<Store> {
  if (handle.kind === 'sqlite') return connectSqliteStore(handle);
  // Loaded on demand: a data directory needs none of its libraries.
  const { connectPostgresStore } = await import('../postgres/postgres-store.ts');
  return connectPostgresStore(handle, metrics);
}
