import type { UserPoolKey } from '../../../domain/pools/user-pool.ts';
import type { DeviceCursor, StoredDevice } from '../../device-store.ts';
import type { Page } from '../../page.ts';
import type { DeviceRow } from '../factor-tables.ts';
import { inTransaction, type SqlSession } from '../tables.ts';
import { subFromBytes, subToBytes } from '../users/sub-bytes.ts';

export function addDevice(
  session: SqlSession,
  pool: UserPoolKey,
  sub: string,
  device: StoredDevice,
  devicesMax: number,
): Promise<'added' | 'exists' | 'not-found'> {
  return inTransaction(session, async ({ db, engine }) => {
    const subject = subToBytes(sub);
    // Locked, so that two devices of one user do not pass each other at the limit.
    const user = await db
      .selectFrom('users')
      .select('id')
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject)
      .modifyEnd(engine.lockRows('users'))
      .executeTakeFirst();
    if (!user) return 'not-found';
    const inserted = await db
      .insertInto('devices')
      .values({
        user_pool_key: pool,
        uuid: subToBytes(device.uuid),
        sub: subject,
        name: device.name ?? null,
        is_remembered: device.isRemembered ? 1 : 0,
        sealed_verifier: Buffer.from(device.sealedVerifier),
        created_at: device.createdAt,
        modified_at: device.modifiedAt,
        authenticated_at: device.authenticatedAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('created_at')
      .executeTakeFirst();
    if (!inserted) return 'exists';
    const surplus = await db
      .selectFrom('devices')
      .select('uuid')
      .where('user_pool_key', '=', pool)
      .where('sub', '=', subject)
      .where('uuid', '<>', subToBytes(device.uuid))
      .orderBy('authenticated_at', 'desc')
      .orderBy('uuid', 'desc')
      .offset(devicesMax - 1)
      .limit(devicesMax)
      .execute();
    for (const { uuid } of surplus) {
      await db.deleteFrom('devices').where('user_pool_key', '=', pool).where('uuid', '=', uuid).execute();
    }
    return 'added';
  });
}

export async function findDevice(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: string,
  uuid: string,
): Promise<StoredDevice | undefined> {
  const row = await db
    .selectFrom('devices')
    .selectAll()
    .where('user_pool_key', '=', pool)
    .where('uuid', '=', subToBytes(uuid))
    .where('sub', '=', subToBytes(sub))
    .executeTakeFirst();
  return row && deviceFromRow(row);
}

export async function listDevices(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: string,
  after: DeviceCursor | undefined,
  limit: number,
): Promise<Page<StoredDevice, DeviceCursor>> {
  let query = db
    .selectFrom('devices')
    .selectAll()
    .where('user_pool_key', '=', pool)
    .where('sub', '=', subToBytes(sub))
    .orderBy('uuid')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('uuid', '>', subToBytes(after));
  const rows = await query.execute();
  const items = rows.slice(0, limit).map(deviceFromRow);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: last.uuid } : { items };
}

export async function setDeviceRemembered(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: string,
  uuid: string,
  { isRemembered, nowMs }: { readonly isRemembered: boolean; readonly nowMs: number },
): Promise<'changed' | 'not-found'> {
  const { numUpdatedRows } = await db
    .updateTable('devices')
    .set({ is_remembered: isRemembered ? 1 : 0, modified_at: nowMs })
    .where('user_pool_key', '=', pool)
    .where('uuid', '=', subToBytes(uuid))
    .where('sub', '=', subToBytes(sub))
    .executeTakeFirst();
  return numUpdatedRows > 0n ? 'changed' : 'not-found';
}

export async function noteDeviceSignIn(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: string,
  uuid: string,
  nowMs: number,
): Promise<'noted' | 'not-found'> {
  const { numUpdatedRows } = await db
    .updateTable('devices')
    .set({ authenticated_at: nowMs })
    .where('user_pool_key', '=', pool)
    .where('uuid', '=', subToBytes(uuid))
    .where('sub', '=', subToBytes(sub))
    .executeTakeFirst();
  return numUpdatedRows > 0n ? 'noted' : 'not-found';
}

export async function deleteDevice(
  { db }: SqlSession,
  pool: UserPoolKey,
  sub: string,
  uuid: string,
): Promise<'deleted' | 'not-found'> {
  const { numDeletedRows } = await db
    .deleteFrom('devices')
    .where('user_pool_key', '=', pool)
    .where('uuid', '=', subToBytes(uuid))
    .where('sub', '=', subToBytes(sub))
    .executeTakeFirst();
  return numDeletedRows > 0n ? 'deleted' : 'not-found';
}

function deviceFromRow(row: DeviceRow): StoredDevice {
  return {
    uuid: subFromBytes(row.uuid),
    name: row.name ?? undefined,
    isRemembered: row.is_remembered === 1,
    sealedVerifier: new Uint8Array(row.sealed_verifier),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    authenticatedAt: row.authenticated_at,
  };
}
