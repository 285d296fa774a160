import { timingSafeEqual } from 'node:crypto';
import type { ContactAttribute, UserCodePurpose } from '../../../domain/recovery/code-purpose.ts';
import { RECOVERY_ATTEMPTS_MAX } from '../../../domain/recovery/recovery-limits.ts';
import type { CodePut, CodeRefusal, NewContactCode, NewUserCode } from '../../user-code.ts';
import { findMessageRefusal, writeMessage } from '../messages/outbox.ts';
import type { SqlSession } from '../tables.ts';
import { type CodeAttempts, lockCodeAttempts, writeCodeAttempts } from './code-attempts.ts';

/** Whose code it is: `subject` is the 16 bytes of a sub, or of nobody. */
export interface CodeOwner {
  readonly pool: number;
  readonly subject: Buffer;
}

/**
 * Stores codes with their messages: all of them or, with a refusal, none. Of each the request is counted, and it takes the place of an older
 * code of its purpose. The caller has locked the user.
 */
export async function putCodes(
  session: SqlSession,
  owner: CodeOwner,
  codes: readonly (NewUserCode | NewContactCode)[],
  nowMs: number,
): Promise<CodePut> {
  const { pool, subject } = owner;
  const counted = [];
  // Refusals come before the first change.
  for (const code of codes) {
    const attempts = await lockCodeAttempts(session, pool, subject, code.purpose, nowMs);
    if (attempts.requests >= RECOVERY_ATTEMPTS_MAX) return 'limit-exceeded';
    const refusal = await findMessageRefusal(session, code.message);
    if (refusal !== undefined) return refusal === 'outbox-full' ? 'outbox-full' : 'not-found';
    counted.push({ code, attempts: { ...attempts, requests: attempts.requests + 1 } });
  }
  for (const { code, attempts } of counted) await writeCode(session, owner, code, attempts);
  return 'stored';
}

/** Stores the code of a user who was just created; the caller has asked {@link findMessageRefusal}. */
export async function putFirstCode(
  session: SqlSession,
  owner: CodeOwner,
  code: NewContactCode,
  nowMs: number,
): Promise<void> {
  const attempts = await lockCodeAttempts(session, owner.pool, owner.subject, code.purpose, nowMs);
  await writeCode(session, owner, code, { ...attempts, requests: attempts.requests + 1 });
}

async function writeCode(
  session: SqlSession,
  { pool, subject }: CodeOwner,
  code: NewUserCode | NewContactCode,
  attempts: CodeAttempts,
): Promise<void> {
  await writeMessage(session, code.message);
  await writeCodeAttempts(session, pool, subject, code.purpose, attempts);
  const values = {
    code_mac: Buffer.from(code.codeMac),
    expires_at: code.expiresAt,
    attribute: 'attribute' in code ? code.attribute : null,
    address: 'address' in code ? code.address : null,
  };
  await session.db
    .insertInto('user_codes')
    .values({ user_pool_key: pool, subject, purpose: code.purpose, ...values })
    .onConflict((conflict) => conflict.columns(['user_pool_key', 'subject', 'purpose']).doUpdateSet(values))
    .execute();
}

/** What a code proves; nothing if it is there to reset a password. */
export interface RightCode {
  readonly kind: 'right';
  readonly attribute: ContactAttribute | null;
  readonly address: string | null;
}

/**
 * Judges a code and counts a wrong one; the right one stays until {@link deleteCodes}. Of an owner who is not there none is right. The
 * caller has locked the user, so that of two callers with one code the second finds it used.
 */
export async function judgeCode(
  session: SqlSession,
  { pool, subject }: CodeOwner,
  isThere: boolean,
  {
    purpose,
    codeMac,
    nowMs,
  }: { readonly purpose: UserCodePurpose; readonly codeMac: Uint8Array; readonly nowMs: number },
): Promise<RightCode | Exclude<CodeRefusal, 'not-found'>> {
  const code = await session.db
    .selectFrom('user_codes')
    .select(['code_mac', 'expires_at', 'attribute', 'address'])
    .where('user_pool_key', '=', pool)
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  if (!code) return 'none';
  if (nowMs >= code.expires_at) return 'expired';
  const attempts = await lockCodeAttempts(session, pool, subject, purpose, nowMs);
  // Beyond the limit not even the right code is taken, so that it cannot be guessed.
  if (attempts.mistakes >= RECOVERY_ATTEMPTS_MAX) return 'limit-exceeded';
  const isRight = timingSafeEqual(Buffer.from(code.code_mac), Buffer.from(codeMac));
  if (!isRight || !isThere) {
    await writeCodeAttempts(session, pool, subject, purpose, { ...attempts, mistakes: attempts.mistakes + 1 });
    return 'mismatch';
  }
  return { kind: 'right', attribute: code.attribute as ContactAttribute | null, address: code.address };
}

export async function deleteCodes(
  { db }: SqlSession,
  { pool, subject }: CodeOwner,
  purpose: UserCodePurpose,
): Promise<void> {
  await db
    .deleteFrom('user_codes')
    .where('user_pool_key', '=', pool)
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .execute();
}

/** Codes that prove an attribute are void once it has another value: all but those that prove the new one. */
export async function deleteCodesOf(
  { db }: SqlSession,
  { pool, subject }: CodeOwner,
  attribute: ContactAttribute,
  value: string | undefined,
): Promise<void> {
  let codes = db
    .deleteFrom('user_codes')
    .where('user_pool_key', '=', pool)
    .where('subject', '=', subject)
    .where('attribute', '=', attribute);
  if (value !== undefined) codes = codes.where('address', '<>', value);
  await codes.execute();
}
