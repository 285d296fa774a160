import { assertPresent } from '../../base/assert.ts';
import type { Connection } from './connection.ts';

/**
 * Tells apart the runs of a server between its crashes. After a crash, and when a standby takes over, PostgreSQL may give the number of a
 * transaction out again whose commit never reached the log. It also empties unlogged tables then, so a random text in such a table is
 * another one in each incarnation. A server that is stopped in good order loses nothing, and keeps it.
 */
export const MAKE_SERVER_INCARNATIONS = `
  CREATE UNLOGGED TABLE IF NOT EXISTS server_lives (number INTEGER PRIMARY KEY, life TEXT NOT NULL)`;

/** A transaction of its own. A second connection that does so finds what the first has written. */
const BEGIN_INCARNATION = 'INSERT INTO server_lives VALUES (1, gen_random_uuid()::text) ON CONFLICT DO NOTHING';
const READ_INCARNATION = 'SELECT life FROM server_lives';

/** No connection outlives the incarnation that it was made in. */
const incarnations = new WeakMap<Connection, string>();

/** The text of this incarnation. Asks once for each connection, and outside of a transaction. */
export async function findServerIncarnation(connection: Connection): Promise<string> {
  const incarnation =
    incarnations.get(connection) ?? (await readServerIncarnation(connection)) ?? (await beginIncarnation(connection));
  incarnations.set(connection, incarnation);
  return incarnation;
}

/** Undefined in an incarnation of which nobody has asked yet: asking uses up no number of a transaction. */
export async function readServerIncarnation(connection: Connection): Promise<string | undefined> {
  const { rows } = await connection.query<{ life: string }>(READ_INCARNATION);
  return rows[0]?.life;
}

async function beginIncarnation(connection: Connection): Promise<string> {
  await connection.run(BEGIN_INCARNATION);
  return assertPresent(await readServerIncarnation(connection), 'the server has an incarnation now');
}
