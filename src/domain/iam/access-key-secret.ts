import { openSecret, sealSecret } from '../../base/sealed-secret.ts';

/** The form in which the secret of an access key is kept. It opens for this id only, so that no key can take another's secret. */
export function sealAccessKeySecret(key: Buffer, accessKeyId: string, secret: string): Uint8Array {
  // A copy of its own: what goes to another thread takes the memory around it along.
  return new Uint8Array(sealSecret(key, Buffer.from(secret), contextOf(accessKeyId)));
}

/** Undefined if it was sealed by another server key or for another id. */
export function openAccessKeySecret(key: Buffer, accessKeyId: string, sealed: Uint8Array): string | undefined {
  return openSecret(key, sealed, contextOf(accessKeyId))?.toString();
}

function contextOf(accessKeyId: string): string {
  return `access-key/${accessKeyId}`;
}
