import { DENY_ALL_POLICY, type IdentityKind, type IdentityPolicies } from '../../../domain/iam/identity-policies.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { SqlSession } from '../tables.ts';
import { iamVersion } from './iam-versions.ts';
import { findIdentityRow, type IdentityRow } from './identities.ts';

/** Reads again if the account's IAM data changed while it was read, so that the parts are of one moment. */
export async function findIdentityPolicies(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
): Promise<IdentityPolicies | undefined> {
  for (let version = await iamVersion(session, account); ; ) {
    const row = await findIdentityRow(session, account, kind, name);
    const identity = row && { ...(await readPolicies(session, account, kind, row)), version };
    const versionNow = await iamVersion(session, account);
    if (versionNow === version) return identity;
    version = versionNow;
  }
}

async function readPolicies(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  row: IdentityRow,
): Promise<Omit<IdentityPolicies, 'version'>> {
  const inline = await session.db
    .selectFrom('inline_policies')
    .select('document')
    .where('identity_kind', '=', kind)
    .where('identity_key', '=', row.key)
    .orderBy('name_key')
    .execute();
  const attached = await session.db
    .selectFrom('attached_policies')
    .innerJoin('managed_policies', 'managed_policies.key', 'attached_policies.managed_policy_key')
    .select('document')
    .where('identity_kind', '=', kind)
    .where('identity_key', '=', row.key)
    .orderBy('managed_policies.key')
    .execute();
  return {
    id: row.id,
    arn: row.arn,
    policies: [...inline, ...attached].map(({ document }) => document),
    ...(row.permissions_boundary !== null && {
      boundary: await readBoundary(session, account, row.permissions_boundary),
    }),
    ...(row.trust_policy !== null && { trustPolicy: row.trust_policy }),
    tags: JSON.parse(row.tags),
  };
}

async function readBoundary({ db }: SqlSession, account: AccountId, arn: string): Promise<string> {
  const policy = await db
    .selectFrom('managed_policies')
    .select('document')
    .where('arn', '=', arn)
    .where('account', '=', account)
    .executeTakeFirst();
  return policy?.document ?? DENY_ALL_POLICY;
}
