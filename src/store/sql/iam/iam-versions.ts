import type { AccountId } from '../../../domain/pools/user-pool.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

/** One transaction on the IAM data of an account: they are done one after the other. */
export function changeIam<Result>(
  session: SqlSession,
  account: string,
  work: (transaction: SqlSession) => Promise<Result>,
): Promise<Result> {
  return inTransaction(session, async (transaction) => {
    await transaction.engine.lockName(transaction.db, iamLockName(account));
    return work(transaction);
  });
}

/** A batch takes it too, shared: no change of policies comes between its look at their version and its commit (R288). */
export function iamLockName(account: string): string {
  return `IAM of ${account}`;
}

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
