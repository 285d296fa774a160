import { sql } from 'kysely';
import { listTrustedPrincipals, replaceByUniqueId } from '../../../domain/iam/trusted-principals.ts';
import type { SqlSession } from '../tables.ts';
import { iamLockName } from './iam-versions.ts';
import { findIdentityRow } from './identities.ts';

/**
 * The first principal of a trust policy that nobody is (R465), or undefined. Until the transaction ends, none of those it names is
 * deleted: their accounts are locked in one order, that of `account`, whose IAM data the caller changes, among them.
 */
export async function findUnknownPrincipal(
  session: SqlSession,
  account: string,
  document: string,
): Promise<string | undefined> {
  const principals = listTrustedPrincipals(document);
  const accounts = principals.flatMap((principal) => (typeof principal === 'string' ? [] : [principal.account]));
  for (const each of [...new Set([account, ...accounts])].sort()) {
    await session.engine.lockName(session.db, iamLockName(each));
  }
  for (const principal of principals) {
    if (typeof principal === 'string') return principal;
    const identity = await findIdentityRow(session, principal.account, principal.kind, principal.name);
    const isNamed =
      principal.arn === undefined ? identity?.arn.endsWith(`/${principal.name}`) : identity?.arn === principal.arn;
    if (!isNamed) return principal.text;
  }
  return undefined;
}

/** Puts the unique id of an identity that is deleted in place of its ARN in all trust policies, of whatever account (R465). */
export async function severTrust(
  { db, engine }: SqlSession,
  identity: { readonly arn: string; readonly id: string },
): Promise<void> {
  const name = identity.arn.slice(identity.arn.lastIndexOf('/') + 1);
  const roles = await db
    .selectFrom('roles')
    .select(['key', 'assume_role_policy_document as document'])
    // JSON may write a name with escapes: whatever has any is looked at.
    .where(({ eb, or }) =>
      or([
        eb('assume_role_policy_document', 'like', `%${name.replaceAll(/[%_]/g, '_')}%`),
        sql<boolean>`replace(assume_role_policy_document, ${'\\'}, '') <> assume_role_policy_document`,
      ]),
    )
    .orderBy('key')
    .modifyEnd(engine.lockRows('roles'))
    .execute();
  for (const { key, document } of roles) {
    const severed = replaceByUniqueId(document, identity);
    if (severed === document) continue;
    await db.updateTable('roles').set({ assume_role_policy_document: severed }).where('key', '=', key).execute();
  }
}
