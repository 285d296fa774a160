import { sql } from 'kysely';
import { isCustomAttribute } from '../../../domain/pools/custom-attribute.ts';
import type { UserPool, UserPoolId, UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { Page } from '../../page.ts';
import type {
  AttributesAddition,
  CustomAttributesAddition,
  NewUserPool,
  PoolChange,
  PoolDeletion,
  Scope,
  TagsChange,
  UserPoolChange,
  UserPoolSummary,
} from '../../store.ts';
import { hasActiveImport } from '../active-imports.ts';
import { deleteAppClientsOfPool } from '../app-clients/app-clients.ts';
import { blobIdsOf } from '../blob-ids.ts';
import { cutPage } from '../cut-page.ts';
import { deleteSignInsOfPool } from '../delete-sign-ins.ts';
import { deleteGroupsOfPool } from '../groups/groups.ts';
import { type PlaceOf, prepareQuery } from '../prepared-query.ts';
import { inTransaction, type SqlSession, type UserPoolRow } from '../tables.ts';
import { poolFromRow } from './pool-from-row.ts';

export async function createUserPool({ db }: SqlSession, pool: NewUserPool): Promise<UserPool> {
  const row = await db
    .insertInto('user_pools')
    .values({
      id: pool.id,
      account: pool.account,
      region: pool.region,
      name: pool.name,
      created_at: pool.createdAt,
      modified_at: pool.modifiedAt,
      settings: JSON.stringify(pool.settings),
      schema_attributes: JSON.stringify(pool.schema),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return poolFromRow(row);
}

const selectLivingPool = prepareQuery((db, place: PlaceOf<Scope & { readonly id: UserPoolId }>) =>
  db
    .selectFrom('user_pools')
    .selectAll()
    .where('id', '=', place('id'))
    .where('account', '=', place('account'))
    .where('region', '=', place('region'))
    .where('is_deleted', '=', sql.lit(0)),
);

export async function findUserPool(session: SqlSession, scope: Scope, id: UserPoolId): Promise<UserPool | undefined> {
  const [row] = await selectLivingPool(session, { id, account: scope.account, region: scope.region });
  return row && poolFromRow(row);
}

export function findPoolRow(session: SqlSession, scope: Scope, id: UserPoolId): Promise<UserPoolRow | undefined> {
  return selectPool(session, scope, id).executeTakeFirst();
}

/** The pool is locked before anything in it is created, changed or deleted, so that all changes of one pool have one order. */
export function lockPoolRow(session: SqlSession, scope: Scope, id: UserPoolId): Promise<UserPoolRow | undefined> {
  return selectPool(session, scope, id).modifyEnd(session.engine.lockRows('user_pools')).executeTakeFirst();
}

function selectPool({ db }: SqlSession, scope: Scope, id: UserPoolId) {
  return db
    .selectFrom('user_pools')
    .selectAll()
    .where('id', '=', id)
    .where('account', '=', scope.account)
    .where('region', '=', scope.region)
    .where('is_deleted', '=', 0);
}

export async function listUserPools(
  { db, patience }: SqlSession,
  scope: Scope,
  after: UserPoolKey | undefined,
  limit: number,
): Promise<Page<UserPoolSummary, UserPoolKey>> {
  const pools = db
    .selectFrom('user_pools')
    .where('account', '=', scope.account)
    .where('region', '=', scope.region)
    .where('is_deleted', '=', 0)
    .where('key', '>', after ?? 0)
    .orderBy('key')
    .limit(limit + 1);
  if (patience) {
    // Settings may have some hundred kilobytes each; how many they have is known without reading them.
    const sizes = await pools.select(sql<number>`octet_length(settings)`.as('bytes')).execute();
    patience.spendOnText(sizes.reduce((sum, { bytes }) => sum + bytes, 0));
  }
  const rows = await pools.selectAll().execute();
  return cutPage(rows.map(summaryFromRow), limit, (pool) => pool.key);
}

function summaryFromRow(row: UserPoolRow): UserPoolSummary {
  const { key, id, name, createdAt, modifiedAt, settings } = poolFromRow(row);
  const { lambdaConfig } = settings;
  return { key, id, name, createdAt, modifiedAt, ...(lambdaConfig && { lambdaConfig }) };
}

export function replaceUserPoolSettings(
  session: SqlSession,
  scope: Scope,
  id: UserPoolId,
  change: UserPoolChange,
): Promise<PoolChange> {
  return changePool<PoolChange>(session, scope, id, async ({ db }, row) => {
    const settings = change.keepsTags ? { ...change.settings, tags: poolFromRow(row).settings.tags } : change.settings;
    await db
      .updateTable('user_pools')
      .set({
        settings: JSON.stringify(settings),
        name: change.name ?? row.name,
        modified_at: change.nowMs,
      })
      .where('key', '=', row.key)
      .execute();
    return 'changed';
  });
}

export function changeUserPoolTags(
  session: SqlSession,
  scope: Scope,
  id: UserPoolId,
  { added, removed, tagsMax }: TagsChange,
): Promise<'changed' | 'not-found' | 'too-many'> {
  return inTransaction(session, async (transaction) => {
    const row = await lockPoolRow(transaction, scope, id);
    if (!row) return 'not-found';
    const { settings } = poolFromRow(row);
    const kept = Object.entries(settings.tags).filter(([key]) => !removed.includes(key));
    const tags = { ...Object.fromEntries(kept), ...added };
    if (Object.keys(tags).length > tagsMax) return 'too-many';
    await transaction.db
      .updateTable('user_pools')
      .set({ settings: JSON.stringify({ ...settings, tags }) })
      .where('key', '=', row.key)
      .execute();
    return 'changed';
  });
}

export function addCustomAttributes(
  session: SqlSession,
  scope: Scope,
  id: UserPoolId,
  addition: CustomAttributesAddition,
): Promise<AttributesAddition> {
  return changePool<AttributesAddition>(session, scope, id, async ({ db }, row) => {
    const schema = [...poolFromRow(row).schema, ...addition.attributes];
    if (new Set(schema.map((attribute) => attribute.name)).size < schema.length) return 'duplicate';
    if (schema.filter(({ name }) => isCustomAttribute(name)).length > addition.customAttributesMax) return 'too-many';
    await db
      .updateTable('user_pools')
      .set({ schema_attributes: JSON.stringify(schema), modified_at: addition.nowMs })
      .where('key', '=', row.key)
      .execute();
    return 'changed';
  });
}

/** The users stay in the table, invisible, until they are purged: half a million cannot be deleted in one short transaction. */
export async function deleteUserPool(session: SqlSession, scope: Scope, id: UserPoolId): Promise<PoolDeletion> {
  const deletion = await changePool<PoolDeletion>(session, scope, id, async (transaction, row) => {
    const { db } = transaction;
    if (poolFromRow(row).settings.deletionProtection) return { kind: 'protected' };
    const jobs = await db
      .deleteFrom('import_jobs')
      .where('user_pool_key', '=', row.key)
      .returning(['status', 'upload_blob_id', 'awaited_blob_id'])
      .execute();
    await db.deleteFrom('messages').where('user_pool_key', '=', row.key).execute();
    await deleteAppClientsOfPool(transaction, row.key);
    await deleteSignInsOfPool(transaction, row.key as UserPoolKey);
    await deleteGroupsOfPool(transaction, row.key);
    await db.updateTable('user_pools').set({ is_deleted: 1 }).where('key', '=', row.key).execute();
    // A job that has ended goes on naming the file that was deleted at its end.
    const unused = jobs.filter(({ status }) => status === 'Created');
    return { kind: 'deleted', blobIds: unused.flatMap(blobIdsOf) };
  });
  return typeof deletion === 'string' ? { kind: deletion } : deletion;
}

/** One transaction on a pool that no import is busy with (R120). */
function changePool<Result>(
  session: SqlSession,
  scope: Scope,
  id: UserPoolId,
  change: (session: SqlSession, row: UserPoolRow) => Promise<Result>,
): Promise<Result | 'not-found' | 'import-in-progress'> {
  return inTransaction(session, async (transaction) => {
    const row = await lockPoolRow(transaction, scope, id);
    if (!row) return 'not-found';
    if (await hasActiveImport(transaction, row.key)) return 'import-in-progress';
    return change(transaction, row);
  });
}
