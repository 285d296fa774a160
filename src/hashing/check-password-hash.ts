import { pbkdf2Sync, scryptSync, timingSafeEqual } from 'node:crypto';
import { bcryptVerify } from 'hash-wasm';
import type { BcryptHash } from '../domain/password-hashes/bcrypt-hash.ts';
import type { PasswordHash } from '../domain/password-hashes/password-hash.ts';
import type { Pbkdf2Hash } from '../domain/password-hashes/pbkdf2-hash.ts';
import type { ScryptHash } from '../domain/password-hashes/scrypt-hash.ts';
import { deriveByArgon2id } from './derive-by-argon2id.ts';

/** bcrypt ignores what follows. */
const BCRYPT_BYTES_MAX = 72;
/** Room for the highest bounds of an imported hash, 64 MiB (R261), and what OpenSSL needs beside. */
const SCRYPT_BYTES_MAX = 80 * 1024 * 1024;

/** Whether the password is the one that was hashed (S46, S50). Takes up to 64 MiB and a quarter of a second: for a thread of its own. */
export async function isPasswordOf(hash: PasswordHash, password: string): Promise<boolean> {
  // The libraries refuse it, and no flow lets one in.
  if (password === '') return false;
  switch (hash.algorithm) {
    case 'BCRYPT':
      return isBcryptPassword(hash, password);
    case 'SCRYPT':
      return isSame(hash.hash, deriveByScrypt(hash, password));
    case 'ARGON2ID':
      return isSame(hash.hash, await deriveByArgon2id(hash, password));
    case 'PBKDF2_SHA256':
      return isSame(hash.hash, deriveByPbkdf2(hash, password));
  }
}

/** The library takes at most 72 bytes and refuses more, where those who made hashes cut. */
function isBcryptPassword({ text }: BcryptHash, password: string): Promise<boolean> {
  return bcryptVerify({ password: Buffer.from(password).subarray(0, BCRYPT_BYTES_MAX), hash: text });
}

function deriveByScrypt({ cost, blockSize, parallelization, salt, hash }: ScryptHash, password: string): Buffer {
  const options = { N: cost, r: blockSize, p: parallelization, maxmem: SCRYPT_BYTES_MAX };
  return scryptSync(password, salt, hash.length, options);
}

function deriveByPbkdf2({ iterations, salt, hash }: Pbkdf2Hash, password: string): Buffer {
  return pbkdf2Sync(password, salt, iterations, hash.length, 'sha256');
}

function isSame(stored: Uint8Array, derived: Uint8Array): boolean {
  return stored.length === derived.length && timingSafeEqual(stored, derived);
}
