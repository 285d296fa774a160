import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assertPresent } from '../../base/assert.ts';
import { systemClock } from '../../base/clock.ts';
import { openWritingConnection } from './connection.ts';
import { type CallMessage, replyWithFault, replyWithValue } from './thread-calls.ts';
import { Writer } from './writer.ts';

/** What the thread that opened the store tells the writer's thread. */
export type WriterOrder = { readonly kind: 'attach'; readonly port: MessagePort } | { readonly kind: 'close' };
/** What the writer's thread tells it unasked. */
export interface WriterReport {
  readonly kind: 'fault';
  readonly message: string;
}

const parent = assertPresent(parentPort, 'the writer runs in a thread of its own');
const { databaseFile, port: firstPort }: { readonly databaseFile: string; readonly port: MessagePort } = workerData;
const database = openWritingConnection(databaseFile);
const ports = new Set<MessagePort>();
const writer = new Writer(database, systemClock, (error) => {
  const report: WriterReport = { kind: 'fault', message: error instanceof Error ? error.message : String(error) };
  parent.postMessage(report);
});

function attach(port: MessagePort): void {
  ports.add(port);
  port.on('close', () => ports.delete(port));
  port.on('message', (message: CallMessage) =>
    writer.add({
      method: message.method,
      args: message.args,
      resolve: (value) => replyWithValue(port, message, value),
      reject: (error) => replyWithFault(port, message, error),
    }),
  );
}

async function close(): Promise<void> {
  await writer.drain();
  // The last connection to close moves the log into the database and deletes it.
  database.close();
  for (const port of ports) port.close();
  parent.close();
}

parent.on('message', (order: WriterOrder) => {
  if (order.kind === 'attach') attach(order.port);
  else void close();
});
attach(firstPort);
writer.start();
