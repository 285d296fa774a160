import type Database from 'better-sqlite3';
import type { Clock } from '../../base/clock.ts';
import { wakeable } from '../../base/once.ts';
import type { LeaseToken } from '../../domain/imports/import-job.ts';
import type { PackedBatch } from '../sql/jobs/packed-batch.ts';
import { purgeLogs } from '../sql/logs/purge-logs.ts';
import { putLogBlocks } from '../sql/logs/put-log-blocks.ts';
import { proveWritable } from '../sql/meta.ts';
import { bindWrites } from '../sql/methods/bind-writes.ts';
import { purgeUsers } from '../sql/users/purge-users.ts';
import { StoreFaultError } from '../store-fault.ts';
import { claimImportJob } from './claim.ts';
import { prepareCommitBatch } from './commit-batch.ts';
import { openSession } from './connection.ts';
import { isCorruption } from './sqlite-faults.ts';
import type { AnyMethod } from './thread-calls.ts';
import { PROVE_WRITABLE, STOP_WRITING } from './writer-calls.ts';

/** Calls that share one transaction and so one sync of the disk. */
const CALLS_PER_TRANSACTION_MAX = 100;
/** Users of a deleted pool that go in one transaction: 8 to 20 ms. */
const PURGE_USERS_MAX = 1_000;
/** Log blocks of a deleted group or stream that go in one transaction: 2 to 10 ms. */
const PURGE_LOG_BLOCKS_MAX = 200;
/** Calls that leave something to purge. */
const DELETIONS: ReadonlySet<string> = new Set(['deleteUserPool', 'deleteLogGroup', 'deleteLogStream']);

/** Work for the writer, and what to do with its result. */
export interface WriterTask {
  readonly method: string;
  readonly args: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Runs writes one at a time over the only writing connection: first the calls that wait, in one transaction; then one batch; without
 * a batch, one step of purging what was deleted. Then the event loop turns, so that new calls are seen. So a call waits for one batch at
 * most, and no stream of calls holds up an import.
 */
export class Writer {
  readonly #database: Database.Database;
  readonly #methods: Readonly<Record<string, AnyMethod>>;
  readonly #commitBatch: (leaseToken: LeaseToken, batch: PackedBatch, isShared: boolean) => unknown;
  /** Calls that have run since the last batch. */
  #callsSinceBatch = 0;
  readonly #purge: () => Promise<boolean>;
  readonly #reportFault: (error: unknown) => void;
  readonly #calls: WriterTask[] = [];
  readonly #batches: WriterTask[] = [];
  /** Set for good once damage was met. */
  #damage: StoreFaultError | undefined;
  #isPurging = true;
  #isDraining = false;
  readonly #running = wakeable(() => this.#run());

  constructor(database: Database.Database, clock: Clock, reportFault: (error: unknown) => void) {
    const session = openSession(database, (error) => this.#lookAt(error));
    this.#database = database;
    this.#methods = {
      ...bindWrites(session),
      claimImportJob: (...args: Parameters<typeof claimImportJob> extends [unknown, ...infer Rest] ? Rest : never) =>
        claimImportJob(session, ...args),
      putLogEvents: (...args: Parameters<typeof putLogBlocks> extends [unknown, ...infer Rest] ? Rest : never) =>
        putLogBlocks(session, ...args),
      [PROVE_WRITABLE]: () => proveWritable(session),
      [STOP_WRITING]: (message: string) => this.#stopWriting(message),
    };
    this.#commitBatch = prepareCommitBatch(database, clock);
    this.#purge = async () => (await purgeUsers(session, PURGE_USERS_MAX)) || purgeLogs(session, PURGE_LOG_BLOCKS_MAX);
    this.#reportFault = reportFault;
  }

  /** Also goes on with a purge that an earlier process did not finish. */
  start(): void {
    this.#running.wake();
  }

  add(task: WriterTask): void {
    if (this.#damage) {
      task.reject(this.#damage);
      return;
    }
    (task.method === 'commitBatch' ? this.#batches : this.#calls).push(task);
    this.#running.wake();
  }

  /** Ends when all that was asked has been done; a purge goes on when the store is opened next. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await this.#running.idle();
  }

  async #run(): Promise<void> {
    for (;;) {
      await turnOfEventLoop();
      const calls = this.#calls.splice(0, CALLS_PER_TRANSACTION_MAX);
      if (calls.length > 0) await this.#runCalls(calls);
      this.#callsSinceBatch += calls.length;
      const batch = this.#batches.shift();
      if (batch) this.#runBatch(batch);
      else if (this.#isPurging && !this.#isDraining && !this.#damage) await this.#purgeSome();
      else if (calls.length === 0) return;
    }
  }

  /** One transaction; each call is a savepoint of it, so that a fault undoes that call only. */
  async #runCalls(calls: readonly WriterTask[]): Promise<void> {
    const settlements: (() => void)[] = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const call of calls) {
        // Of a call of the same turn, before this one.
        if (this.#damage) throw this.#damage;
        try {
          const value = await this.#runMethod(call);
          settlements.push(() => call.resolve(value));
        } catch (error) {
          // Some faults (a full disk) end the whole transaction, and with it what the calls before have done.
          if (!this.#database.inTransaction) throw error;
          settlements.push(() => call.reject(error));
        }
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      for (const call of calls) call.reject(error);
      return;
    }
    for (const settle of settlements) settle();
    if (calls.some((call) => DELETIONS.has(call.method))) this.#isPurging = true;
  }

  async #runMethod({ method, args }: WriterTask): Promise<unknown> {
    const run = this.#methods[method];
    if (!run) throw new TypeError(`the store has no method ${method}`);
    return run(...(args as never[]));
  }

  #runBatch(task: WriterTask): void {
    const [leaseToken, batch] = task.args as [LeaseToken, PackedBatch];
    try {
      task.resolve(this.#commitBatch(leaseToken, batch, this.#callsSinceBatch > 0));
      this.#callsSinceBatch = 0;
    } catch (error) {
      this.#lookAt(error);
      task.reject(error);
    }
  }

  #lookAt(error: unknown): void {
    if (isCorruption(error)) this.#stopWriting((error as Error).message);
  }

  /** Whatever is written into a damaged file may bury what could still be saved. Only a new start tries again. */
  #stopWriting(message: string): void {
    this.#damage ??= new StoreFaultError(`the database is damaged, and nothing is written any more: ${message}`, {
      code: 'SQLITE_CORRUPT',
      isOfStorage: true,
    });
    for (const task of [...this.#calls.splice(0), ...this.#batches.splice(0)]) task.reject(this.#damage);
  }

  async #purgeSome(): Promise<void> {
    try {
      this.#isPurging = await this.#purge();
    } catch (error) {
      // Nobody sees what was deleted; the purge is tried again at the next deletion, or when the store is opened.
      this.#isPurging = false;
      this.#reportFault(error);
    }
  }
}

function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
