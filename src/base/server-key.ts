import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { assert } from './assert.ts';
import { keyObjectOf } from './key-object.ts';

export const SERVER_KEY_BYTES = 32;

/** Bytes for a new key. */
export function makeKeyBytes(count: number): Buffer {
  return randomBytes(count);
}

/** What a key derived from the server key is for; one HKDF label each, so that none can stand in for another. */
type KeyPurpose =
  | 'upload-url'
  | 'page-token'
  | 'access-key'
  | 'role-session'
  | 'client-secret'
  | 'password-hash'
  | 'message'
  | 'code'
  | 'signing-key'
  | 'challenge'
  | 'refresh-token'
  | 'simulated-user';

/** The one secret of a deployment. Everything that is signed or wrapped uses a key derived from it (HKDF-SHA-256). */
export class ServerKey {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    assert(secret.length === SERVER_KEY_BYTES, `a server key has ${SERVER_KEY_BYTES} bytes, not ${secret.length}`);
    this.#secret = Buffer.from(secret);
  }

  /** 32 bytes derived for `purpose`. */
  derive(purpose: KeyPurpose): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#secret, '', `muster/${purpose}`, 32));
  }

  /** Fingerprint of the key, 16 hexadecimal digits; reveals nothing about it. */
  fingerprint(): string {
    return createHash('sha256').update('muster/fingerprint').update(this.#secret).digest('hex').slice(0, 16);
  }
}

/** A page token that only this deployment can make: base64url of the payload and a 12-byte HMAC over `context` and payload. */
export function sealPageToken(key: Buffer, context: string, payload: string): string {
  return Buffer.concat([pageTokenMac(key, context, payload), Buffer.from(payload)]).toString('base64url');
}

/** The payload of {@link sealPageToken}, or undefined if the token was not made for this context by this key. */
export function openPageToken(key: Buffer, context: string, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < 12) return undefined;
  const payload = bytes.subarray(12).toString();
  return timingSafeEqual(bytes.subarray(0, 12), pageTokenMac(key, context, payload)) ? payload : undefined;
}

function pageTokenMac(key: Buffer, context: string, payload: string): Buffer {
  return createHmac('sha256', keyObjectOf(key))
    .update(`${context.length}:${context}${payload}`)
    .digest()
    .subarray(0, 12);
}
