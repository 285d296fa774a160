import type { AccountId } from '../../../domain/pools/user-pool.ts';
import { inTransaction, type SqlSession } from '../tables.ts';

const DEFAULT_ACCOUNT = 'default-account';

/** Whatever is of an account by itself, and not of a thing that is. Jobs and log streams have their pool or group. */
const TABLES_OF_ACCOUNTS = ['user_pools', 'log_groups', 'roles', 'iam_users', 'managed_policies'] as const;

/** See {@link Store.pinDefaultAccount}. */
export function pinDefaultAccount(
  session: SqlSession,
  { current, former }: { readonly current: AccountId; readonly former: AccountId },
): Promise<AccountId> {
  return inTransaction(session, async (transaction) => {
    const pinned = await findDefaultAccount(transaction);
    if (pinned !== undefined) return pinned;
    const value = (await hasAnything(transaction, former)) ? former : current;
    await transaction.db
      .insertInto('meta')
      .values({ name: DEFAULT_ACCOUNT, value })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return (await findDefaultAccount(transaction)) ?? value;
  });
}

async function findDefaultAccount({ db }: SqlSession): Promise<AccountId | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', DEFAULT_ACCOUNT).executeTakeFirst();
  return row && (row.value as AccountId);
}

async function hasAnything({ db }: SqlSession, account: AccountId): Promise<boolean> {
  for (const table of TABLES_OF_ACCOUNTS) {
    const row = await db.selectFrom(table).select('key').where('account', '=', account).limit(1).executeTakeFirst();
    if (row) return true;
  }
  return false;
}
