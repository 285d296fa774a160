import type { CodeAnswer } from '../../factor-store.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

export function answerCode(
  session: SqlSession,
  challengeId: string,
  {
    isRight,
    mistakesMax,
    expiresAt,
  }: { readonly isRight: boolean; readonly mistakesMax: number; readonly expiresAt: number },
): Promise<CodeAnswer> {
  return inTransaction<CodeAnswer>(session, async ({ db }) => {
    const id = Buffer.from(challengeId, 'hex');
    // Creates the row or locks it: of two nodes the second sees what the first has judged.
    const { mistake_count: mistakes } = await db
      .insertInto('code_attempts')
      .values({ challenge_id: id, mistake_count: 0, expires_at: expiresAt })
      .onConflict((conflict) =>
        conflict.column('challenge_id').doUpdateSet((eb) => ({ mistake_count: eb.ref('code_attempts.mistake_count') })),
      )
      .returning('mistake_count')
      .executeTakeFirstOrThrow();
    const answered = await db.selectFrom('answered_challenges').select('id').where('id', '=', id).executeTakeFirst();
    if (answered) return { kind: 'answered-before' };
    if (mistakes >= mistakesMax) return { kind: 'exhausted' };
    if (isRight) {
      await db.insertInto('answered_challenges').values({ id, expires_at: expiresAt }).execute();
      return { kind: 'right' };
    }
    await db
      .updateTable('code_attempts')
      .set({ mistake_count: mistakes + 1 })
      .where('challenge_id', '=', id)
      .execute();
    return { kind: 'wrong', mistakes: mistakes + 1 };
  });
}
