import type { SqlCalls } from '../sql/methods/store-methods.ts';
import type { ReaderThread } from '../threads/long-reads.ts';
import { openStoreThread, type StoreThread } from '../threads/open-store-thread.ts';
import type { CallClient } from '../threads/thread-calls.ts';
import type { OwnWriterCalls } from './writer-calls.ts';

export type WriterThread = StoreThread<WriterClient>;
export type WriterClient = CallClient<SqlCalls, OwnWriterCalls>;

/** Starts the thread that reads, over a connection of its own. */
export function openReader(databaseFile: string): ReaderThread {
  return openStoreThread(import.meta.url, 'reader-thread', { databaseFile });
}

/** Starts the thread that writes. It loads its modules, and then waits for an order that names the database. */
export function openWriter(): WriterThread {
  return openStoreThread(import.meta.url, 'writer-thread', {});
}
