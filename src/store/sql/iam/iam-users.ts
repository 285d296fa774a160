import type { IamUser } from '../../../domain/iam/iam-user.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { IdentityDeletion } from '../../iam-store.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../cut-page.ts';
import type { IamUserRow, SqlSession } from '../tables.ts';
import { iamNameKey } from './iam-name-key.ts';
import { changeIam, raiseIamVersion } from './iam-versions.ts';
import { findHeldPolicies } from './identities.ts';
import { severTrust } from './trusted-identities.ts';

export function createIamUser(session: SqlSession, user: IamUser): Promise<'created' | 'exists'> {
  return changeIam(session, user.account, async (transaction) => {
    const inserted = await transaction.db
      .insertInto('iam_users')
      .values({
        account: user.account,
        name: user.name,
        name_key: iamNameKey(user.name),
        path: user.path,
        id: user.id,
        arn: user.arn,
        permissions_boundary: user.permissionsBoundary ?? null,
        tags: JSON.stringify(user.tags),
        created_at: user.createdAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (!inserted) return 'exists';
    await raiseIamVersion(transaction, user.account);
    return 'created';
  });
}

export async function findIamUser(session: SqlSession, account: AccountId, name: string): Promise<IamUser | undefined> {
  const row = await findIamUserRow(session, account, name);
  return row && iamUserFromRow(row);
}

export function findIamUserRow({ db }: SqlSession, account: AccountId, name: string): Promise<IamUserRow | undefined> {
  return db
    .selectFrom('iam_users')
    .selectAll()
    .where('account', '=', account)
    .where('name_key', '=', iamNameKey(name))
    .executeTakeFirst();
}

export async function listIamUsers(
  { db }: SqlSession,
  account: AccountId,
  pathPrefix: string,
  after: string | undefined,
  limit: number,
): Promise<Page<IamUser, string>> {
  const rows = await db
    .selectFrom('iam_users')
    .selectAll()
    .where('account', '=', account)
    .where('name_key', '>', after === undefined ? '' : iamNameKey(after))
    .where((eb) => eb(eb.fn<string>('substr', ['path', eb.lit(1), eb.val(pathPrefix.length)]), '=', pathPrefix))
    .orderBy('name_key')
    .limit(limit + 1)
    .execute();
  return cutPage(rows.map(iamUserFromRow), limit, (user) => user.name);
}

export function deleteIamUser(
  session: SqlSession,
  account: AccountId,
  name: string,
): Promise<IdentityDeletion | 'has-access-keys'> {
  return changeIam(session, account, async (transaction) => {
    const user = await findIamUserRow(transaction, account, name);
    if (!user) return 'not-found';
    const held = await findHeldPolicies(transaction, 'user', user.key);
    if (held) return held;
    const accessKey = await transaction.db
      .selectFrom('access_keys')
      .select('key')
      .where('iam_user_key', '=', user.key)
      .limit(1)
      .executeTakeFirst();
    if (accessKey) return 'has-access-keys';
    await severTrust(transaction, user);
    await transaction.db.deleteFrom('iam_users').where('key', '=', user.key).execute();
    await raiseIamVersion(transaction, account);
    return 'deleted';
  });
}

export function iamUserFromRow(row: Omit<IamUserRow, 'key' | 'name_key'>): IamUser {
  const tags: IamUser['tags'] = JSON.parse(row.tags);
  return {
    account: row.account as AccountId,
    path: row.path,
    name: row.name,
    id: row.id,
    arn: row.arn,
    ...(row.permissions_boundary !== null && { permissionsBoundary: row.permissions_boundary }),
    tags,
    createdAt: row.created_at,
  };
}
