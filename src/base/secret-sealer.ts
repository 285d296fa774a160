import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { assert } from './assert.ts';
import { keyObjectOf } from './key-object.ts';
import { keyIdOf, SECRET_KEY_ID_BYTES } from './sealed-secret.ts';

/** The first byte of what is sealed here; `sealSecret` writes 1, and a verifier begins with 2. */
const VERSION = 3;
const NONCE_BYTES = 12;
/** Where the secret begins in the key stream of its nonce: the number of the block, as the cipher counts. */
const COUNTER_BYTES = 4;
const IV_BYTES = NONCE_BYTES + COUNTER_BYTES;
const IV_AT = 1 + SECRET_KEY_ID_BYTES;
const HEAD_BYTES = IV_AT + IV_BYTES;
const TAG_BYTES = 16;

const BLOCK_BYTES = 16;
/** Key stream of one nonce: enough for a thousand password hashes. */
const STREAM_BYTES = 64 * 1024;
const ZEROS = Buffer.alloc(STREAM_BYTES);
const KEY_BYTES = 32;
const OWNER_BYTES = 16;
const SHA256_BYTES = 32;
const SHA256_BLOCK_BYTES = 64;

/**
 * Seals many short secrets one after the other, each for an owner of 16 bytes; a secret opens alone, and for nobody but its owner. The
 * form: version (1 byte), key id (8), nonce (12), counter (4), ciphertext, tag (16). AES-256-CTR encrypts thousands of secrets by one
 * key stream of which each has its own blocks; the tag is the HMAC-SHA256 of owner, head and ciphertext, cut. That takes a quarter of
 * AES-256-GCM for each, most of which is the making of a cipher.
 */
export class SecretSealer {
  /** What a sealed secret is longer than the secret. */
  readonly extraBytes = HEAD_BYTES + TAG_BYTES;
  readonly #keys: SealerKeys;
  #stream: Buffer = Buffer.alloc(0);
  #streamOffset = 0;
  readonly #nonce = Buffer.alloc(NONCE_BYTES);
  /** What is hashed: the padded key of HMAC, then owner, head and ciphertext. */
  #inner: Buffer;
  readonly #outer: Buffer;

  /** `purpose` is of the secrets; it is needed to open them. */
  constructor(key: Buffer, purpose: string) {
    this.#keys = deriveKeys(key, purpose);
    this.#inner = paddedKey(this.#keys.mac, 0x36, STREAM_BYTES);
    this.#outer = paddedKey(this.#keys.mac, 0x5c, SHA256_BYTES);
  }

  /**
   * Seals `source` from `start` to `end` into `target` at `offset`, and returns where it ends. The 16 bytes of the owner are in `target`
   * too, at `ownerAt`.
   */
  seal(source: Uint8Array, start: number, end: number, target: Uint8Array, ownerAt: number, offset: number): number {
    const length = end - start;
    const streamStart = this.#takeStream(length);
    const stream = this.#stream;
    const inner = this.#inner;
    const { id } = this.#keys;
    let at = SHA256_BLOCK_BYTES;
    for (let index = 0; index < OWNER_BYTES; index++) inner[at++] = target[ownerAt + index] ?? 0;
    const sealedAt = at;
    inner[at++] = VERSION;
    for (let index = 0; index < SECRET_KEY_ID_BYTES; index++) inner[at++] = id[index] ?? 0;
    for (let index = 0; index < NONCE_BYTES; index++) inner[at++] = this.#nonce[index] ?? 0;
    at = inner.writeUInt32BE(streamStart / BLOCK_BYTES, at);
    for (let index = 0; index < length; index++) {
      inner[at++] = (source[start + index] ?? 0) ^ (stream[streamStart + index] ?? 0);
    }
    let to = offset;
    for (let from = sealedAt; from < at; from++) target[to++] = inner[from] ?? 0;
    // HMAC in two hashes: to make an object for one takes three times as long as both.
    this.#outer.write(hash('sha256', inner.subarray(0, at), 'binary'), SHA256_BLOCK_BYTES, 'binary');
    const tag = hash('sha256', this.#outer, 'binary');
    for (let index = 0; index < TAG_BYTES; index++) target[to++] = tag.charCodeAt(index);
    return to;
  }

  /** The secret of {@link SecretSealer.seal}, or undefined if it was not sealed by this key for this owner, or was altered. */
  open(sealed: Uint8Array, owner: Uint8Array): Buffer | undefined {
    const { id, cipher, mac } = this.#keys;
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < this.extraBytes || bytes[0] !== VERSION || !bytes.subarray(1, IV_AT).equals(id))
      return undefined;
    const body = bytes.subarray(0, -TAG_BYTES);
    const tag = createHmac('sha256', keyObjectOf(mac)).update(owner).update(body).digest().subarray(0, TAG_BYTES);
    if (!timingSafeEqual(tag, bytes.subarray(-TAG_BYTES))) return undefined;
    const decipher = createDecipheriv('aes-256-ctr', cipher, bytes.subarray(IV_AT, HEAD_BYTES));
    return Buffer.concat([decipher.update(body.subarray(HEAD_BYTES)), decipher.final()]);
  }

  /** Where so many bytes of key stream begin that nothing else is encrypted with. */
  #takeStream(length: number): number {
    assert(length <= STREAM_BYTES - OWNER_BYTES - HEAD_BYTES, 'a secret is short');
    if (this.#streamOffset + length > this.#stream.length) {
      randomBytes(NONCE_BYTES).copy(this.#nonce);
      const iv = Buffer.concat([this.#nonce, Buffer.alloc(COUNTER_BYTES)]);
      this.#stream = createCipheriv('aes-256-ctr', this.#keys.cipher, iv).update(ZEROS);
      this.#streamOffset = 0;
    }
    const start = this.#streamOffset;
    this.#streamOffset += BLOCK_BYTES * Math.ceil(length / BLOCK_BYTES);
    return start;
  }
}

interface SealerKeys {
  readonly id: Buffer;
  readonly cipher: KeyObject;
  readonly mac: Buffer;
}

function deriveKeys(key: Buffer, purpose: string): SealerKeys {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `sealer ${use} ${purpose}`, KEY_BYTES));
  return { id: keyIdOf(key), cipher: createSecretKey(derive('cipher')), mac: derive('mac') };
}

/** The key of HMAC as its standard pads it, with room behind. */
function paddedKey(key: Buffer, pad: number, room: number): Buffer {
  const padded = Buffer.alloc(SHA256_BLOCK_BYTES + room);
  padded.fill(pad, 0, SHA256_BLOCK_BYTES);
  for (const [index, byte] of key.entries()) padded[index] = byte ^ pad;
  return padded;
}
