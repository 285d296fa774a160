import { openSecret, sealSecret } from '../../base/sealed-secret.ts';

/** Encrypts a private key (PKCS #8, PEM): it opens for this pool and this key id only. `key` is the server key's, for `signing-key`. */
export function sealSigningKey(key: Buffer, userPoolId: string, id: string, pem: Buffer): Uint8Array {
  // A copy of its own: what goes to another thread takes the memory around it along.
  return new Uint8Array(sealSecret(key, pem, contextOf(userPoolId, id)));
}

/** Undefined if it was sealed by another server key or for another key of a pool. */
export function openSigningKey(key: Buffer, userPoolId: string, id: string, sealed: Uint8Array): Buffer | undefined {
  return openSecret(key, sealed, contextOf(userPoolId, id));
}

function contextOf(userPoolId: string, id: string): string {
  return `signing-key ${userPoolId} ${id}`;
}
