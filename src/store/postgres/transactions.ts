import { StoreFaultError } from '../store-fault.ts';
import type { Connection } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { isConnectionFault } from './postgres-faults.ts';
import { pause, type RetryServices, retry } from './retry.ts';

/** For so long the fate of a commit is asked for whose answer was lost: a primary that dies is replaced meanwhile. */
const FATE_MS_MAX = 15_000;
const FATE_PAUSE_MS = 100;

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
    let xid: string | null;
    let result: Result;
    try {
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
      if ((await findFate(services, xid, error)) === 'aborted') throw error;
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

/** What became of a transaction whose commit was sent and never answered: the server knows, once it can be asked. */
async function findFate(
  { pool, clock, scheduler }: TransactionServices,
  xid: string,
  cause: unknown,
): Promise<'committed' | 'aborted'> {
  const beganAtMs = clock.monotonicMs();
  for (let attempt = 1; clock.monotonicMs() - beganAtMs < FATE_MS_MAX; attempt++) {
    const fate = await askForFate(pool, xid);
    if (fate === 'committed' || fate === 'aborted') return fate;
    await pause(scheduler, FATE_PAUSE_MS, attempt);
  }
  throw new StoreFaultError('PostgreSQL: the connection was lost at a commit, and its fate could not be learned', {
    cause,
    isOfStorage: true,
  });
}

/** Undefined while the server cannot be asked; `in progress` where its process has not noticed yet that we are gone. */
async function askForFate(pool: ConnectionPool, xid: string): Promise<string | undefined> {
  try {
    const connection = await pool.connect();
    try {
      const { rows } = await connection.query<{ fate: string }>('SELECT pg_xact_status($1::xid8) AS fate', [xid]);
      return rows[0]?.fate;
    } finally {
      connection.release();
    }
  } catch (error) {
    if (isConnectionFault(error)) return undefined;
    throw error;
  }
}
