import { createCipheriv, createDecipheriv, createHash, type KeyObject } from 'node:crypto';
import { pooledBytes } from './ids.ts';
import { keyObjectOf } from './key-object.ts';

const VERSION = 1;
export const SECRET_KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + SECRET_KEY_ID_BYTES + NONCE_BYTES;
/** By which a sealed secret is longer than its plain text. */
export const SEAL_BYTES = HEAD_BYTES + TAG_BYTES;
const VERSION_BYTE = Buffer.of(VERSION);

/**
 * Encrypts `plain` with AES-256-GCM under a 32-byte key. The form: version (1 byte), key id (8), nonce (12), ciphertext, tag (16).
 * `context` says what the secret is of and is needed to open it, so that one sealed secret never passes for another.
 */
export function sealSecret(key: Buffer, plain: Buffer, context: string): Buffer {
  const { id, keyObject } = prepareKey(key);
  const nonce = pooledBytes(NONCE_BYTES);
  const head = Buffer.concat([VERSION_BYTE, id, nonce]);
  const cipher = createCipheriv('aes-256-gcm', keyObject, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(head, context));
  return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The secret of {@link sealSecret}, or undefined if it was not sealed by this key for this context, or was altered. */
export function openSecret(key: Buffer, sealed: Uint8Array, context: string): Buffer | undefined {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < HEAD_BYTES + TAG_BYTES || bytes[0] !== VERSION) return undefined;
  const head = bytes.subarray(0, HEAD_BYTES);
  const { id, keyObject } = prepareKey(key);
  if (!head.subarray(1, 1 + SECRET_KEY_ID_BYTES).equals(id)) return undefined;
  const nonce = head.subarray(1 + SECRET_KEY_ID_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyObject, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData(head, context));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const plain = decipher.update(bytes.subarray(HEAD_BYTES, -TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    // Node reports a wrong authentication tag by throwing.
    return undefined;
  }
}

interface PreparedKey {
  /** Names the key and tells nothing about it: after a change of the server key it says which one a secret needs. */
  readonly id: Buffer;
  readonly keyObject: KeyObject;
}

/** Cached by the buffer of the key, which never changes. Without the cache, sealing the hashes of an import takes four times as long. */
const preparedKeys = new WeakMap<Buffer, PreparedKey>();

function prepareKey(key: Buffer): PreparedKey {
  const found = preparedKeys.get(key);
  if (found) return found;
  const prepared = { id: keyIdOf(key), keyObject: keyObjectOf(key) };
  preparedKeys.set(key, prepared);
  return prepared;
}

export function keyIdOf(key: Buffer): Buffer {
  return createHash('sha256').update('muster/sealed-secret').update(key).digest().subarray(0, SECRET_KEY_ID_BYTES);
}

function additionalData(head: Buffer, context: string): Buffer {
  return Buffer.concat([head, Buffer.from(context)]);
}
