import { sql } from 'kysely';
import { inTransaction, type SqlSession } from '../tables.ts';

/**
 * Deletes up to `limit` blocks of a deleted group or stream; behind the last of them up to `limit` streams of the group. False once
 * nothing of what was deleted is left.
 */
export function purgeLogs(session: SqlSession, limit: number): Promise<boolean> {
  return inTransaction(session, async (transaction) => {
    const { db, engine } = transaction;
    const purge = await db
      .selectFrom('log_purges')
      .selectAll()
      .limit(1)
      .modifyEnd(engine.lockFreeRows('log_purges'))
      .executeTakeFirst();
    if (!purge) return false;
    const owner: BlockOwner =
      purge.log_stream_key === null
        ? { column: 'log_group_key', key: purge.log_group_key }
        : { column: 'log_stream_key', key: purge.log_stream_key };
    if (await deleteBlocks(transaction, 'log_blocks', 'timestamp', owner, limit)) return true;
    if (await deleteBlocks(transaction, 'log_put_blocks', 'first_timestamp', owner, limit)) return true;
    if (purge.log_stream_key === null) {
      const streams = db
        .selectFrom('log_streams')
        .select('key')
        .where('log_group_key', '=', purge.log_group_key)
        .limit(limit);
      const { numDeletedRows } = await db
        .deleteFrom('log_streams')
        .where('key', 'in', streams)
        .executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) return true;
    }
    await db
      .deleteFrom('log_purges')
      .where('log_group_key', '=', purge.log_group_key)
      .where(sql<boolean>`log_stream_key is not distinct from ${purge.log_stream_key}`)
      .execute();
    return true;
  });
}

interface BlockOwner {
  readonly column: 'log_group_key' | 'log_stream_key';
  readonly key: number;
}

/** In the order of an index, so that a step costs the same whatever is left. False if there was none. */
async function deleteBlocks(
  { db }: SqlSession,
  table: 'log_blocks' | 'log_put_blocks',
  time: 'timestamp' | 'first_timestamp',
  owner: BlockOwner,
  limit: number,
): Promise<boolean> {
  const edge = sql`(${sql.ref(time)}, block)`;
  const isOwned = sql<boolean>`${sql.ref(owner.column)} = ${owner.key}`;
  const found = await sql<{ time: number; block: number }>`
    select ${sql.ref(time)} as time, block from ${sql.table(table)} where ${isOwned}
    order by ${sql.ref(time)}, block limit ${limit}`.execute(db);
  const last = found.rows.at(-1);
  if (!last) return false;
  await sql`delete from ${sql.table(table)} where ${isOwned} and ${edge} <= (${last.time}, ${last.block})`.execute(db);
  return true;
}
