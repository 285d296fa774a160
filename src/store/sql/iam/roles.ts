import type { Role } from '../../../domain/iam/role.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { IdentityDeletion, UnknownPrincipal } from '../../iam-store.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../cut-page.ts';
import { inTransaction, type RoleRow, type SqlSession } from '../tables.ts';
import { iamNameKey } from './iam-name-key.ts';
import { changeIam, raiseIamVersion } from './iam-versions.ts';
import { findHeldPolicies, findIdentityRow } from './identities.ts';
import { findUnknownPrincipal, severTrust } from './trusted-identities.ts';

export function createRole(session: SqlSession, role: Role): Promise<'created' | 'exists' | UnknownPrincipal> {
  return inTransaction(session, async (transaction) => {
    const principal = await findUnknownPrincipal(transaction, role.account, role.assumeRolePolicyDocument);
    if (principal !== undefined) return { kind: 'unknown-principal', principal };
    const inserted = await transaction.db
      .insertInto('roles')
      .values({
        account: role.account,
        name: role.name,
        name_key: iamNameKey(role.name),
        path: role.path,
        id: role.id,
        arn: role.arn,
        assume_role_policy_document: role.assumeRolePolicyDocument,
        description: role.description ?? null,
        max_session_duration: role.maxSessionDuration,
        permissions_boundary: role.permissionsBoundary ?? null,
        tags: JSON.stringify(role.tags),
        created_at: role.createdAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (!inserted) return 'exists';
    await raiseIamVersion(transaction, role.account);
    return 'created';
  });
}

export async function findRole(session: SqlSession, account: AccountId, name: string): Promise<Role | undefined> {
  const row = await session.db
    .selectFrom('roles')
    .selectAll()
    .where('account', '=', account)
    .where('name_key', '=', iamNameKey(name))
    .executeTakeFirst();
  return row && roleFromRow(row);
}

export async function listRoles(
  { db }: SqlSession,
  account: AccountId,
  pathPrefix: string,
  after: string | undefined,
  limit: number,
): Promise<Page<Role, string>> {
  const rows = await db
    .selectFrom('roles')
    .selectAll()
    .where('account', '=', account)
    .where('name_key', '>', after === undefined ? '' : iamNameKey(after))
    .where((eb) => eb(eb.fn<string>('substr', ['path', eb.lit(1), eb.val(pathPrefix.length)]), '=', pathPrefix))
    .orderBy('name_key')
    .limit(limit + 1)
    .execute();
  return cutPage(rows.map(roleFromRow), limit, (role) => role.name);
}

/** Replaces the policy that says who may assume the role. */
export function replaceTrustPolicy(
  session: SqlSession,
  account: AccountId,
  name: string,
  document: string,
): Promise<'replaced' | 'not-found' | UnknownPrincipal> {
  return inTransaction(session, async (transaction) => {
    const principal = await findUnknownPrincipal(transaction, account, document);
    if (principal !== undefined) return { kind: 'unknown-principal', principal };
    const result = await transaction.db
      .updateTable('roles')
      .set({ assume_role_policy_document: document })
      .where('account', '=', account)
      .where('name_key', '=', iamNameKey(name))
      .executeTakeFirst();
    if (result.numUpdatedRows === 0n) return 'not-found';
    await raiseIamVersion(transaction, account);
    return 'replaced';
  });
}

export function deleteRole(session: SqlSession, account: AccountId, name: string): Promise<IdentityDeletion> {
  return changeIam(session, account, async (transaction) => {
    const role = await findIdentityRow(transaction, account, 'role', name);
    if (!role) return 'not-found';
    const held = await findHeldPolicies(transaction, 'role', role.key);
    if (held) return held;
    await severTrust(transaction, role);
    await transaction.db.deleteFrom('roles').where('key', '=', role.key).execute();
    await raiseIamVersion(transaction, account);
    return 'deleted';
  });
}

function roleFromRow(row: RoleRow): Role {
  const tags: Role['tags'] = JSON.parse(row.tags);
  return {
    account: row.account as AccountId,
    path: row.path,
    name: row.name,
    id: row.id,
    arn: row.arn,
    assumeRolePolicyDocument: row.assume_role_policy_document,
    ...(row.description !== null && { description: row.description }),
    maxSessionDuration: row.max_session_duration,
    ...(row.permissions_boundary !== null && { permissionsBoundary: row.permissions_boundary }),
    tags,
    createdAt: row.created_at,
  };
}
