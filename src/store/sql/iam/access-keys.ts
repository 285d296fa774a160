import type { AccessKey, AccessKeyOwner, AccessKeyStatus, SealedAccessKey } from '../../../domain/iam/iam-user.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { AccessKeyList } from '../../iam-store.ts';
import type { SqlSession } from '../tables.ts';
import { findIamUserRow, iamUserFromRow } from './iam-users.ts';
import { changeIam, raiseIamVersion } from './iam-versions.ts';

export function createAccessKey(
  session: SqlSession,
  account: AccountId,
  userName: string,
  accessKey: SealedAccessKey,
  keysPerUserMax: number,
): Promise<'created' | 'user-not-found' | 'too-many'> {
  return changeIam(session, account, async (transaction) => {
    const user = await findIamUserRow(transaction, account, userName);
    if (!user) return 'user-not-found';
    if ((await readAccessKeys(transaction, user.key)).length >= keysPerUserMax) return 'too-many';
    await transaction.db
      .insertInto('access_keys')
      .values({
        id: accessKey.id,
        iam_user_key: user.key,
        status: accessKey.status,
        sealed_secret: accessKey.sealedSecret,
        created_at: accessKey.createdAt,
      })
      .execute();
    await raiseIamVersion(transaction, account);
    return 'created';
  });
}

export async function listAccessKeys(
  session: SqlSession,
  account: AccountId,
  userName: string,
): Promise<AccessKeyList | undefined> {
  const user = await findIamUserRow(session, account, userName);
  return user && { userName: user.name, accessKeys: await readAccessKeys(session, user.key) };
}

export async function findAccessKeyOwner({ db }: SqlSession, id: string): Promise<AccessKeyOwner | undefined> {
  const row = await db
    .selectFrom('access_keys')
    .innerJoin('iam_users', 'iam_users.key', 'access_keys.iam_user_key')
    .selectAll('iam_users')
    .select(['access_keys.status', 'access_keys.sealed_secret'])
    .where('access_keys.id', '=', id)
    .executeTakeFirst();
  return row && { user: iamUserFromRow(row), status: row.status, sealedSecret: row.sealed_secret };
}

export function setAccessKeyStatus(
  session: SqlSession,
  account: AccountId,
  userName: string,
  id: string,
  status: AccessKeyStatus,
): Promise<'changed' | 'not-found' | 'user-not-found'> {
  return changeIam(session, account, async (transaction) => {
    const user = await findIamUserRow(transaction, account, userName);
    if (!user) return 'user-not-found';
    const result = await transaction.db
      .updateTable('access_keys')
      .set({ status })
      .where('id', '=', id)
      .where('iam_user_key', '=', user.key)
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return 'not-found';
    await raiseIamVersion(transaction, account);
    return 'changed';
  });
}

export function deleteAccessKey(
  session: SqlSession,
  account: AccountId,
  userName: string,
  id: string,
): Promise<'deleted' | 'not-found' | 'user-not-found'> {
  return changeIam(session, account, async (transaction) => {
    const user = await findIamUserRow(transaction, account, userName);
    if (!user) return 'user-not-found';
    const result = await transaction.db
      .deleteFrom('access_keys')
      .where('id', '=', id)
      .where('iam_user_key', '=', user.key)
      .executeTakeFirst();
    if (result.numDeletedRows === 0n) return 'not-found';
    await raiseIamVersion(transaction, account);
    return 'deleted';
  });
}

function readAccessKeys({ db }: SqlSession, iamUserKey: number): Promise<readonly AccessKey[]> {
  return db
    .selectFrom('access_keys')
    .select(['id', 'status', 'created_at as createdAt'])
    .where('iam_user_key', '=', iamUserKey)
    .orderBy('key')
    .execute();
}
