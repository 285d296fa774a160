import type { AccountId } from '../../domain/user-pool.ts';
import type { Page } from '../store.ts';
import { cutPage } from './cut-page.ts';
import { iamNameKey } from './iam-name-key.ts';
import { findRoleRow } from './roles.ts';
import { inTransaction, type SqlSession } from './tables.ts';

export function putRolePolicy(
  session: SqlSession,
  account: AccountId,
  roleName: string,
  policyName: string,
  document: string,
): Promise<'put' | 'role-not-found'> {
  return inTransaction(session, async (transaction) => {
    const role = await findRoleRow(transaction, account, roleName);
    if (!role) return 'role-not-found';
    await transaction.db
      .insertInto('role_policies')
      .values({ role_key: role.key, name: policyName, name_key: iamNameKey(policyName), document })
      .onConflict((conflict) => conflict.columns(['role_key', 'name_key']).doUpdateSet({ document }))
      .execute();
    return 'put';
  });
}

export async function findRolePolicy(
  session: SqlSession,
  account: AccountId,
  roleName: string,
  policyName: string,
): Promise<string | 'role-not-found' | undefined> {
  const role = await findRoleRow(session, account, roleName);
  if (!role) return 'role-not-found';
  const policy = await session.db
    .selectFrom('role_policies')
    .select('document')
    .where('role_key', '=', role.key)
    .where('name_key', '=', iamNameKey(policyName))
    .executeTakeFirst();
  return policy?.document;
}

export async function listRolePolicies(
  session: SqlSession,
  account: AccountId,
  roleName: string,
  after: string | undefined,
  limit: number,
): Promise<Page<string, string> | 'role-not-found'> {
  const role = await findRoleRow(session, account, roleName);
  if (!role) return 'role-not-found';
  const rows = await session.db
    .selectFrom('role_policies')
    .select('name')
    .where('role_key', '=', role.key)
    .where('name_key', '>', after === undefined ? '' : iamNameKey(after))
    .orderBy('name_key')
    .limit(limit + 1)
    .execute();
  return cutPage(
    rows.map((row) => row.name),
    limit,
    (name) => name,
  );
}

export function deleteRolePolicy(
  session: SqlSession,
  account: AccountId,
  roleName: string,
  policyName: string,
): Promise<'deleted' | 'not-found' | 'role-not-found'> {
  return inTransaction(session, async (transaction) => {
    const role = await findRoleRow(transaction, account, roleName);
    if (!role) return 'role-not-found';
    const result = await transaction.db
      .deleteFrom('role_policies')
      .where('role_key', '=', role.key)
      .where('name_key', '=', iamNameKey(policyName))
      .executeTakeFirst();
    return result.numDeletedRows > 0n ? 'deleted' : 'not-found';
  });
}
