import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assertPresent } from '../../base/assert.ts';
import { systemClock } from '../../base/clock.ts';
import { type CallMessage, replyWithFault, replyWithValue } from '../threads/thread-calls.ts';
import { openWritingConnection } from './connection.ts';
import { toStoreFault } from './sqlite-faults.ts';
import { Writer } from './writer.ts';
import type { WriterCalls } from './writer-calls.ts';

/** What the thread that opened the store tells the writer's thread: first to open the database, once. */
export type WriterOrder =
  | { readonly kind: 'open'; readonly databaseFile: string }
  | { readonly kind: 'attach'; readonly port: MessagePort }
  | { readonly kind: 'close' };
/** What the writer's thread tells it unasked. */
export interface WriterReport {
  readonly kind: 'fault';
  readonly message: string;
}

const parent = assertPresent(parentPort, 'the writer runs in a thread of its own');
const { port: firstPort }: { readonly port: MessagePort } = workerData;
let writing: ReturnType<typeof openWriterSession> | undefined;
parent.on('message', (order: WriterOrder) => {
  if (order.kind === 'open') {
    writing = openWriterSession(order.databaseFile);
    writing.attach(firstPort);
    return;
  }
  const opened = assertPresent(writing, 'the database is opened before anything else');
  if (order.kind === 'attach') opened.attach(order.port);
  else void opened.close();
});

/** The writer and the ports over which it is called. */
function openWriterSession(databaseFile: string) {
  const database = openWritingConnection(databaseFile);
  const ports = new Set<MessagePort>();
  const writer = new Writer(database, systemClock, (error) => {
    const report: WriterReport = { kind: 'fault', message: error instanceof Error ? error.message : String(error) };
    parent.postMessage(report);
  });
  writer.start();
  return {
    attach(port: MessagePort): void {
      ports.add(port);
      port.on('close', () => ports.delete(port));
      port.on('message', (message: CallMessage<WriterCalls>) =>
        writer.add({
          ...message,
          resolve: (value) => replyWithValue(port, message, value),
          reject: (error) => replyWithFault(port, message, toStoreFault(error)),
        }),
      );
    },
    async close(): Promise<void> {
      await writer.drain();
      // The last connection to close moves the log into the database and deletes it.
      database.close();
      for (const port of ports) port.close();
      parent.close();
    },
  };
}
