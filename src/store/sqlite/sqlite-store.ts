import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Logger } from '../../base/logger.ts';
import { once } from '../../base/once.ts';
import { encodeLogPut } from '../logs/log-put-blocks.ts';
import { lockLeasedJob } from '../sql/jobs/import-leases.ts';
import { packBatch } from '../sql/jobs/packed-batch.ts';
import { proveReadable } from '../sql/meta.ts';
import { bindSqlMethods, runShortRead, type SqlCaller, type SqlCalls } from '../sql/methods/store-methods.ts';
import type { Store } from '../store.ts';
import { closedFault } from '../store-fault.ts';
import { LongReads, type ReaderThread } from '../threads/long-reads.ts';
import { unrefThread } from '../threads/open-store-thread.ts';
import { CallClient } from '../threads/thread-calls.ts';
import { openReadingConnection, openSession } from './connection.ts';
import { openReader, openWriter, type WriterClient, type WriterThread } from './open-thread.ts';
import { prepareDatabase } from './prepare-database.ts';
import { isCorruption, toStoreFault } from './sqlite-faults.ts';
import type { OwnWriterCalls } from './writer-calls.ts';
import type { WriterOrder, WriterReport } from './writer-thread.ts';

export interface SqliteStoreOptions {
  /** Path of the database file; its directory must exist and be held by this process. */
  readonly databaseFile: string;
  readonly logger: Logger;
  /** A thread that was started before, to load its modules meanwhile; whoever started it ends it if opening fails. */
  readonly writer?: WriterThread | undefined;
  /** Does not keep the process alive; false. */
  readonly isBackground?: boolean;
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
export async function openSqliteStore({
  databaseFile,
  logger,
  isBackground = false,
  ...options
}: SqliteStoreOptions): Promise<SqliteStore> {
  prepareDatabase(databaseFile);
  const writer = options.writer ?? openWriter();
  writer.worker.on('message', (report: WriterReport) => {
    logger.error({ error: report.message }, 'what was deleted could not be purged');
  });
  if (isBackground) unrefThread(writer);

  function order(message: WriterOrder): void {
    writer.worker.postMessage(message, message.kind === 'attach' ? [message.port] : []);
  }

  order({ kind: 'open', databaseFile });
  const startReader = (): ReaderThread => {
    const reader = openReader(databaseFile);
    if (isBackground) unrefThread(reader);
    return reader;
  };
  const store = joinStore(databaseFile, writer.calls, startReader, async () => {
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
  const calls = new CallClient<SqlCalls, OwnWriterCalls>(port);
  return joinStore(
    databaseFile,
    calls,
    () => openReader(databaseFile),
    () => calls.close(),
  );
}

/** Reads here, long ones in a reader's thread, writes in the writer's thread. */
function joinStore(
  databaseFile: string,
  writer: WriterClient,
  startReader: () => ReaderThread,
  closeWriter: () => Promise<void>,
): Store {
  const database = openReadingConnection(databaseFile);
  const stopOnDamage = (error: unknown) => {
    if (!isCorruption(error)) return;
    // If even that is refused, nothing is written already.
    writer.call({ method: 'stopWriting', args: [(error as Error).message] }).catch(() => {});
  };
  const session = openSession(database, stopOnDamage);
  const longReads = new LongReads(startReader);

  const read: SqlCaller = async (call) => {
    const short = await runShortRead(session, call);
    if (short !== 'long') return short.answer;
    try {
      return await longReads.read(call);
    } catch (error) {
      stopOnDamage(error);
      throw error;
    }
  };

  /** Nobody waits for reads before the connection is closed, so one that is under way meets that too. */
  async function answer<Answer>(read: () => Promise<Answer>): Promise<Answer> {
    if (!database.open) throw closedFault();
    try {
      return await read();
    } catch (error) {
      throw database.open ? toStoreFault(error) : closedFault();
    }
  }

  return {
    ...bindSqlMethods({
      read: (call) => answer(() => read(call)),
      write: (call) => writer.call(call),
    }),
    putLogEvents: (scope, logGroupName, logStreamName, { events, nowMs }) =>
      writer.call({
        method: 'putLogBlocks',
        args: [scope, logGroupName, logStreamName, { blocks: encodeLogPut(events), nowMs }],
      }),
    commitBatch: (leaseToken, batch) => writer.call({ method: 'commitBatch', args: [leaseToken, packBatch(batch)] }),
    // Nothing is written: here a lease has no end that could be moved.
    renewImportLease: (token) => answer(async () => ((await lockLeasedJob(session, token)) ? 'renewed' : 'lease-lost')),
    watchJobs: async () => async () => {},
    async checkHealth() {
      await answer(() => proveReadable(session));
      await writer.call({ method: 'proveWritable', args: [] });
    },
    async close() {
      if (!database.open) return;
      await longReads.close();
      database.close();
      await closeWriter();
    },
  };
}
