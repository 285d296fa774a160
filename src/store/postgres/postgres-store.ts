import { Kysely, PostgresDialect } from 'kysely';
import { silentLogger } from '../../base/logger.ts';
import type { Metrics } from '../../base/metrics/metrics.ts';
import { once } from '../../base/once.ts';
import { encodeLogPut } from '../logs/log-put-blocks.ts';
import { putLogBlocks } from '../sql/logs/put-log-blocks.ts';
import { proveReadable, proveWritable } from '../sql/meta.ts';
import { bindSqlMethods, leavesPurge, runShortRead, runSqlCall } from '../sql/methods/store-methods.ts';
import type { SqlSession, Tables } from '../sql/tables.ts';
import type { BatchLimits, Store } from '../store.ts';
import type { StoreCounters } from '../store-counters.ts';
import { LongReads } from '../threads/long-reads.ts';
import { openStoreThread } from '../threads/open-store-thread.ts';
import { prepareCommitBatch } from './commit-batch.ts';
import { findSchemaFault } from './migrate-database.ts';
import { type ConnectionOptions, openServices } from './open-services.ts';
import { postgresEngine } from './postgres-engine.ts';
import { DeletedPurge } from './purge-deleted.ts';
import { retry } from './retry.ts';
import { type TransactionServices, transact } from './transactions.ts';
import { watchJobs } from './watch-jobs.ts';

const CONNECTIONS_MAX = 10;
/** A job needs one for its batches and one for its lease; few are needed at once. */
const JOBS_CONNECTIONS_MAX = 6;

/** Only writers of the same pool wait for a batch, and a batch of a few hundred records would cost its commit for little. */
const BATCH_LIMITS: BatchLimits = { heldMsMax: 300, sharedHeldMsMax: 60 };

export interface PostgresStoreOptions extends ConnectionOptions {
  /** {@link CONNECTIONS_MAX} */
  readonly connectionsMax?: number;
}

/** What another thread of this process needs to reach the store, over connections of its own. */
export interface PostgresStoreHandle {
  readonly kind: 'postgres';
  readonly url: string;
  readonly connectionsMax: number;
}

export interface PostgresStore extends Store {
  handle(): PostgresStoreHandle;
  /** What this thread had to do again so far. */
  readonly counters: Readonly<StoreCounters>;
}

/**
 * Opens the database, whose schema must be that of this version: nothing is migrated.
 * @throws {DatabaseSchemaError} @throws {StoreFaultError}
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<PostgresStore> {
  const { url, logger, connectionsMax = CONNECTIONS_MAX } = options;
  const services = openServices({ ...options, connectionsMax });
  try {
    const refusal = await retry(services, async () => {
      const connection = await services.pool.connect();
      try {
        return await findSchemaFault(connection);
      } finally {
        connection.release();
      }
    });
    if (refusal) throw refusal;
  } catch (error) {
    await services.pool.end();
    throw error;
  }
  const purge = new DeletedPurge(services, logger);
  purge.wake();
  return joinStore(url, services, purge);
}

/** The store behind a handle: another thread has opened it, and purges what is deleted. */
export function connectPostgresStore({ url, connectionsMax }: PostgresStoreHandle, metrics?: Metrics): PostgresStore {
  const services = openServices({ url, connectionsMax, logger: silentLogger, ...(metrics && { metrics }) });
  return joinStore(url, services, undefined);
}

function joinStore(url: string, services: TransactionServices, purge: DeletedPurge | undefined): PostgresStore {
  const { pool, scheduler, counters } = services;
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const session: SqlSession = { db, engine: postgresEngine };
  const longReads = new LongReads(() => openStoreThread(import.meta.url, 'postgres-reader-thread', { url }));
  const watches = new Set<() => Promise<void>>();

  const write = <Result>(work: (session: SqlSession) => Promise<Result>): Promise<Result> =>
    transact(services, (connection) => work({ db: connection.db, engine: postgresEngine }));

  async function close(): Promise<void> {
    await Promise.all([purge?.stop(), longReads.close()]);
    await Promise.all([...watches].map((stop) => stop()));
    await pool.end();
  }

  return {
    ...bindSqlMethods({
      // Reads change nothing: they may be tried again whatever became of them.
      async read(call) {
        const short = await retry(services, () => runShortRead(session, call));
        return short === 'long' ? longReads.read(call) : short.answer;
      },
      // One transaction, whatever the method consists of, so that one rule says when it may be tried again.
      async write(call) {
        const answer = await write((transaction) => runSqlCall(transaction, call));
        if (leavesPurge(call.method)) purge?.wake();
        return answer;
      },
    }),
    putLogEvents: (scope, logGroupName, logStreamName, { events, nowMs }) => {
      const blocks = encodeLogPut(events);
      return write((transaction) => putLogBlocks(transaction, scope, logGroupName, logStreamName, { blocks, nowMs }));
    },
    batchLimits: BATCH_LIMITS,
    ...prepareCommitBatch(services),
    async watchJobs(onWork) {
      const stop = watchJobs(url, scheduler, onWork);
      watches.add(stop);
      return async () => {
        watches.delete(stop);
        await stop();
      };
    },
    async checkHealth() {
      await retry(services, () => proveReadable(session));
      await write(proveWritable);
    },
    handle: () => ({ kind: 'postgres', url, connectionsMax: JOBS_CONNECTIONS_MAX }),
    counters,
    close: once(close),
  };
}
