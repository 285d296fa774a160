import type { SqlSession } from '../tables.ts';

export async function answerChallenge(
  { db }: SqlSession,
  id: string,
  expiresAt: number,
): Promise<'first' | 'answered-before'> {
  const inserted = await db
    .insertInto('answered_challenges')
    .values({ id: Buffer.from(id, 'hex'), expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('expires_at')
    .executeTakeFirst();
  return inserted ? 'first' : 'answered-before';
}
