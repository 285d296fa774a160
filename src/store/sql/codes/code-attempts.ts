import type { UserCodePurpose } from '../../../domain/recovery/code-purpose.ts';
import { RECOVERY_WINDOW_MS } from '../../../domain/recovery/recovery-limits.ts';
import type { SqlSession } from '../tables.ts';

/** Requests and mistakes of the window that is running. */
export interface CodeAttempts {
  readonly requests: number;
  readonly mistakes: number;
  readonly windowEndsAt: number;
}

/** The attempts of this window; the row is created or locked, so that of two nodes the second waits for the first. */
export async function lockCodeAttempts(
  { db }: SqlSession,
  pool: number,
  subject: Buffer,
  purpose: UserCodePurpose,
  nowMs: number,
): Promise<CodeAttempts> {
  const fresh = { requests: 0, mistakes: 0, windowEndsAt: nowMs + RECOVERY_WINDOW_MS };
  const row = await db
    .insertInto('user_code_attempts')
    .values({
      user_pool_key: pool,
      subject,
      purpose,
      request_count: 0,
      mistake_count: 0,
      window_ends_at: fresh.windowEndsAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_pool_key', 'subject', 'purpose'])
        .doUpdateSet((eb) => ({ window_ends_at: eb.ref('user_code_attempts.window_ends_at') })),
    )
    .returning(['request_count', 'mistake_count', 'window_ends_at'])
    .executeTakeFirstOrThrow();
  if (nowMs >= row.window_ends_at) return fresh;
  return { requests: row.request_count, mistakes: row.mistake_count, windowEndsAt: row.window_ends_at };
}

export async function writeCodeAttempts(
  { db }: SqlSession,
  pool: number,
  subject: Buffer,
  purpose: UserCodePurpose,
  { requests, mistakes, windowEndsAt }: CodeAttempts,
): Promise<void> {
  await db
    .updateTable('user_code_attempts')
    .set({ request_count: requests, mistake_count: mistakes, window_ends_at: windowEndsAt })
    .where('user_pool_key', '=', pool)
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .execute();
}
