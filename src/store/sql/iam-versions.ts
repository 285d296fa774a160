import type { AccountId } from '../../domain/user-pool.ts';
import type { SqlSession } from './tables.ts';

/** Says that IAM data of the account changed; belongs into the transaction that changes it. */
export async function raiseIamVersion({ db }: SqlSession, account: AccountId): Promise<void> {
  await db
    .insertInto('iam_versions')
    .values({ account, version: 1 })
    .onConflict((conflict) =>
      conflict.column('account').doUpdateSet((eb) => ({ version: eb('iam_versions.version', '+', 1) })),
    )
    .execute();
}

export async function iamVersion({ db }: SqlSession, account: AccountId): Promise<number> {
  const row = await db.selectFrom('iam_versions').select('version').where('account', '=', account).executeTakeFirst();
  return row?.version ?? 0;
}
