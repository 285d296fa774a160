import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { User } from '../../../domain/users/user.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext, TokenOrSessionContext } from '../../operation.ts';
import { type PageTokens, pageTokens } from '../page-tokens.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { deviceAnswer, failWithoutDevice, requireDeviceUuid } from './device-answer.ts';

/** Whose devices an operation is about. */
export interface DeviceOwner {
  readonly pool: UserPool;
  readonly user: User;
}

const DEVICES_PER_PAGE_MAX = 60;

/** The user whose access token came. The model demands none of some operations, which are of nobody without it (R886). */
export async function getDeviceOwner(
  context: TokenOrSessionContext,
  fail: Fail<'InvalidParameterException' | 'ResourceNotFoundException' | 'UserNotFoundException'>,
): Promise<DeviceOwner> {
  const { tokenOwner } = context;
  if (!tokenOwner) return fail('InvalidParameterException', 'Missing required parameter AccessToken');
  return getTokenOwner({ ...context, tokenOwner }, fail);
}

export async function describeDevice(
  { store }: RequestContext,
  { pool, user }: DeviceOwner,
  deviceKey: string,
  fail: Fail<'ResourceNotFoundException'>,
): Promise<OutputOf<'cognito-idp', 'GetDevice'>> {
  const device = await store.findDevice(pool.key, user.sub, requireDeviceUuid(pool, deviceKey, fail));
  return device ? { Device: deviceAnswer(pool, device) } : failWithoutDevice(fail);
}

/** A page of devices, oldest first. A limit of 0 is the same as none. */
export async function listDevicesOf(
  context: RequestContext,
  { pool, user }: DeviceOwner,
  { Limit, PaginationToken }: { readonly Limit?: number; readonly PaginationToken?: string },
  fail: Fail<'InvalidParameterException'>,
): Promise<OutputOf<'cognito-idp', 'ListDevices'>> {
  const tokens: PageTokens = pageTokens(context, `ListDevices ${pool.id} ${user.sub}`, fail);
  const after = tokens.open(PaginationToken);
  const { items, next } = await context.store.listDevices(pool.key, user.sub, after, Limit || DEVICES_PER_PAGE_MAX);
  const { NextToken } = tokens.seal(next);
  return {
    Devices: items.map((device) => deviceAnswer(pool, device)),
    ...(NextToken !== undefined && { PaginationToken: NextToken }),
  };
}

/** Whether the device stands for a second factor from now on; without a status it stays as it is. */
export async function setDeviceStatus(
  { store, clock }: RequestContext,
  { pool, user }: DeviceOwner,
  {
    DeviceKey,
    DeviceRememberedStatus: status,
  }: { readonly DeviceKey: string; readonly DeviceRememberedStatus?: 'remembered' | 'not_remembered' },
  fail: Fail<'ResourceNotFoundException'>,
): Promise<Record<string, never>> {
  const uuid = requireDeviceUuid(pool, DeviceKey, fail);
  const found =
    status === undefined
      ? await store.findDevice(pool.key, user.sub, uuid)
      : (await store.setDeviceRemembered(pool.key, user.sub, uuid, {
          isRemembered: status === 'remembered',
          nowMs: clock.nowMs(),
        })) === 'changed';
  return found ? {} : failWithoutDevice(fail);
}

export async function forgetDeviceOf(
  { store }: RequestContext,
  { pool, user }: DeviceOwner,
  deviceKey: string,
  fail: Fail<'ResourceNotFoundException'>,
): Promise<void> {
  const deletion = await store.deleteDevice(pool.key, user.sub, requireDeviceUuid(pool, deviceKey, fail));
  if (deletion !== 'deleted') failWithoutDevice(fail);
}
