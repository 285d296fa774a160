import type { IdentityKind } from '../../../domain/iam/identity-policies.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { SqlSession } from '../tables.ts';
import { iamNameKey } from './iam-name-key.ts';

/** What users and roles have in common. */
export interface IdentityRow {
  readonly key: number;
  readonly id: string;
  readonly arn: string;
  readonly permissions_boundary: string | null;
  readonly tags: string;
  readonly trust_policy: string | null;
}

export function findIdentityRow(
  { db }: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
): Promise<IdentityRow | undefined> {
  if (kind === 'role') {
    return db
      .selectFrom('roles')
      .select(['key', 'id', 'arn', 'permissions_boundary', 'tags', 'assume_role_policy_document as trust_policy'])
      .where('account', '=', account)
      .where('name_key', '=', iamNameKey(name))
      .executeTakeFirst();
  }
  return db
    .selectFrom('iam_users')
    .select((eb) => ['key', 'id', 'arn', 'permissions_boundary', 'tags', eb.lit(null).as('trust_policy')])
    .where('account', '=', account)
    .where('name_key', '=', iamNameKey(name))
    .executeTakeFirst();
}

/** What keeps a user or role from being deleted, first found first (N48). */
export async function findHeldPolicies(
  { db }: SqlSession,
  kind: IdentityKind,
  key: number,
): Promise<'has-attached-policies' | 'has-policies' | undefined> {
  const attached = await db
    .selectFrom('attached_policies')
    .select('managed_policy_key')
    .where('identity_kind', '=', kind)
    .where('identity_key', '=', key)
    .limit(1)
    .executeTakeFirst();
  if (attached) return 'has-attached-policies';
  const inline = await db
    .selectFrom('inline_policies')
    .select('name')
    .where('identity_kind', '=', kind)
    .where('identity_key', '=', key)
    .limit(1)
    .executeTakeFirst();
  return inline && 'has-policies';
}
