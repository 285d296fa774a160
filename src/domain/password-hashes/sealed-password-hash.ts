import { openSecret, sealSecret } from '../../base/sealed-secret.ts';
import { type PasswordHash, parsePasswordHash } from './password-hash.ts';

/**
 * Wraps the hash of the user with that sub for the store: the further layer of R256. `hash` is the text that came in the file; of a hash
 * that was copied to another user, or to another deployment, nothing comes out again.
 */
export function sealPasswordHash(key: Buffer, sub: string, hash: string): Buffer {
  return sealSecret(key, Buffer.from(hash, 'latin1'), contextOf(sub));
}

/** The hash in what {@link sealPasswordHash} made, or undefined if it was not made for this user with this key. */
export function openPasswordHash(key: Buffer, sub: string, sealed: Uint8Array): PasswordHash | undefined {
  const text = openSecret(key, sealed, contextOf(sub));
  return text && parsePasswordHash(text.toString('latin1'));
}

function contextOf(sub: string): string {
  return `password-hash ${sub}`;
}
