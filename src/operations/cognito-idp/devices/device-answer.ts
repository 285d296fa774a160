import { type Device, deviceUuidOf, makeDeviceKey } from '../../../domain/devices/device.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import type { StoredDevice } from '../../../store/store.ts';
import type { Fail } from '../../define-operation.ts';
import { epochSeconds } from '../../epoch-seconds.ts';

type DeviceType = OutputOf<'cognito-idp', 'GetDevice'>['Device'];

export function deviceAnswer(pool: UserPool, { uuid, ...device }: StoredDevice): DeviceType {
  const { name, isRemembered, createdAt, modifiedAt, authenticatedAt } = device satisfies Omit<Device, 'key'>;
  return {
    DeviceKey: makeDeviceKey(pool, uuid),
    DeviceAttributes: [
      { Name: 'device_status', Value: 'valid' },
      ...(name === undefined ? [] : [{ Name: 'device_name', Value: name }]),
      { Name: 'dev:device_remembered_status', Value: isRemembered ? 'remembered' : 'not_remembered' },
    ],
    DeviceCreateDate: epochSeconds(createdAt),
    DeviceLastModifiedDate: epochSeconds(modifiedAt),
    DeviceLastAuthenticatedDate: epochSeconds(authenticatedAt),
  };
}

/** The UUID of a device key that could be one of the pool; any other is of no device (R886). */
export function requireDeviceUuid(pool: UserPool, key: string, fail: Fail<'ResourceNotFoundException'>): string {
  return deviceUuidOf(pool, key) ?? failWithoutDevice(fail);
}

export function failWithoutDevice(fail: Fail<'ResourceNotFoundException'>): never {
  return fail('ResourceNotFoundException', 'Device does not exist.');
}
