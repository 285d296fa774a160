import { findKeyConflict } from '../../../domain/imports/outcome-on-conflict.ts';
import type { UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import type { Attributes, NewUser } from '../../../domain/users/user.ts';
import type { SqlSession } from '../tables.ts';
import { findTakenKeys } from './taken-keys.ts';

/**
 * Takes the verified email address and phone number of a new user from the users who hold them: theirs become unverified, and so are
 * no longer aliases. Changes nothing if the user could not be created even then, because its name or preferred user name is taken, or
 * because addresses and numbers are user names. The caller has locked the pool.
 */
export async function takeAliases(
  session: SqlSession,
  pool: number,
  settings: UserPoolSettings,
  user: NewUser,
  nowMs: number,
): Promise<void> {
  if (settings.usernameAttributes.length > 0) return;
  const rest = { ...user, emailKey: null, phoneKey: null };
  if (findKeyConflict(settings, rest, await findTakenKeys(session, pool, rest))) return;
  await takeAlias(session, pool, 'email', user.emailKey, nowMs);
  await takeAlias(session, pool, 'phone_number', user.phoneKey, nowMs);
}

const COLUMN_OF = { email: 'email_key', phone_number: 'phone_key' } as const;

/** Takes one alias from the user who holds it, unless that is `exceptId`. The caller has locked the pool. */
export async function takeAlias(
  { db }: SqlSession,
  pool: number,
  attribute: keyof typeof COLUMN_OF,
  key: string | null,
  nowMs: number,
  exceptId?: number,
): Promise<void> {
  if (key === null) return;
  const column = COLUMN_OF[attribute];
  const holder = await db
    .selectFrom('users')
    .select(['id', 'attributes'])
    .where('user_pool_key', '=', pool)
    .where(column, '=', key)
    .executeTakeFirst();
  if (!holder || holder.id === exceptId) return;
  const attributes: Attributes = { ...JSON.parse(holder.attributes), [`${attribute}_verified`]: 'false' };
  await db
    .updateTable('users')
    .set({ attributes: JSON.stringify(attributes), [column]: null, modified_at: nowMs })
    .where('id', '=', holder.id)
    .execute();
}
