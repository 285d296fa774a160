import type { MessagePort } from 'node:worker_threads';
import type { Logger } from '../../base/logger.ts';
import type { Store } from '../store.ts';

export interface SqliteStoreOptions {
  /** Path of the database file; its directory must exist and be held by this process. */
  readonly databaseFile: string;
  readonly logger: Logger;
}

/** What another thread of this process needs to reach the store. Transfer `port` with it. */
export interface SqliteStoreHandle {
  readonly kind: 'sqlite';
  readonly databaseFile: string;
  readonly port: MessagePort;
}

export interface SqliteStore extends Store {
  /** A new handle; each may be connected once. */
  handle(): SqliteStoreHandle;
}

export declare function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore>;
export declare function connectSqliteStore(handle: SqliteStoreHandle): Store;
