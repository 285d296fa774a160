import type Database from 'better-sqlite3';
import type { Clock } from '../../base/clock.ts';
import { wakeable } from '../../base/once.ts';
import type { LeaseToken } from '../../domain/imports/import-job.ts';
import { purgeGroups } from '../sql/groups/groups.ts';
import type { PackedBatch } from '../sql/jobs/packed-batch.ts';
import { purgeLogs } from '../sql/logs/purge-logs.ts';
import { putLogBlocks } from '../sql/logs/put-log-blocks.ts';
import { proveWritable } from '../sql/meta.ts';
import { leavesPurge, runSqlCall } from '../sql/methods/store-methods.ts';
import type { SqlSession } from '../sql/tables.ts';
import { purgeUsers } from '../sql/users/purge-users.ts';
import { StoreFaultError } from '../store-fault.ts';
import type { CallOf } from '../threads/thread-calls.ts';
import { prepareCommitBatch } from './commit-batch.ts';
import { openSession } from './connection.ts';
import { isCorruption } from './sqlite-faults.ts';
import type { WriterCalls } from './writer-calls.ts';

/** Calls that share one transaction and so one sync of the disk. */
const CALLS_PER_TRANSACTION_MAX = 100;
/** Users of a deleted pool that go in one transaction: 8 to 20 ms. */
const PURGE_USERS_MAX = 1_000;
/** Log blocks of a deleted group or stream that go in one transaction: 2 to 10 ms. */
const PURGE_LOG_BLOCKS_MAX = 200;

/** Work for the writer, and what to do with its result. */
export type WriterTask = CallOf<WriterCalls> & Settlement;
type BatchTask = CallOf<WriterCalls, 'commitBatch'> & Settlement;
type CallTask = CallOf<WriterCalls, Exclude<keyof WriterCalls, 'commitBatch'>> & Settlement;

interface Settlement {
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
  readonly #session: SqlSession;
  readonly #commitBatch: (leaseToken: LeaseToken, batch: PackedBatch, isShared: boolean) => unknown;
  /** Calls that have run since the last batch. */
  #callsSinceBatch = 0;
  readonly #purge: () => Promise<boolean>;
  readonly #reportFault: (error: unknown) => void;
  readonly #calls: CallTask[] = [];
  readonly #batches: BatchTask[] = [];
  /** Set for good once damage was met. */
  #damage: StoreFaultError | undefined;
  #isPurging = true;
  #isDraining = false;
  readonly #running = wakeable(() => this.#run());

  constructor(database: Database.Database, clock: Clock, reportFault: (error: unknown) => void) {
    const session = openSession(database, (error) => this.#lookAt(error));
    this.#database = database;
    this.#session = session;
    this.#commitBatch = prepareCommitBatch(database, clock);
    this.#purge = async () =>
      (await purgeUsers(session, PURGE_USERS_MAX)) ||
      (await purgeGroups(session, PURGE_USERS_MAX)) ||
      purgeLogs(session, PURGE_LOG_BLOCKS_MAX);
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
    if (task.method === 'commitBatch') this.#batches.push(task);
    else this.#calls.push(task);
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
  async #runCalls(calls: readonly CallTask[]): Promise<void> {
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
    if (calls.some((call) => leavesPurge(call.method))) this.#isPurging = true;
  }

  async #runMethod(call: CallTask): Promise<unknown> {
    switch (call.method) {
      case 'putLogBlocks':
        return putLogBlocks(this.#session, ...call.args);
      case 'proveWritable':
        return proveWritable(this.#session);
      case 'stopWriting':
        return this.#stopWriting(...call.args);
      default:
        return runSqlCall(this.#session, call);
    }
  }

  #runBatch(task: BatchTask): void {
    const [leaseToken, batch] = task.args;
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
      // What was deleted is invisible already; the purge is tried again at the next deletion, or when the store is opened.
      this.#isPurging = false;
      this.#reportFault(error);
    }
  }
}

function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
