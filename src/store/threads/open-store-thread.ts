import { MessageChannel, type Worker } from 'node:worker_threads';
import { startThread } from '../../base/threads/start-thread.ts';
import { StoreFaultError } from '../store-fault.ts';
import { CallClient, type ThreadCalls } from './thread-calls.ts';

/** A thread of the store and the calls to it. */
export interface StoreThread<Calls> {
  readonly worker: Worker;
  readonly calls: Calls;
  /** When the thread has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
}

/** Starts the module `name` beside the one whose `import.meta.url` is given. Its `workerData` are `data` and the `port` for calls. */
export function openStoreThread<Calls extends ThreadCalls<Calls>, Own extends ThreadCalls<Own> = Record<never, never>>(
  importMetaUrl: string,
  name: `${string}-thread`,
  data: Readonly<Record<string, unknown>>,
): StoreThread<CallClient<Calls, Own>> {
  const { port1, port2 } = new MessageChannel();
  const calls = new CallClient<Calls, Own>(port1);
  const worker = startThread(importMetaUrl, name, {
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

/** Lets a program end that has nothing else to do. A listener for messages that is added later undoes it. */
export function unrefThread({ worker, calls }: StoreThread<{ unref(): void }>): void {
  worker.unref();
  calls.unref();
}
