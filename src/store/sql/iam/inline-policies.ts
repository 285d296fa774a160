import type { IdentityKind } from '../../../domain/iam/identity-policies.ts';
import { policySize } from '../../../domain/iam/policy-size.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { InlinePolicy } from '../../iam-store.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../cut-page.ts';
import type { SqlSession } from '../tables.ts';
import { iamNameKey } from './iam-name-key.ts';
import { changeIam, raiseIamVersion } from './iam-versions.ts';
import { findIdentityRow } from './identities.ts';

export function putInlinePolicy(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
  { name: policyName, document }: InlinePolicy,
  charactersMax: number,
): Promise<'put' | 'identity-not-found' | 'too-large'> {
  return changeIam(session, account, async (transaction) => {
    const identity = await findIdentityRow(transaction, account, kind, name);
    if (!identity) return 'identity-not-found';
    const others = await transaction.db
      .selectFrom('inline_policies')
      .select('document')
      .where('identity_kind', '=', kind)
      .where('identity_key', '=', identity.key)
      .where('name_key', '!=', iamNameKey(policyName))
      .execute();
    const size = others.reduce((sum, other) => sum + policySize(other.document), policySize(document));
    if (size > charactersMax) return 'too-large';
    await transaction.db
      .insertInto('inline_policies')
      .values({
        identity_kind: kind,
        identity_key: identity.key,
        name: policyName,
        name_key: iamNameKey(policyName),
        document,
      })
      .onConflict((conflict) =>
        conflict.columns(['identity_kind', 'identity_key', 'name_key']).doUpdateSet({ document }),
      )
      .execute();
    await raiseIamVersion(transaction, account);
    return 'put';
  });
}

export async function findInlinePolicy(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
  policyName: string,
): Promise<InlinePolicy | 'identity-not-found' | undefined> {
  const identity = await findIdentityRow(session, account, kind, name);
  if (!identity) return 'identity-not-found';
  return session.db
    .selectFrom('inline_policies')
    .select(['name', 'document'])
    .where('identity_kind', '=', kind)
    .where('identity_key', '=', identity.key)
    .where('name_key', '=', iamNameKey(policyName))
    .executeTakeFirst();
}

export async function listInlinePolicies(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
  after: string | undefined,
  limit: number,
): Promise<Page<string, string> | 'identity-not-found'> {
  const identity = await findIdentityRow(session, account, kind, name);
  if (!identity) return 'identity-not-found';
  const rows = await session.db
    .selectFrom('inline_policies')
    .select('name')
    .where('identity_kind', '=', kind)
    .where('identity_key', '=', identity.key)
    .where('name_key', '>', after === undefined ? '' : iamNameKey(after))
    .orderBy('name_key')
    .limit(limit + 1)
    .execute();
  return cutPage(
    rows.map((row) => row.name),
    limit,
    (policyName) => policyName,
  );
}

export function deleteInlinePolicy(
  session: SqlSession,
  account: AccountId,
  kind: IdentityKind,
  name: string,
  policyName: string,
): Promise<'deleted' | 'not-found' | 'identity-not-found'> {
  return changeIam(session, account, async (transaction) => {
    const identity = await findIdentityRow(transaction, account, kind, name);
    if (!identity) return 'identity-not-found';
    const result = await transaction.db
      .deleteFrom('inline_policies')
      .where('identity_kind', '=', kind)
      .where('identity_key', '=', identity.key)
      .where('name_key', '=', iamNameKey(policyName))
      .executeTakeFirst();
    if (result.numDeletedRows === 0n) return 'not-found';
    await raiseIamVersion(transaction, account);
    return 'deleted';
  });
}
