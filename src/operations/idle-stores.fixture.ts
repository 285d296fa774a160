import { rm } from 'node:fs/promises';
import type { SqliteStore } from '../store/sqlite/sqlite-store.ts';

/** A store, and the directory that goes with it. */
export interface OwnStore {
  readonly store: SqliteStore;
  readonly directory: string;
}

/** Emptied, for the next test of the same file. */
const idle: OwnStore[] = [];

export function takeIdleStore(): OwnStore | undefined {
  return idle.pop();
}

export function keepIdleStore(own: OwnStore): void {
  idle.push(own);
}

export async function closeIdleStores(): Promise<void> {
  for (const { store, directory } of idle.splice(0)) {
    await store.close();
    await rm(directory, { recursive: true });
  }
}
