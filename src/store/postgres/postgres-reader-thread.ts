import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Kysely, PostgresDialect } from 'kysely';
import { assertPresent } from '../../base/assert.ts';
import { silentLogger } from '../../base/logger.ts';
import { runSqlCall, type SqlCalls } from '../sql/methods/store-methods.ts';
import type { Tables } from '../sql/tables.ts';
import { type CallMessage, replyWithFault, replyWithValue } from '../threads/thread-calls.ts';
import { openServices } from './open-services.ts';
import { postgresEngine } from './postgres-engine.ts';
import { toStoreFault } from './postgres-faults.ts';
import { retry } from './retry.ts';

/** While one read waits for the server, another one can be taken apart. */
const CONNECTIONS_MAX = 2;

/** Answers reads that take long, over connections of its own. Ends when its port is closed. */
const parent = assertPresent(parentPort, 'the reader runs in a thread of its own');
const { url, port }: { readonly url: string; readonly port: MessagePort } = workerData;
const services = openServices({ url, connectionsMax: CONNECTIONS_MAX, logger: silentLogger });
const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: services.pool }) });

port.on('message', async (message: CallMessage<SqlCalls>) => {
  try {
    const answer = await retry(services, () => runSqlCall({ db, engine: postgresEngine }, message));
    replyWithValue(port, message, answer);
  } catch (error) {
    replyWithFault(port, message, toStoreFault(error));
  }
});
port.on('close', async () => {
  await services.pool.end();
  parent.close();
});
