import { MessageChannel, Worker } from 'node:worker_threads';
import { siblingModule } from '../../base/sibling-module.ts';
import { StoreFaultError } from '../store-fault.ts';
import { CallClient } from './thread-calls.ts';

/** A thread of the store and the calls to it. */
export interface StoreThread {
  readonly worker: Worker;
  readonly calls: CallClient;
  /** When the thread has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
}

/** Starts the module `name` beside this one; its `workerData` are `databaseFile` and the `port` for calls. */
export function openThread(name: 'writer-thread' | 'reader-thread', databaseFile: string): StoreThread {
  const { port1, port2 } = new MessageChannel();
  const calls = new CallClient(port1);
  const worker = new Worker(siblingModule(import.meta.url, name), {
    name: `muster-${name}`,
    workerData: { databaseFile, port: port2 },
    transferList: [port2],
    // Flags of the process that runs us may make no sense for a thread, as --input-type does.
    execArgv: [],
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
