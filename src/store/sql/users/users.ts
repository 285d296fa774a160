import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { assert } from '../../../base/assert.ts';
import { findKeyConflict } from '../../../domain/imports/outcome-on-conflict.ts';
import type { UserPoolKey, UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import type { Attributes, NewUser, User } from '../../../domain/users/user.ts';
import type { UserAttributesChange, UserChange, UserCreation, UserCreationOptions } from '../../store.ts';
import { deleteCodesOf, putCodes, putFirstCode } from '../codes/user-codes.ts';
import { deleteSignInsOfUser } from '../delete-sign-ins.ts';
import { findMessageRefusal, writeMessage } from '../messages/outbox.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import { inTransaction, type NewUserRow, type SqlSession, type UserRow } from '../tables.ts';
import { isSub, subFromBytes, subToBytes } from './sub-bytes.ts';
import { takeAliases } from './take-aliases.ts';
import { findTakenKeys } from './taken-keys.ts';
import { userMfaCode, userMfaOf, userStatusCode, userStatusOf } from './user-codes.ts';
import { USER_COLUMNS } from './user-columns.ts';
import { firstUserId } from './user-ids.ts';

const CONTACTS = ['email', 'phone_number'] as const;

export function createUser(
  session: SqlSession,
  pool: UserPoolKey,
  user: NewUser,
  nowMs: number,
  { takesAliases = false, messages = [], code }: UserCreationOptions = {},
): Promise<UserCreation> {
  return inTransaction<UserCreation>(session, async (transaction) => {
    const { db } = transaction;
    // A refused user leaves a gap in the numbers, which does not show anywhere.
    const row = await db
      .updateTable('user_pools')
      .set((eb) => ({ next_user_number: eb('next_user_number', '+', 1) }))
      .where('key', '=', pool)
      .where('is_deleted', '=', 0)
      .returning(['next_user_number', 'settings'])
      .executeTakeFirst();
    if (!row) return { kind: 'pool-not-found' };
    const message = messages[0] ?? code?.message;
    const refused = message && (await findMessageRefusal(transaction, message));
    if (refused !== undefined) return { kind: refused };
    const settings: UserPoolSettings = JSON.parse(row.settings);
    if (takesAliases) await takeAliases(transaction, pool, settings, user, nowMs);
    const values = userRow(firstUserId(pool) + row.next_user_number - 1, pool, user, nowMs);
    const inserted = await db
      .insertInto('users')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning(USER_COLUMNS)
      .executeTakeFirst();
    if (!inserted) return refusal(transaction, pool, settings, user);
    await changeUserCount(transaction, pool, 1);
    for (const each of messages) await writeMessage(transaction, each);
    if (code) await putFirstCode(transaction, { pool, subject: subToBytes(user.sub) }, code, nowMs);
    return { kind: 'created', user: userFromRow(inserted) };
  });
}

async function refusal(
  session: SqlSession,
  pool: UserPoolKey,
  settings: UserPoolSettings,
  user: NewUser,
): Promise<UserCreation> {
  const conflict = findKeyConflict(settings, user, await findTakenKeys(session, pool, user));
  assert(conflict, 'a user that was not inserted has a key that is taken');
  const { attribute } = conflict;
  if (conflict.kind === 'alias-taken') return { kind: 'alias-exists', attribute: conflict.attribute };
  return { kind: 'username-exists', ...(attribute === undefined ? {} : { attribute }) };
}

export async function findUser(session: SqlSession, pool: UserPoolKey, key: string): Promise<User | undefined> {
  const row = await findUserRow(session, pool, key);
  return row && userFromRow(row);
}

/** A row of a user with what is kept of the password. */
export type UserRowWithPassword = UserRow & { readonly sealed_password_hash: Uint8Array | null };

const SELECT_BY = {
  usernameKey: selectUserBy('username_key'),
  sub: selectUserBy('sub'),
  emailKey: selectUserBy('email_key'),
  phoneKey: selectUserBy('phone_key'),
  preferredUsernameKey: selectUserBy('preferred_username_key'),
};

/** By username key, else by sub, else by alias. */
export async function findUserRow(
  session: SqlSession,
  pool: UserPoolKey,
  key: string,
): Promise<UserRowWithPassword | undefined> {
  const asked = { pool, key };
  return (
    (await SELECT_BY.usernameKey(session, asked)) ??
    (isSub(key) ? await SELECT_BY.sub(session, { pool, key: subToBytes(key) }) : undefined) ??
    (await SELECT_BY.emailKey(session, asked)) ??
    (await SELECT_BY.phoneKey(session, asked)) ??
    (await SELECT_BY.preferredUsernameKey(session, asked))
  );
}

function selectUserBy<Column extends 'username_key' | 'sub' | 'email_key' | 'phone_key' | 'preferred_username_key'>(
  column: Column,
) {
  const select = prepareQuery((db, place: PlaceOf<{ readonly pool: UserPoolKey; readonly key: string | Uint8Array }>) =>
    db
      .selectFrom('users')
      .select([...USER_COLUMNS, 'sealed_password_hash'])
      .where('user_pool_key', '=', place('pool'))
      .where(sql.ref<string | Uint8Array>(column), '=', place('key')),
  );
  return async (
    session: SqlSession,
    values: { readonly pool: UserPoolKey; readonly key: string | Uint8Array },
  ): Promise<UserRowWithPassword | undefined> => (await select(session, values))[0];
}

export async function findPasswordHash(
  { db }: SqlSession,
  pool: UserPoolKey,
  usernameKey: string,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('users')
    .select('sealed_password_hash')
    .where('user_pool_key', '=', pool)
    .where('username_key', '=', usernameKey)
    .executeTakeFirst();
  return row?.sealed_password_hash ?? undefined;
}

export function replaceUserAttributes(
  session: SqlSession,
  pool: UserPoolKey,
  usernameKey: string,
  change: UserAttributesChange,
): Promise<UserChange> {
  return inTransaction<UserChange>(session, async (transaction) => {
    const { db } = transaction;
    await lockPool(transaction, pool);
    const user = await db
      .selectFrom('users')
      .select(['id', 'sub', 'attributes'])
      .where('user_pool_key', '=', pool)
      .where('username_key', '=', usernameKey)
      .executeTakeFirst();
    if (!user) return 'not-found';
    const current: Attributes = JSON.parse(user.attributes);
    if (change.expected && !isDeepStrictEqual(current, change.expected)) return 'stale';
    const keys = { ...change, usernameKey };
    const taken = await findTakenKeys(transaction, pool, keys, user.id);
    // For a user that exists even a username attribute is an alias: whose it is says the answer, not that the user exists.
    const conflict = findKeyConflict({ usernameAttributes: [] }, keys, taken);
    if (conflict?.kind === 'alias-taken') return { kind: 'alias-exists', attribute: conflict.attribute };
    const owner = { pool, subject: Buffer.from(user.sub) };
    const put = await putCodes(transaction, owner, change.codes ?? [], change.nowMs);
    if (put !== 'stored') return put;
    await db
      .updateTable('users')
      .set({
        attributes: JSON.stringify(change.attributes),
        email_key: change.emailKey,
        phone_key: change.phoneKey,
        preferred_username_key: change.preferredUsernameKey,
        modified_at: change.nowMs,
      })
      .where('id', '=', user.id)
      .execute();
    for (const contact of CONTACTS) {
      const value = change.attributes[contact];
      if (value !== current[contact]) await deleteCodesOf(transaction, owner, contact, value);
    }
    return 'changed';
  });
}

export async function setUserEnabled(
  { db }: SqlSession,
  pool: UserPoolKey,
  usernameKey: string,
  enabled: boolean,
  nowMs: number,
): Promise<'changed' | 'not-found'> {
  const result = await db
    .updateTable('users')
    .set({ is_enabled: enabled ? 1 : 0, modified_at: nowMs })
    .where('user_pool_key', '=', pool)
    .where('username_key', '=', usernameKey)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n ? 'changed' : 'not-found';
}

export function deleteUser(
  session: SqlSession,
  pool: UserPoolKey,
  usernameKey: string,
): Promise<'deleted' | 'not-found'> {
  return inTransaction(session, async (transaction) => {
    await lockPool(transaction, pool);
    const user = await transaction.db
      .deleteFrom('users')
      .where('user_pool_key', '=', pool)
      .where('username_key', '=', usernameKey)
      .returning(['id', 'sub'])
      .executeTakeFirst();
    if (!user) return 'not-found';
    await transaction.db.deleteFrom('group_members').where('user_id', '=', user.id).execute();
    await deleteSignInsOfUser(transaction, pool, user.sub);
    await changeUserCount(transaction, pool, -1);
    return 'deleted';
  });
}

/** The pool is locked before any key of it changes hands, as in a batch, so that two writers cannot deadlock. */
async function lockPool({ db, engine }: SqlSession, pool: UserPoolKey): Promise<void> {
  await db
    .selectFrom('user_pools')
    .select('key')
    .where('key', '=', pool)
    .modifyEnd(engine.lockRows('user_pools'))
    .executeTakeFirst();
}

async function changeUserCount({ db }: SqlSession, pool: UserPoolKey, difference: number): Promise<void> {
  await db
    .updateTable('user_pools')
    .set((eb) => ({ user_count: eb('user_count', '+', difference) }))
    .where('key', '=', pool)
    .execute();
}

function userRow(id: number, pool: UserPoolKey, user: NewUser, nowMs: number): NewUserRow {
  return {
    id,
    user_pool_key: pool,
    username: user.username === user.usernameKey ? null : user.username,
    username_key: user.usernameKey,
    sub: subToBytes(user.sub),
    status: userStatusCode(user.status),
    mfa: userMfaCode(user.mfa),
    created_at: nowMs,
    modified_at: nowMs,
    email_key: user.emailKey,
    phone_key: user.phoneKey,
    preferred_username_key: user.preferredUsernameKey,
    attributes: user.attributesJson,
    sealed_password_hash: user.sealedPasswordHash ?? null,
  };
}

export function userFromRow(row: UserRow): User {
  const attributes: Attributes = JSON.parse(row.attributes);
  return {
    username: row.username ?? row.username_key,
    sub: subFromBytes(row.sub),
    status: userStatusOf(row.status),
    enabled: row.is_enabled === 1,
    mfa: userMfaOf(row.mfa),
    attributes,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  };
}
