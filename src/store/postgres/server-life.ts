import { assertPresent } from '../../base/assert.ts';
import type { Connection } from './connection.ts';

/**
 * PostgreSQL empties a table that is not logged when it recovers from a crash, and so does a standby that becomes the primary: then
 * numbers of transactions are given out a second time, if the log that was kept had never heard of the first. What is written here
 * therefore tells the lives of a server apart. A server that is stopped in good order loses nothing, and keeps it.
 */
export const MAKE_SERVER_LIVES = `
  CREATE UNLOGGED TABLE IF NOT EXISTS server_lives (number INTEGER PRIMARY KEY, life TEXT NOT NULL)`;

/** Committed for itself; whoever comes second finds what the first has written. */
const BEGIN_LIFE = 'INSERT INTO server_lives VALUES (1, gen_random_uuid()::text) ON CONFLICT DO NOTHING';
const READ_LIFE = 'SELECT life FROM server_lives';

/** A connection never lives longer than that. */
const lives = new WeakMap<Connection, string>();

/** In which of its lives the server is: a text that is another one in each. Asks once for each connection, outside of a transaction. */
export async function findServerLife(connection: Connection): Promise<string> {
  const life = lives.get(connection) ?? (await readServerLife(connection)) ?? (await beginLife(connection));
  lives.set(connection, life);
  return life;
}

/** Undefined in a life of which nobody has asked yet: the number of a transaction is not used up by asking. */
export async function readServerLife(connection: Connection): Promise<string | undefined> {
  const { rows } = await connection.query<{ life: string }>(READ_LIFE);
  return rows[0]?.life;
}

async function beginLife(connection: Connection): Promise<string> {
  await connection.run(BEGIN_LIFE);
  return assertPresent(await readServerLife(connection), 'the life of the server has begun');
}
