import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Logger } from '../../base/logger.ts';
import { once } from '../../base/once.ts';
import { proveReadable } from '../sql/meta.ts';
import { bindReads } from '../sql/methods/bind-reads.ts';
import { listUsers, scansUsers } from '../sql/users/list-users.ts';
import type { Store } from '../store.ts';
import { renewImportLease } from './claim.ts';
import { openReadingConnection, openSession } from './connection.ts';
import { openReader, openWriter, type StoreThread } from './open-thread.ts';
import { prepareDatabase } from './prepare-database.ts';
import { isCorruption } from './sqlite-faults.ts';
import { CallClient } from './thread-calls.ts';
import { callWriter, PROVE_WRITABLE, STOP_WRITING } from './writer-calls.ts';
import type { WriterOrder, WriterReport } from './writer-thread.ts';

export interface SqliteStoreOptions {
  /** Path of the database file; its directory must exist and be held by this process. */
  readonly databaseFile: string;
  readonly logger: Logger;
  /** A thread that was started before, to load its modules meanwhile; whoever started it ends it if opening fails. */
  readonly writer?: StoreThread | undefined;
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

/**
 * Opens the database, makes it or brings it up to date, and starts the thread that writes. Reads run on the calling thread, over a
 * connection of its own. @throws {DatabaseFileError}
 */
export async function openSqliteStore({ databaseFile, logger, ...options }: SqliteStoreOptions): Promise<SqliteStore> {
  prepareDatabase(databaseFile);
  const writer = options.writer ?? openWriter();
  writer.worker.on('message', (report: WriterReport) => {
    logger.error({ error: report.message }, 'what was deleted could not be purged');
  });

  function order(message: WriterOrder): void {
    writer.worker.postMessage(message, message.kind === 'attach' ? [message.port] : []);
  }

  order({ kind: 'open', databaseFile });
  const store = joinStore(databaseFile, writer.calls, async () => {
    // Orders and calls come over two ports, and either may be seen first: the order is given when no call is on its way.
    await writer.calls.close();
    order({ kind: 'close' });
    await writer.ended;
  });
  try {
    await store.checkHealth();
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    ...store,
    handle() {
      const { port1, port2 } = new MessageChannel();
      order({ kind: 'attach', port: port1 });
      return { kind: 'sqlite', databaseFile, port: port2 };
    },
    close: once(() => store.close()),
  };
}

/** The store behind a handle. Its `close()` leaves the store itself open. */
export function connectSqliteStore({ databaseFile, port }: SqliteStoreHandle): Store {
  const calls = new CallClient(port);
  return joinStore(databaseFile, calls, () => calls.close());
}

/** Reads here, scans in a reader's thread that is started when first needed, writes in the writer's thread. */
function joinStore(databaseFile: string, writer: CallClient, closeWriter: () => Promise<void>): Store {
  const database = openReadingConnection(databaseFile);
  const stopOnDamage = (error: unknown) => {
    if (!isCorruption(error)) return;
    // If even that is refused, nothing is written already.
    writer.call(STOP_WRITING, [(error as Error).message]).catch(() => {});
  };
  const session = openSession(database, stopOnDamage);
  let reader: StoreThread | undefined;

  return {
    ...bindReads(session),
    ...callWriter(writer),
    renewImportLease: (token) => renewImportLease(session, token),
    watchJobs: async () => async () => {},
    async listUsers(pool, query) {
      if (!scansUsers(query)) return listUsers(session, pool, query);
      reader ??= openReader(databaseFile);
      try {
        return (await reader.calls.call('listUsers', [pool, query])) as Awaited<ReturnType<Store['listUsers']>>;
      } catch (error) {
        stopOnDamage(error);
        throw error;
      }
    },
    async checkHealth() {
      await proveReadable(session);
      await writer.call(PROVE_WRITABLE, []);
    },
    async close() {
      if (!database.open) return;
      if (reader) {
        await reader.calls.close();
        await reader.ended;
      }
      database.close();
      await closeWriter();
    },
  };
}
