import type { IdentityKind } from '../../../domain/iam/identity-policies.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { AttachedPolicy, AttachedPolicyQuery, PolicyAttachment } from '../../iam-store.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../cut-page.ts';
import type { SqlSession } from '../tables.ts';
import { iamNameKey } from './iam-name-key.ts';
import { changeIam, raiseIamVersion } from './iam-versions.ts';
import { findIdentityRow } from './identities.ts';
import { findManagedPolicyRow } from './managed-policies.ts';

/** Attaching what is attached changes nothing. */
export function attachPolicy(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
  policyArn: string,
  attachedMax: number,
): Promise<PolicyAttachment> {
  return changeIam(session, account, async (transaction) => {
    const identity = await findIdentityRow(transaction, account, kind, name);
    if (!identity) return 'identity-not-found';
    const policy = await findManagedPolicyRow(transaction, account, policyArn);
    if (!policy) return 'policy-not-found';
    const { db } = transaction;
    const attached = await db
      .selectFrom('attached_policies')
      .select('managed_policy_key')
      .where('identity_kind', '=', kind)
      .where('identity_key', '=', identity.key)
      .execute();
    if (attached.some((row) => row.managed_policy_key === policy.key)) return 'attached';
    if (attached.length >= attachedMax) return 'too-many';
    await db
      .insertInto('attached_policies')
      .values({ identity_kind: kind, identity_key: identity.key, managed_policy_key: policy.key })
      .execute();
    await raiseIamVersion(transaction, account);
    return 'attached';
  });
}

export function detachPolicy(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
  policyArn: string,
): Promise<'detached' | 'identity-not-found' | 'not-attached'> {
  return changeIam(session, account, async (transaction) => {
    const identity = await findIdentityRow(transaction, account, kind, name);
    if (!identity) return 'identity-not-found';
    const policy = await findManagedPolicyRow(transaction, account, policyArn);
    if (!policy) return 'not-attached';
    const result = await transaction.db
      .deleteFrom('attached_policies')
      .where('identity_kind', '=', kind)
      .where('identity_key', '=', identity.key)
      .where('managed_policy_key', '=', policy.key)
      .executeTakeFirst();
    if (result.numDeletedRows === 0n) return 'not-attached';
    await raiseIamVersion(transaction, account);
    return 'detached';
  });
}

export async function listAttachedPolicies(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
  { pathPrefix, after, limit }: AttachedPolicyQuery,
): Promise<Page<AttachedPolicy, string> | 'identity-not-found'> {
  const identity = await findIdentityRow(session, account, kind, name);
  if (!identity) return 'identity-not-found';
  const policies = await session.db
    .selectFrom('attached_policies')
    .innerJoin('managed_policies', 'managed_policies.key', 'attached_policies.managed_policy_key')
    .select(['name', 'arn'])
    .where('identity_kind', '=', kind)
    .where('identity_key', '=', identity.key)
    .where('name_key', '>', after === undefined ? '' : iamNameKey(after))
    .where((eb) => eb(eb.fn<string>('substr', ['path', eb.lit(1), eb.val(pathPrefix.length)]), '=', pathPrefix))
    .orderBy('name_key')
    .limit(limit + 1)
    .execute();
  return cutPage(policies, limit, (policy) => policy.name);
}
