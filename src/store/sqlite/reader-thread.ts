import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assertPresent } from '../../base/assert.ts';
import { listUsers } from '../sql/users/list-users.ts';
import { openReadingConnection, openSession } from './connection.ts';
import { type CallMessage, replyWithFault, replyWithValue } from './thread-calls.ts';

/** Answers the reads that may pass every user of a pool, one at a time. Ends when its port is closed. */
const parent = assertPresent(parentPort, 'the reader runs in a thread of its own');
const { databaseFile, port }: { readonly databaseFile: string; readonly port: MessagePort } = workerData;
const database = openReadingConnection(databaseFile);
const session = openSession(database);

type ListUsersArgs = Parameters<typeof listUsers> extends [unknown, ...infer Rest] ? Rest : never;

port.on('message', async (message: CallMessage) => {
  try {
    replyWithValue(port, message, await listUsers(session, ...(message.args as ListUsersArgs)));
  } catch (error) {
    replyWithFault(port, message, error);
  }
});
port.on('close', () => {
  database.close();
  parent.close();
});
