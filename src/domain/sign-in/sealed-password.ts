import { openSecret, SEAL_BYTES, sealSecret } from '../../base/sealed-secret.ts';
import type { PasswordHash } from '../password-hashes/password-hash.ts';
import { openPasswordHash } from '../password-hashes/sealed-password-hash.ts';
import { SRP_PRIME_BYTES, SRP_SALT_BYTES, type SrpVerifier } from './srp.ts';

/** What the store keeps of a user's password, opened. From none of it the password can be read. */
export type StoredPassword =
  /** As the user was imported; until the first right password (S48). */
  | { readonly kind: 'hash'; readonly hash: PasswordHash }
  | ({
      readonly kind: 'srp';
      /** When the password was set: a temporary one runs out. Milliseconds since 1970. */
      readonly setAt: number;
    } & SrpVerifier);

/** The first byte of a sealed verifier. A sealed hash begins with 3, or with 1 as the first versions wrote it. */
export const SRP_FORMAT = 2;
const SET_AT_BYTES = 8;
/** Of what {@link sealSrpVerifier} makes. */
export const SEALED_SRP_BYTES = 1 + SET_AT_BYTES + SRP_SALT_BYTES + SRP_PRIME_BYTES + SEAL_BYTES;

/** Seals salt and verifier of the user with that sub: {@link SEALED_SRP_BYTES} bytes that nobody else's row can use. */
export function sealSrpVerifier(key: Buffer, sub: string, { salt, verifier }: SrpVerifier, setAt: number): Buffer {
  const plain = Buffer.alloc(SET_AT_BYTES + SRP_SALT_BYTES + SRP_PRIME_BYTES);
  plain.writeBigUInt64BE(BigInt(setAt));
  plain.set(salt, SET_AT_BYTES + SRP_SALT_BYTES - salt.length);
  plain.set(verifier, plain.length - verifier.length);
  return Buffer.concat([Buffer.of(SRP_FORMAT), sealSecret(key, plain, contextOf(sub))]);
}

/** Undefined for what was not sealed for this user with this key. */
export function openSealedPassword(key: Buffer, sub: string, sealed: Uint8Array): StoredPassword | undefined {
  if (sealed[0] !== SRP_FORMAT) {
    const hash = openPasswordHash(key, sub, sealed);
    return hash && { kind: 'hash', hash };
  }
  const plain = openSecret(key, sealed.subarray(1), contextOf(sub));
  return (
    plain && {
      kind: 'srp',
      setAt: Number(plain.readBigUInt64BE()),
      salt: plain.subarray(SET_AT_BYTES, SET_AT_BYTES + SRP_SALT_BYTES),
      verifier: plain.subarray(SET_AT_BYTES + SRP_SALT_BYTES),
    }
  );
}

/** By the key that sealed it. */
const passwordsOfNobody = new WeakMap<Buffer, Uint8Array>();
const NOBODY = 'nobody';

/** Takes as long as {@link openSealedPassword} for a user, where there is none to open (S32). */
export function openPasswordOfNobody(key: Buffer): StoredPassword | undefined {
  const nothing = { salt: new Uint8Array(SRP_SALT_BYTES), verifier: new Uint8Array(SRP_PRIME_BYTES) };
  const sealed = passwordsOfNobody.get(key) ?? sealSrpVerifier(key, NOBODY, nothing, 0);
  passwordsOfNobody.set(key, sealed);
  return openSealedPassword(key, NOBODY, sealed);
}

function contextOf(sub: string): string {
  return `srp-verifier ${sub}`;
}
