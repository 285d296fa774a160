import crypto from 'node:crypto';
import { argon2id } from 'hash-wasm';
import type { Argon2idHash } from '../domain/password-hashes/argon2id-hash.ts';

/** As many bytes as the hash has. Both ways give the same. */
type DeriveByArgon2id = (hash: Argon2idHash, password: string) => Promise<Uint8Array> | Uint8Array;

export const deriveByOpenssl: DeriveByArgon2id = ({ memoryKib, passes, lanes, salt, hash }, password) =>
  crypto.argon2Sync('argon2id', {
    message: password,
    nonce: salt,
    parallelism: lanes,
    passes,
    memory: memoryKib,
    tagLength: hash.length,
  });

export const deriveByWebAssembly: DeriveByArgon2id = ({ memoryKib, passes, lanes, salt, hash }, password) =>
  argon2id({
    password,
    salt,
    parallelism: lanes,
    iterations: passes,
    memorySize: memoryKib,
    hashLength: hash.length,
    outputType: 'binary',
  });

/**
 * By OpenSSL where Node has that: it takes half the time of WebAssembly, and gives its memory back at once, where a hundred hashes one
 * after the other held 112 MB.
 */
export const deriveByArgon2id: DeriveByArgon2id = hasOpensslArgon2() ? deriveByOpenssl : deriveByWebAssembly;

/** Node has the call from 24.7 on; it throws if OpenSSL is older than 3.2. */
function hasOpensslArgon2(): boolean {
  if (typeof crypto.argon2Sync !== 'function') return false;
  const least = { message: '', nonce: new Uint8Array(8), parallelism: 1, passes: 1, memory: 8, tagLength: 4 };
  try {
    crypto.argon2Sync('argon2id', least);
    return true;
  } catch {
    return false;
  }
}
