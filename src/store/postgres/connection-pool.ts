import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient, types } from 'pg';
import { assert, assertPresent } from '../../base/assert.ts';
import { once } from '../../base/once.ts';
import type { Scheduler } from '../../base/scheduler.ts';
import { Connection } from './connection.ts';
import { HostRotation } from './host-rotation.ts';
import { isHostFault, StandbyError } from './postgres-faults.ts';

/** For a connection: to be made, or to become free where all are in use. */
const CONNECT_MS_MAX = 5_000;
/** The server gives a statement up by itself; from one that is silent for much longer no answer will ever come. */
const STATEMENT_MS_MAX = 25_000;
const ANSWER_MS_MAX = 30_000;
/**
 * A worker that stands still inside a transaction (a paused process, a lost network) gives back the rows it has locked before its lease
 * is over, so that they keep nobody from going on with its job.
 */
const IDLE_IN_TRANSACTION_MS_MAX = 8_000;
const KEEP_ALIVE_IDLE_MS = 5_000;
const IDLE_CONNECTION_MS_MAX = 60_000;

const INT8 = 20;
const NUMERIC = 1700;

/** What every connection is set to. Just-in-time compiling takes longer than any statement here runs. */
const SETTINGS = `
  SET statement_timeout = ${STATEMENT_MS_MAX};
  SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_MS_MAX};
  SET default_transaction_isolation = 'read committed';
  SET client_min_messages = warning;
  SET jit = off;
  SET tcp_keepalives_idle = 5;
  SET tcp_keepalives_interval = 3;
  SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = 14000`;

/** Also one that was told to take no writes. */
const IS_STANDBY = `SELECT current_setting('transaction_read_only') = 'on' AS "isStandby"`;

export interface ConnectionPoolOptions {
  /** `postgres://user:password@host:port/database`, of one or several hosts; what is missing comes from `PGPASSWORD` and its like. */
  readonly url: string;
  readonly connectionsMax: number;
  readonly scheduler: Scheduler;
  /** A connection was lost that nobody used. */
  readonly onLoss?: (error: Error) => void;
  /** For what takes as long as it takes. */
  readonly waitsForEver?: boolean;
}

/** The connections of a thread, made when they are needed, all of them to the host that takes writes. */
export class ConnectionPool {
  readonly #pool: Pool;
  readonly #hosts: HostRotation;
  readonly #connections = new WeakMap<ClientBase, Connection>();
  /** Asked for by kysely. */
  readonly options = {};

  constructor({ url, connectionsMax, scheduler, onLoss, waitsForEver = false }: ConnectionPoolOptions) {
    const hosts = new HostRotation(url);
    this.#hosts = hosts;
    this.#pool = new Pool({
      Client: class extends Client {
        constructor(config: ClientConfig = {}) {
          super({ ...config, connectionString: hosts.url });
        }
      },
      application_name: 'muster',
      max: connectionsMax,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      idleTimeoutMillis: IDLE_CONNECTION_MS_MAX,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_IDLE_MS,
      types: { getTypeParser },
      onConnect: async (client) => {
        // A connection that is lost between two statements says so by an event, and without a listener that ends the process.
        client.on('error', () => {});
        const connection = new Connection(client as PoolClient, scheduler, waitsForEver ? undefined : ANSWER_MS_MAX);
        this.#connections.set(client, connection);
        await connection.run(SETTINGS);
        const { rows } = await connection.query<{ isStandby: boolean }>(IS_STANDBY);
        if (rows[0]?.isStandby !== false) throw new StandbyError();
      },
    });
    this.#pool.on('error', (error) => onLoss?.(error));
  }

  /** Asks one host after the other, each of them once, when the one that took writes fails. */
  async connect(): Promise<Connection> {
    for (let asked = 1; ; asked++) {
      const url = this.#hosts.url;
      try {
        const client = await this.#pool.connect();
        return assertPresent(this.#connections.get(client), 'a connection was seen when it was made');
      } catch (error) {
        if (isHostFault(error)) this.#hosts.moveOn(url);
        if (asked >= this.#hosts.urls.length || this.#hosts.url === url) throw error;
      }
    }
  }

  /** When all that is in use has been given back. */
  readonly end = once(() => this.#pool.end());
}

/** All integers of the tables are numbers here, and sums of them; none is beyond what a number holds exactly. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if ((oid === INT8 || oid === NUMERIC) && format !== 'binary') return parseInteger;
  return types.getTypeParser(oid, format);
}

function parseInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `${text} is no integer that a number holds`);
  return value;
}
