import { openSecret } from '../../base/sealed-secret.ts';
import { SecretSealer } from '../../base/secret-sealer.ts';
import { UUID_BYTES, writeUuid } from '../../base/uuid-bytes.ts';
import { type PasswordHash, parsePasswordHash } from './password-hash.ts';

/** The first byte of what the first versions sealed. */
const SECRET_VERSION = 1;

/** Cached by the buffer of the key, which never changes. */
const sealers = new WeakMap<Buffer, SecretSealer>();

/** Seals hashes for the users with those subs, in bytes. */
export function passwordHashSealer(key: Buffer): SecretSealer {
  const sealer = sealers.get(key) ?? new SecretSealer(key, 'password-hash');
  sealers.set(key, sealer);
  return sealer;
}

/**
 * Wraps the hash of the user with that sub for the store: the further layer of R256. `hash` is the text that came in the file; of a hash
 * that was copied to another user, or to another deployment, nothing comes out again.
 */
export function sealPasswordHash(key: Buffer, sub: string, hash: string): Buffer {
  const plain = Buffer.from(hash, 'latin1');
  const sealer = passwordHashSealer(key);
  const bytes = Buffer.alloc(UUID_BYTES + plain.length + sealer.extraBytes);
  writeUuid(sub, bytes, 0);
  sealer.seal(plain, 0, plain.length, bytes, 0, UUID_BYTES);
  return bytes.subarray(UUID_BYTES);
}

/** The hash in what {@link sealPasswordHash} made, or undefined if it was not made for this user with this key. */
export function openPasswordHash(key: Buffer, sub: string, sealed: Uint8Array): PasswordHash | undefined {
  const text =
    sealed[0] === SECRET_VERSION
      ? openSecret(key, sealed, `password-hash ${sub}`)
      : passwordHashSealer(key).open(sealed, ownerOf(sub));
  return text && parsePasswordHash(text.toString('latin1'));
}

function ownerOf(sub: string): Buffer {
  const bytes = Buffer.alloc(UUID_BYTES);
  writeUuid(sub, bytes, 0);
  return bytes;
}
