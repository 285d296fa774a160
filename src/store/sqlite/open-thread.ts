import { MessageChannel, type Worker } from 'node:worker_threads';
import { startThread } from '../../base/threads/start-thread.ts';
import type { SqlCalls } from '../sql/methods/store-methods.ts';
import { StoreFaultError } from '../store-fault.ts';
import { CallClient, type ThreadCalls } from './thread-calls.ts';
import type { OwnWriterCalls } from './writer-calls.ts';

/** A thread of the store and the calls to it. */
interface StoreThread<Calls> {
  readonly worker: Worker;
  readonly calls: Calls;
  /** When the thread has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
}

export type ReaderThread = StoreThread<CallClient<SqlCalls>>;
export type WriterThread = StoreThread<WriterClient>;
export type WriterClient = CallClient<SqlCalls, OwnWriterCalls>;

/** Starts the thread that reads, over a connection of its own. */
export function openReader(databaseFile: string): ReaderThread {
  return openThread('reader-thread', { databaseFile });
}

/** Starts the thread that writes. It loads its modules, and then waits for an order that names the database. */
export function openWriter(): WriterThread {
  return openThread('writer-thread', {});
}

/** Lets a program end that has nothing else to do. A listener for messages that is added later undoes it. */
export function unrefThread({ worker, calls }: ReaderThread | WriterThread): void {
  worker.unref();
  calls.unref();
}

/** Its `workerData` are `data` and the `port` for calls. */
function openThread<Calls extends ThreadCalls<Calls>, Own extends ThreadCalls<Own>>(
  name: 'writer-thread' | 'reader-thread',
  data: { readonly databaseFile?: string },
): StoreThread<CallClient<Calls, Own>> {
  const { port1, port2 } = new MessageChannel();
  const calls = new CallClient<Calls, Own>(port1);
  const worker = startThread(import.meta.url, name, {
    workerData: { ...data, port: port2 },
    transferList: [port2],
    // Room for the batch in hand and the next, so that most of it dies young; more only makes the process larger.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  worker.on('error', (cause) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    calls.fail(new StoreFaultError(`the thread of the store failed: ${message}`, { cause, isOfStorage: true }));
  });
  const ended = new Promise<unknown>((resolve) => worker.once('exit', resolve));
  return { worker, calls, ended };
}
