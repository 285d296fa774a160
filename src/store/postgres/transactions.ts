import { type Backoff, jitteredBackoffMs, pause } from '../../base/backoff.ts';
import { StoreFaultError } from '../store-fault.ts';
import type { Connection } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { isConnectionFault, isUnknownTransaction } from './postgres-faults.ts';
import { type RetryServices, retry } from './retry.ts';
import { findServerLife, readServerLife } from './server-life.ts';

/** For so long the fate of a commit is asked for whose answer was lost: a primary that dies is replaced meanwhile. */
const FATE_MS_MAX = 15_000;
const ASK_AGAIN: Backoff = { pauseMsMin: 100, pauseMsMax: 1_000 };

export interface TransactionServices extends RetryServices {
  readonly pool: ConnectionPool;
}

/** What differs from the usual. */
export interface TransactionSteps<Result> {
  /** Does more than begin. */
  begin?(connection: Connection): Promise<void>;
  /** The id of the transaction, where the work has asked for it already; null if it has written nothing. */
  findId?(result: Result): string | null;
}

/**
 * Runs `work` in one transaction, again where another one was in its way or the connection was lost: then nothing of it was written.
 * @throws {StoreFaultError}
 */
export function transact<Result>(
  services: TransactionServices,
  work: (connection: Connection) => Promise<Result>,
  { begin = (connection) => connection.run('BEGIN'), findId }: TransactionSteps<Result> = {},
): Promise<Result> {
  return retry(services, async () => {
    const connection = await services.pool.connect();
    let life: string;
    let xid: string | null;
    let result: Result;
    try {
      life = await findServerLife(connection);
      await begin(connection);
      result = await work(connection);
      xid = findId ? findId(result) : await findTransactionId(connection);
    } catch (error) {
      await rollBack(connection);
      throw error;
    }
    try {
      await connection.run('COMMIT');
    } catch (error) {
      if (xid === null || !isConnectionFault(error)) throw error;
      services.counters.lostAnswers++;
      if ((await findFate(services, { xid, life }, error)) === 'aborted') throw error;
    } finally {
      connection.release();
    }
    return result;
  });
}

async function rollBack(connection: Connection): Promise<void> {
  let isDiscarded = false;
  try {
    await connection.run('ROLLBACK');
  } catch {
    // The connection is lost, and its transaction with it: what it was lost by is thrown already.
    isDiscarded = true;
  }
  connection.release(isDiscarded);
}

/** Null if it has written nothing. */
async function findTransactionId(connection: Connection): Promise<string | null> {
  const { rows } = await connection.query<{ xid: string | null }>(
    'SELECT pg_current_xact_id_if_assigned()::text AS xid',
  );
  return rows[0]?.xid ?? null;
}

/** A COMMIT that was not answered. */
interface SentCommit {
  readonly xid: string;
  /** Of the server that it was sent to. */
  readonly life: string;
}

type Fate = 'committed' | 'aborted' | 'unknown' | 'open';

/** What became of a transaction whose commit was sent and never answered: the server knows, once it can be asked. */
async function findFate(
  { pool, clock, scheduler }: TransactionServices,
  commit: SentCommit,
  cause: unknown,
): Promise<'committed' | 'aborted'> {
  const beganAtMs = clock.monotonicMs();
  for (let attempt = 1; clock.monotonicMs() - beganAtMs < FATE_MS_MAX; attempt++) {
    const fate = await askForFate(pool, commit);
    if (fate === 'committed' || fate === 'aborted') return fate;
    if (fate === 'unknown') break;
    await pause(scheduler, jitteredBackoffMs(ASK_AGAIN, attempt));
  }
  throw new StoreFaultError('PostgreSQL: the connection was lost at a commit, and its fate could not be learned', {
    cause,
    isOfStorage: true,
  });
}

/** Open while the server cannot be asked, or its process has not noticed yet that we are gone. */
async function askForFate(pool: ConnectionPool, { xid, life }: SentCommit): Promise<Fate> {
  try {
    const connection = await pool.connect();
    try {
      const isSameLife = (await readServerLife(connection)) === life;
      const status = await readStatus(connection, xid);
      if (isSameLife) return status === 'committed' || status === 'aborted' ? status : 'open';
      // The number of one that was committed goes to no other one. But it may be another one that was committed.
      return status === 'committed' || status === null ? 'unknown' : 'aborted';
    } finally {
      connection.release();
    }
  } catch (error) {
    if (isConnectionFault(error)) return 'open';
    throw error;
  }
}

/** Null for one of so long ago that its end is forgotten; `aborted` also for one that the server never heard of. */
async function readStatus(connection: Connection, xid: string): Promise<string | null> {
  try {
    const { rows } = await connection.query<{ status: string | null }>('SELECT pg_xact_status($1::xid8) AS status', [
      xid,
    ]);
    return rows[0]?.status ?? null;
  } catch (error) {
    if (isUnknownTransaction(error)) return 'aborted';
    throw error;
  }
}
