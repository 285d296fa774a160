import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assertPresent } from '../../base/assert.ts';
import { runSqlCall, type SqlCalls } from '../sql/methods/store-methods.ts';
import { type CallMessage, replyWithFault, replyWithValue } from '../threads/thread-calls.ts';
import { openReadingConnection, openSession } from './connection.ts';
import { toStoreFault } from './sqlite-faults.ts';

/** Answers reads that may take long, one at a time. Ends when its port is closed. */
const parent = assertPresent(parentPort, 'the reader runs in a thread of its own');
const { databaseFile, port }: { readonly databaseFile: string; readonly port: MessagePort } = workerData;
const database = openReadingConnection(databaseFile);
const session = openSession(database);

port.on('message', async (message: CallMessage<SqlCalls>) => {
  try {
    replyWithValue(port, message, await runSqlCall(session, message));
  } catch (error) {
    replyWithFault(port, message, toStoreFault(error));
  }
});
port.on('close', () => {
  database.close();
  parent.close();
});
