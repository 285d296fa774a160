import { assertPresent } from '../../../base/assert.ts';
import { findKeyConflict } from '../../../domain/imports/outcome-on-conflict.ts';
import type { UserPoolKey, UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import type { ContactAttribute, ContactPurpose } from '../../../domain/recovery/code-purpose.ts';
import type { Attributes } from '../../../domain/users/user.ts';
import { userKeys } from '../../../domain/users/user-keys.ts';
import type { CodePut, NewContactCode } from '../../user-code.ts';
import type { ContactCodeUsage, ContactCodeUse, WrongStatus } from '../../verification-store.ts';
import { deleteCodes, deleteCodesOf, judgeCode, putCodes, type RightCode } from '../codes/user-codes.ts';
import { lockPoolSettings } from '../lock-pool-settings.ts';
import { inTransaction, type SqlSession, type UserRow } from '../tables.ts';
import { lockUser, subjectBytes } from '../users/lock-user.ts';
import { takeAlias } from '../users/take-aliases.ts';
import { findTakenKeys } from '../users/taken-keys.ts';
import { userStatusCode, userStatusOf } from '../users/user-codes.ts';

export function putContactCode(
  session: SqlSession,
  pool: UserPoolKey,
  owner: string | Uint8Array,
  { nowMs, ...code }: NewContactCode & { readonly nowMs: number },
): Promise<CodePut | 'stale'> {
  return inTransaction<CodePut | 'stale'>(session, async (transaction) => {
    const subject = subjectBytes(owner);
    const user = await lockUser(transaction, pool, subject);
    if (!user && typeof owner === 'string') return 'not-found';
    const waiting = await readAddress(transaction, pool, subject, code.purpose);
    if (user && code.address !== attributesOf(user)[code.attribute] && code.address !== waiting) return 'stale';
    return putCodes(transaction, { pool, subject }, [code], nowMs);
  });
}

export function findContactAddress(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  purpose: ContactPurpose,
): Promise<string | undefined> {
  return readAddress(session, pool, subjectBytes(sub), purpose);
}

async function readAddress(
  { db }: SqlSession,
  pool: UserPoolKey,
  subject: Buffer,
  purpose: ContactPurpose,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('user_codes')
    .select('address')
    .where('user_pool_key', '=', pool)
    .where('subject', '=', subject)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return row?.address ?? undefined;
}

export function useContactCode(
  session: SqlSession,
  pool: UserPoolKey,
  owner: string | Uint8Array,
  use: ContactCodeUse,
): Promise<ContactCodeUsage> {
  return inTransaction<ContactCodeUsage>(session, async (transaction) => {
    const subject = subjectBytes(owner);
    // The pool first, as whoever gives users their keys locks it.
    const settings = await lockPoolSettings(transaction, pool);
    const user = await lockUser(transaction, pool, subject);
    if (!settings || (!user && typeof owner === 'string')) return 'not-found';
    const wrongStatus = user && use.purpose === 'confirm-sign-up' ? findWrongStatus(user) : undefined;
    if (wrongStatus) return wrongStatus;
    const judged = await judgeCode(transaction, { pool, subject }, user !== undefined, use);
    if (typeof judged === 'string') return judged;
    return proveContact(transaction, settings, assertPresent(user, 'no code of nobody is right'), judged, use);
  });
}

/** Writes the address of a right code as that of the user, verified, unless another user has it as an alias and keeps it. */
async function proveContact(
  session: SqlSession,
  settings: UserPoolSettings,
  user: UserRow,
  code: RightCode,
  { purpose, takesAlias = false, nowMs }: ContactCodeUse,
): Promise<ContactCodeUsage> {
  const { user_pool_key: pool } = user;
  const attribute = assertPresent(code.attribute ?? undefined, 'the code proves an attribute');
  const address = assertPresent(code.address ?? undefined, 'the code proves an address');
  const attributes = { ...attributesOf(user), [attribute]: address, [`${attribute}_verified`]: 'true' };
  const keys = userKeys(settings, user.username ?? user.username_key, attributes);
  if (takesAlias && settings.usernameAttributes.length === 0) {
    await takeAlias(session, pool, attribute, keys[KEY_OF[attribute]], nowMs, user.id);
  }
  const conflict = findKeyConflict({ usernameAttributes: [] }, keys, await findTakenKeys(session, pool, keys, user.id));
  if (conflict?.kind === 'alias-taken') return { kind: 'alias-exists', attribute: conflict.attribute };
  await session.db
    .updateTable('users')
    .set({
      attributes: JSON.stringify(attributes),
      email_key: keys.emailKey,
      phone_key: keys.phoneKey,
      preferred_username_key: keys.preferredUsernameKey,
      modified_at: nowMs,
      ...(purpose === 'confirm-sign-up' && { status: userStatusCode('CONFIRMED') }),
    })
    .where('id', '=', user.id)
    .execute();
  const owner = { pool, subject: Buffer.from(user.sub) };
  await deleteCodes(session, owner, purpose);
  // One for the address before would bring that back.
  await deleteCodesOf(session, owner, attribute, address);
  return { kind: 'proved', attribute, address };
}

const KEY_OF = { email: 'emailKey', phone_number: 'phoneKey' } as const satisfies Record<ContactAttribute, string>;

export function confirmUser(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  nowMs: number,
): Promise<'changed' | 'not-found' | WrongStatus> {
  return inTransaction<'changed' | 'not-found' | WrongStatus>(session, async (transaction) => {
    const subject = subjectBytes(sub);
    const user = await lockUser(transaction, pool, subject);
    if (!user) return 'not-found';
    const wrongStatus = findWrongStatus(user);
    if (wrongStatus) return wrongStatus;
    await transaction.db
      .updateTable('users')
      .set({ status: userStatusCode('CONFIRMED'), modified_at: nowMs })
      .where('id', '=', user.id)
      .execute();
    await deleteCodes(transaction, { pool, subject }, 'confirm-sign-up');
    return 'changed';
  });
}

function findWrongStatus(user: UserRow): WrongStatus | undefined {
  const status = userStatusOf(user.status);
  return status === 'UNCONFIRMED' ? undefined : { kind: 'wrong-status', status };
}

function attributesOf(user: UserRow): Attributes {
  return JSON.parse(user.attributes);
}
