import { inTransaction, type SqlSession } from './tables.ts';

export const SERVER_KEY = 'server-key-fingerprint';
const HEALTH = 'health';

export function pinServerKey(session: SqlSession, fingerprint: string): Promise<'same' | 'different'> {
  return inTransaction(session, async ({ db }) => {
    await db
      .insertInto('meta')
      .values({ name: SERVER_KEY, value: fingerprint })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { value } = await db
      .selectFrom('meta')
      .select('value')
      .where('name', '=', SERVER_KEY)
      .executeTakeFirstOrThrow();
    return value === fingerprint ? 'same' : 'different';
  });
}

export async function findServerKeyFingerprint({ db }: SqlSession): Promise<string | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', SERVER_KEY).executeTakeFirst();
  return row?.value;
}

/** A real write: a full disk shows at the commit and nowhere before. */
export async function proveWritable({ db }: SqlSession): Promise<void> {
  await db
    .insertInto('meta')
    .values({ name: HEALTH, value: 'written' })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: 'written' }))
    .execute();
}

export async function proveReadable({ db }: SqlSession): Promise<void> {
  await db.selectFrom('meta').select('name').limit(1).execute();
}
