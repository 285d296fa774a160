import type { Worker } from 'node:worker_threads';
import { startThread } from '../base/threads/start-thread.ts';
import type { MessageFromHashing, MessageToHashing } from './hashing-messages.ts';

/** A task makes few objects: what takes memory is outside of the heap. */
const YOUNG_GENERATION_MB = 3;

interface Waiting {
  readonly task: MessageToHashing;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

export interface LaneOptions {
  readonly threads: number;
  /** Tasks that may wait for a thread. */
  readonly waitingMax: number;
}

/** Threads that take tasks from one queue, first come first served. They are started when they are first needed. */
export class ThreadLane {
  readonly #options: LaneOptions;
  readonly #queue: Waiting[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  #isClosed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** The answer of the task; `busy` if too many wait. Rejects with what the task threw, or if its thread died. */
  run(task: MessageToHashing): Promise<unknown> {
    if (this.#isClosed || this.#queue.length >= this.#options.waitingMax) return Promise.resolve('busy');
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, resolve, reject });
      this.#advance();
    });
  }

  /** Ends the threads. What runs or waits is rejected. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = new Error('the server stops');
    for (const waiting of this.#queue.splice(0)) waiting.reject(closed);
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((thread) => thread.terminate()));
  }

  #advance(): void {
    while (this.#queue.length > 0) {
      const thread = this.#idle.pop() ?? this.#startThread();
      const next = thread && this.#queue.shift();
      if (!next) return;
      this.#busy.set(thread, next);
      thread.ref();
      thread.postMessage(next.task);
    }
  }

  #startThread(): Worker | undefined {
    if (this.#busy.size + this.#idle.length >= this.#options.threads) return undefined;
    const thread = startThread(import.meta.url, 'hashing-thread', {
      workerData: undefined,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    let death: unknown;
    thread.on('message', (message: MessageFromHashing) => {
      const done = this.#busy.get(thread);
      this.#busy.delete(thread);
      // An idle thread keeps no process alive.
      thread.unref();
      this.#idle.push(thread);
      if (message.kind === 'done') done?.resolve(message.answer);
      else done?.reject(message.error);
      this.#advance();
    });
    thread.on('error', (error) => {
      death = error;
    });
    thread.on('exit', () => {
      this.#busy.get(thread)?.reject(death ?? new Error('a hashing thread ended'));
      this.#busy.delete(thread);
      const index = this.#idle.indexOf(thread);
      if (index >= 0) this.#idle.splice(index, 1);
      if (!this.#isClosed) this.#advance();
    });
    return thread;
  }
}
