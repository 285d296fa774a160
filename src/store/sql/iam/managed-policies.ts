import { sql } from 'kysely';
import type { ManagedPolicy, UsedManagedPolicy } from '../../../domain/iam/managed-policy.ts';
import type { AccountId } from '../../../domain/pools/user-pool.ts';
import type { ManagedPolicyQuery } from '../../iam-store.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../cut-page.ts';
import type { ManagedPolicyRow, SqlSession } from '../tables.ts';
import { iamNameKey } from './iam-name-key.ts';
import { changeIam, raiseIamVersion } from './iam-versions.ts';

/** How many users and roles have the policy attached. */
const ATTACHMENTS = sql<number>`(SELECT count(*) FROM attached_policies WHERE managed_policy_key = managed_policies.key)`;

export function createManagedPolicy(session: SqlSession, policy: ManagedPolicy): Promise<'created' | 'exists'> {
  return changeIam(session, policy.account, async (transaction) => {
    const inserted = await transaction.db
      .insertInto('managed_policies')
      .values({
        account: policy.account,
        name: policy.name,
        name_key: iamNameKey(policy.name),
        path: policy.path,
        id: policy.id,
        arn: policy.arn,
        document: policy.document,
        description: policy.description ?? null,
        tags: JSON.stringify(policy.tags),
        created_at: policy.createdAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (!inserted) return 'exists';
    await raiseIamVersion(transaction, policy.account);
    return 'created';
  });
}

export async function findManagedPolicy(
  session: SqlSession,
  account: AccountId,
  arn: string,
): Promise<UsedManagedPolicy | undefined> {
  const row = await findManagedPolicyRow(session, account, arn);
  return row && managedPolicyFromRow(row);
}

export function findManagedPolicyRow({ db }: SqlSession, account: AccountId, arn: string) {
  return selectPolicies({ db }, account).where('managed_policies.arn', '=', arn).executeTakeFirst();
}

export async function listManagedPolicies(
  session: SqlSession,
  account: AccountId,
  { pathPrefix, usedAs, after, limit }: ManagedPolicyQuery,
): Promise<Page<UsedManagedPolicy, string>> {
  let query = selectPolicies(session, account)
    .where('name_key', '>', after === undefined ? '' : iamNameKey(after))
    .where((eb) => eb(eb.fn<string>('substr', ['path', eb.lit(1), eb.val(pathPrefix.length)]), '=', pathPrefix));
  if (usedAs === 'attachment') query = query.where(ATTACHMENTS, '>', 0);
  if (usedAs === 'boundary') query = query.where('bounded.count', '>', 0);
  const rows = await query
    .orderBy('name_key')
    .limit(limit + 1)
    .execute();
  return cutPage(rows.map(managedPolicyFromRow), limit, (policy) => policy.name);
}

export function deleteManagedPolicy(
  session: SqlSession,
  account: AccountId,
  arn: string,
): Promise<'deleted' | 'not-found' | 'in-use'> {
  return changeIam(session, account, async (transaction) => {
    const policy = await findManagedPolicyRow(transaction, account, arn);
    if (!policy) return 'not-found';
    if (policy.attachments + policy.boundaries > 0) return 'in-use';
    await transaction.db.deleteFrom('managed_policies').where('key', '=', policy.key).execute();
    await raiseIamVersion(transaction, account);
    return 'deleted';
  });
}

/** With the uses of each. No index knows boundaries: they are counted once for all policies of a page. */
function selectPolicies({ db }: Pick<SqlSession, 'db'>, account: AccountId) {
  const boundariesOf = (table: 'roles' | 'iam_users') =>
    db
      .selectFrom(table)
      .select('permissions_boundary as arn')
      .where('account', '=', account)
      .where('permissions_boundary', 'is not', null);
  const bounded = db
    .selectFrom(boundariesOf('roles').unionAll(boundariesOf('iam_users')).as('boundaries'))
    .select(['arn', sql<number>`count(*)`.as('count')])
    .groupBy('arn');
  return db
    .selectFrom('managed_policies')
    .leftJoin(bounded.as('bounded'), 'bounded.arn', 'managed_policies.arn')
    .where('account', '=', account)
    .selectAll('managed_policies')
    .select([ATTACHMENTS.as('attachments'), sql<number>`coalesce(bounded.count, 0)`.as('boundaries')]);
}

function managedPolicyFromRow(
  row: ManagedPolicyRow & { readonly attachments: number; readonly boundaries: number },
): UsedManagedPolicy {
  const tags: ManagedPolicy['tags'] = JSON.parse(row.tags);
  return {
    account: row.account as AccountId,
    path: row.path,
    name: row.name,
    id: row.id,
    arn: row.arn,
    document: row.document,
    ...(row.description !== null && { description: row.description }),
    tags,
    createdAt: row.created_at,
    attachments: row.attachments,
    boundaries: row.boundaries,
  };
}
