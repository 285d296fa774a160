import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import { Client, type PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Scheduler } from '../../base/scheduler.ts';
import type { Tables } from '../sql/tables.ts';
import { DeadlineError, isConnectionFault } from './postgres-faults.ts';

/**
 * A connection of the pool, whose every answer is waited for a bounded time: behind a network that swallows packets a socket stays
 * open forever. A connection that has failed is not lent again.
 */
export class Connection implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #scheduler: Scheduler;
  readonly #answerMsMax: number | undefined;
  #isBroken = false;
  readonly #prepared = new Set<string>();
  /** Queries that are built by kysely, over this connection alone. */
  readonly db: Kysely<Tables>;

  /** Without `answerMsMax` an answer may take any time. */
  constructor(client: PoolClient, scheduler: Scheduler, answerMsMax: number | undefined) {
    this.#client = client;
    this.#scheduler = scheduler;
    this.#answerMsMax = answerMsMax;
    const borrowed: PostgresPoolClient = { query: this.query.bind(this) as PostgresPoolClient['query'], release() {} };
    const pool = { options: {}, connect: async () => borrowed, end: async () => {} };
    this.db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  }

  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  // What kysely streams with; nothing here streams.
  query(cursor: never): never;
  query(sql: string, parameters: readonly unknown[] = []): Promise<unknown> {
    return this.#bounded(this.#client.query(sql, [...parameters]));
  }

  /** Statements without parameters, in one message. */
  async run(sql: string): Promise<void> {
    await this.#bounded(this.#client.query(sql));
  }

  /** Runs each `sql` once in the life of the connection. */
  async prepare(sql: string): Promise<void> {
    if (this.#prepared.has(sql)) return;
    await this.run(sql);
    this.#prepared.add(sql);
  }

  /** `sql` ends with a COPY FROM STDIN, which takes `bytes`. */
  async copy(sql: string, bytes: Uint8Array): Promise<void> {
    const stream = this.#client.query(copyFrom(sql));
    const finished = once(stream, 'finish');
    stream.end(bytes);
    await this.#bounded(finished);
  }

  /** The same for what is made while it is sent, which may take as long as it takes. */
  async copyIn(sql: string, chunks: Iterable<Uint8Array>): Promise<void> {
    await pipeline(Readable.from(chunks), this.#client.query(copyFrom(sql)));
  }

  /** `sql` is a COPY TO STDOUT. What it gives is to be read to its end. */
  copyOut(sql: string): AsyncIterable<Buffer> {
    return this.#client.query(copyTo(sql));
  }

  release(isDiscarded = false): void {
    this.#client.release(this.#isBroken || isDiscarded);
  }

  async #bounded<Result>(answer: Promise<Result>): Promise<Result> {
    const answerMsMax = this.#answerMsMax;
    if (answerMsMax === undefined) return answer;
    let isLate = false;
    const cancel = this.#scheduler.after(answerMsMax, () => {
      isLate = true;
      // With a statement under way it cuts the socket, which is what rejects the answer.
      if (this.#client instanceof Client) void this.#client.end();
    });
    try {
      return await answer;
    } catch (error) {
      if (isLate || isConnectionFault(error)) this.#isBroken = true;
      throw isLate ? new DeadlineError(`no answer within ${answerMsMax} ms`, { cause: error }) : error;
    } finally {
      cancel();
    }
  }
}
