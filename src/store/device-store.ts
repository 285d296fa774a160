import type { Device } from '../domain/devices/device.ts';
import type { UserPoolKey } from '../domain/pools/user-pool.ts';
import type { Page } from './page.ts';

/** A device as it is stored: `uuid` is that of its key. */
export type StoredDevice = Omit<Device, 'key'> & { readonly uuid: string };

/** UUID of the last device of a page; the next one has those behind it. */
export type DeviceCursor = string;

/** Devices that users have confirmed. */
export interface DeviceStore {
  /** Of `devicesMax` devices of a user the one that signed in longest ago makes room. `exists` if any user has that device. */
  addDevice(
    pool: UserPoolKey,
    sub: string,
    device: StoredDevice,
    devicesMax: number,
  ): Promise<'added' | 'exists' | 'not-found'>;
  findDevice(pool: UserPoolKey, sub: string, uuid: string): Promise<StoredDevice | undefined>;
  /** In the order of their UUIDs, which is that of their first sign-ins. */
  listDevices(
    pool: UserPoolKey,
    sub: string,
    after: DeviceCursor | undefined,
    limit: number,
  ): Promise<Page<StoredDevice, DeviceCursor>>;
  setDeviceRemembered(
    pool: UserPoolKey,
    sub: string,
    uuid: string,
    change: { readonly isRemembered: boolean; readonly nowMs: number },
  ): Promise<'changed' | 'not-found'>;
  /** A sign-in from the device. */
  noteDeviceSignIn(pool: UserPoolKey, sub: string, uuid: string, nowMs: number): Promise<'noted' | 'not-found'>;
  deleteDevice(pool: UserPoolKey, sub: string, uuid: string): Promise<'deleted' | 'not-found'>;
}
