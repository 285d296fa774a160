import type { SqlCaller, SqlCalls } from '../sql/methods/store-methods.ts';
import { closedFault } from '../store-fault.ts';
import type { StoreThread } from './open-store-thread.ts';
import type { CallClient } from './thread-calls.ts';

export type ReaderThread = StoreThread<CallClient<SqlCalls>>;

/** Reads in a thread of their own, which is started when it is first needed, and again if it has ended. */
export class LongReads {
  readonly #start: () => ReaderThread;
  #reader: ReaderThread | undefined;
  #isClosed = false;

  constructor(start: () => ReaderThread) {
    this.#start = start;
  }

  readonly read: SqlCaller = async (call) => {
    if (this.#isClosed) throw closedFault();
    const reader = this.#reader ?? this.#start();
    if (this.#reader !== reader) {
      this.#reader = reader;
      // One that ran out of memory must not take all long reads with it.
      void reader.ended.then(() => {
        if (!this.#isClosed && this.#reader === reader) this.#reader = undefined;
      });
    }
    return reader.calls.call(call);
  };

  /** When the reads that are under way are answered. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const reader = this.#reader;
    if (!reader) return;
    await reader.calls.close();
    await reader.ended;
  }
}
