import { createHash } from 'node:crypto';
import type { UserPool } from '../pools/user-pool.ts';

/** A device that a user has confirmed: whoever holds its secret signs in from it. */
export interface Device {
  /** `us-east-1_` and a UUID. */
  readonly key: string;
  readonly name: string | undefined;
  /** Whether it stands for a second factor. */
  readonly isRemembered: boolean;
  /** Salt and verifier of its secret, as {@link sealDeviceVerifier} made it. */
  readonly sealedVerifier: Uint8Array;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authenticatedAt: number;
}

/** Devices of one user: a further one takes the place of that which signed in longest ago (R885). */
export const DEVICES_PER_USER_MAX = 100;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const GROUP_CHARACTERS = 8;

/** A key for a device that signs in to the pool for the first time. */
export function makeDeviceKey({ region }: Pick<UserPool, 'region'>, uuid: string): string {
  return `${region}_${uuid}`;
}

/** The UUID in a device key of the pool; undefined for what is none. */
export function deviceUuidOf({ region }: Pick<UserPool, 'region'>, key: string): string | undefined {
  const uuid = key.startsWith(`${region}_`) ? key.slice(region.length + 1) : '';
  return UUID.test(uuid) ? uuid : undefined;
}

/** What stands for the name of the pool in SRP of devices: the same for all devices of a pool, since their verifiers hang on it. */
export function deviceGroupKey({ id }: Pick<UserPool, 'id'>): string {
  return `-${createHash('sha256').update(`device group ${id}`).digest('hex').slice(0, GROUP_CHARACTERS)}`;
}
