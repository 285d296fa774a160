import { sql } from 'kysely';
import { inTransaction, type SqlSession } from './tables.ts';

/** See {@link Store.readClockOffset}. The table has no row until the clock is moved, or one. */
export async function readClockOffset({ db }: SqlSession): Promise<number> {
  const row = await db.selectFrom('test_controls').select('clock_offset_ms').executeTakeFirst();
  return row?.clock_offset_ms ?? 0;
}

/** See {@link Store.moveClock}. */
export function moveClock(session: SqlSession, byMs: number): Promise<number> {
  return inTransaction(session, async ({ db, engine }) => {
    await engine.lockName(db, 'test_controls');
    const moved = await db
      .updateTable('test_controls')
      .set({ clock_offset_ms: sql<number>`clock_offset_ms + ${byMs}` })
      .returning('clock_offset_ms')
      .executeTakeFirst();
    if (moved) return moved.clock_offset_ms;
    await db.insertInto('test_controls').values({ clock_offset_ms: byMs }).execute();
    return byMs;
  });
}
