import { createHmac, hkdfSync } from 'node:crypto';
import { keyObjectOf } from '../../base/key-object.ts';
import { readUuid } from '../../base/uuid-bytes.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { isEmailAddress, isPhoneNumber } from '../users/attribute-forms.ts';
import { SRP_PRIME_BYTES, SRP_SALT_BYTES, type SrpVerifier } from './srp.ts';

/** A user who does not exist, as a client with `PreventUserExistenceErrors` sees them: the same at each try (S23, S32). */
export interface SimulatedUser extends SrpVerifier {
  /** `USER_ID_FOR_SRP` */
  readonly username: string;
  /** Of nobody; as long as that of a user. */
  readonly sub: string;
}

const HOUR_MS = 3_600_000;

/**
 * `nameKey` is the comparison key of the name that was asked for, `key` a secret of the server. Where users of the pool are stored under a
 * UUID, or are asked for by an alias, the stored name is a UUID; else it is the comparison key: one who exists has the same name whatever case
 * was sent, and so has one who does not (R823).
 */
export function simulateUser(
  key: Buffer,
  pool: Pick<UserPool, 'id' | 'createdAt' | 'settings'>,
  sent: string,
  nameKey: string,
): SimulatedUser {
  const bytesFor = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', keyObjectOf(key), `${pool.id} ${nameKey}`, purpose, length));
  const verifier = bytesFor('verifier', SRP_PRIME_BYTES);
  // Below N, whose first 64 bits are set.
  verifier[0] = (verifier[0] ?? 0) & 0x7f;
  const sub = makeSub(bytesFor('sub', 16), pool.createdAt);
  const isUuid = pool.settings.usernameAttributes.length > 0 || isEmailAddress(sent) || isPhoneNumber(sent);
  return { salt: bytesFor('salt', SRP_SALT_BYTES), verifier, sub, username: isUuid ? sub : nameKey };
}

/** What the store counts failed attempts under where there is no user: 16 bytes that do not tell the name. */
export function simulatedSubject(key: Buffer, pool: Pick<UserPool, 'id'>, nameKey: string): Buffer {
  return createHmac('sha256', keyObjectOf(key)).update(`attempts ${pool.id} ${nameKey}`).digest().subarray(0, 16);
}

/** A version 7 UUID of the first hour of the pool, as those of users are (decision 3). */
function makeSub(random: Buffer, poolCreatedAt: number): string {
  const time = poolCreatedAt + (random.readUInt32BE() % HOUR_MS);
  random.writeUIntBE(time, 0, 6);
  random[6] = 0x70 | ((random[6] ?? 0) & 0x0f);
  random[8] = 0x80 | ((random[8] ?? 0) & 0x3f);
  return readUuid(random);
}
