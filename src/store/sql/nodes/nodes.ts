import { sql } from 'kysely';
import { type ListedNode, NODE_UNSEEN_MS_MAX, type NodeBeat, type NodeId, type NodeRole } from '../../../base/node.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

/** Each heartbeat also removes the nodes that have not been seen for long. */
export function recordNode(session: SqlSession, { id, role, state }: NodeBeat): Promise<void> {
  return inTransaction(session, async ({ db, engine }) => {
    const beat = { role, state, seen_at: engine.nowMs() };
    await db
      .insertInto('nodes')
      .values({ id, ...beat })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(beat))
      .execute();
    await db
      .deleteFrom('nodes')
      .where('seen_at', '<', sql<number>`${engine.nowMs()} - ${NODE_UNSEEN_MS_MAX}`)
      .execute();
  });
}

export async function removeNode({ db }: SqlSession, id: NodeId): Promise<void> {
  await db.deleteFrom('nodes').where('id', '=', id).execute();
}

/** By id. */
export async function listNodes({ db, engine }: SqlSession): Promise<readonly ListedNode[]> {
  const rows = await db
    .selectFrom('nodes')
    .select(['id', 'role', 'state', sql<number>`${engine.nowMs()} - seen_at`.as('unseen_ms')])
    .orderBy('id')
    .execute();
  return rows
    .filter(({ unseen_ms: unseenMs }) => unseenMs <= NODE_UNSEEN_MS_MAX)
    .map((row) => ({
      id: row.id as NodeId,
      role: row.role as NodeRole,
      state: row.state as ListedNode['state'],
      // Two statements may see the clock of the store in another order than they ran.
      unseenMs: Math.max(0, row.unseen_ms),
    }));
}
