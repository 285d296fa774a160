import { encodeUtf8 } from '../../base/text/utf8.ts';
import { decodeBase64, decodeHex } from './hash-bytes.ts';
import { writeArgon2idHash, writePbkdf2Hash, writeScryptHash } from './write-hash.ts';

/* Each rewrites a hash of one form as an import takes it; undefined if it is not whole. */

const PREFIX = /^(?:\{[A-Za-z0-9-]+\}|[A-Za-z0-9_]+[:$])(?=\$)/;
const ARGON2_DJANGO = /^argon2(?=\$argon2id\$)/;
/** The base64 of some libraries, and of PHC strings. */
const ADAPTED_BASE64 = '[A-Za-z0-9+./]+={0,2}';
const PBKDF2_DJANGO = /^pbkdf2_sha256\$(\d+)\$([^$]+)\$([^$]+)$/;
const PBKDF2_WERKZEUG = /^pbkdf2:sha256:(\d+)\$([^$]+)\$([^$]+)$/;
const PBKDF2_PHC = new RegExp(
  `^\\$pbkdf2-sha256\\$(?:i=)?(\\d+)(?:,l=\\d+)?\\$(${ADAPTED_BASE64})\\$(${ADAPTED_BASE64})$`,
);
const SCRYPT_DJANGO = /^scrypt\$(\d+)\$([^$]+)\$(\d+)\$(\d+)\$([^$]+)$/;
const SCRYPT_WERKZEUG = /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$([^$]+)$/;
const SCRYPT_PHC = new RegExp(
  `^\\$scrypt\\$ln=(\\d{1,2}),r=(\\d+),p=(\\d+)\\$(${ADAPTED_BASE64})\\$(${ADAPTED_BASE64})$`,
);
const ARGON2ID = /^\$argon2id\$v=19\$([^$]+)\$([^$]+)\$([^$]+)$/;

/** Without the name of the algorithm that some frameworks put before. */
export function withoutPrefix(text: string): string {
  return text.replace(PREFIX, '').replace(ARGON2_DJANGO, '');
}

/**
 * A bcrypt hash, with or without a name before it. The last characters of salt and hash have bits that belong to no byte; some libraries
 * leave them set, and others, which compare texts, then find that no password matches, so they are cleared (R750).
 */
export function rewriteBcrypt(text: string): string {
  const hash = withoutPrefix(text);
  return hash.length === BCRYPT_CHARACTERS
    ? hash.slice(0, SALT_END - 1) +
        clearBits(hash, SALT_END - 1, 4) +
        hash.slice(SALT_END, -1) +
        clearBits(hash, BCRYPT_CHARACTERS - 1, 2)
    : hash;
}

const BCRYPT_CHARACTERS = 60;
/** Where the 22 characters of the salt end. */
const SALT_END = 29;
const BCRYPT_DIGITS = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The character at an index with its lowest bits cleared; one that is no digit stays. */
function clearBits(hash: string, index: number, bits: number): string {
  const digit = hash.charAt(index);
  const value = BCRYPT_DIGITS.indexOf(digit);
  return value < 0 ? digit : BCRYPT_DIGITS.charAt((value >> bits) << bits);
}

/** `pbkdf2_sha256$iterations$salt$base64`. The salt is text, and its UTF-8 bytes are what was hashed (R751). */
export function rewriteDjangoPbkdf2(text: string): string | undefined {
  const [, iterations, salt, hash] = PBKDF2_DJANGO.exec(text) ?? [];
  return writePbkdf2Hash(iterations, textBytes(salt), decodeBase64(hash ?? ''));
}

/** `pbkdf2:sha256:iterations$salt$hex`, whose salt is text. */
export function rewriteWerkzeugPbkdf2(text: string): string | undefined {
  const [, iterations, salt, hex] = PBKDF2_WERKZEUG.exec(text) ?? [];
  return writePbkdf2Hash(iterations, textBytes(salt), decodeHex(hex ?? ''));
}

/** `$pbkdf2-sha256$i=iterations,l=length$salt$hash`, or as an import takes it with a longer hash or padding. */
export function rewritePhcPbkdf2(text: string): string | undefined {
  const [, iterations, salt, hash] = PBKDF2_PHC.exec(text) ?? [];
  return writePbkdf2Hash(iterations, decodeAdaptedBase64(salt), decodeAdaptedBase64(hash));
}

/** `{PBKDF2-SHA256}iterations$salt$hash` of directories. */
export function rewriteLdapPbkdf2(text: string): string | undefined {
  return rewritePhcPbkdf2(text.replace(/^\{PBKDF2-SHA256\}/i, '$pbkdf2-sha256$'));
}

/** `scrypt$N$salt$r$p$base64`, whose salt is text. */
export function rewriteDjangoScrypt(text: string): string | undefined {
  const [, cost, salt, blockSize, lanes, hash] = SCRYPT_DJANGO.exec(text) ?? [];
  return writeScryptHash(cost, blockSize, lanes, textBytes(salt), decodeBase64(hash ?? ''));
}

/** `scrypt:N:r:p$salt$hex`, whose salt is text. */
export function rewriteWerkzeugScrypt(text: string): string | undefined {
  const [, cost, blockSize, lanes, salt, hex] = SCRYPT_WERKZEUG.exec(text) ?? [];
  return writeScryptHash(cost, blockSize, lanes, textBytes(salt), decodeHex(hex ?? ''));
}

/** `$scrypt$ln=log2(N),r=r,p=p$salt$hash`, with a salt of bytes. */
export function rewritePhcScrypt(text: string): string | undefined {
  const [, exponent, blockSize, lanes, salt, hash] = SCRYPT_PHC.exec(text) ?? [];
  const cost = exponent === undefined ? undefined : 2 ** Number(exponent);
  return writeScryptHash(cost, blockSize, lanes, decodeAdaptedBase64(salt), decodeAdaptedBase64(hash));
}

/** An argon2id hash whose parameters stand in another order, or whose base64 is padded. */
export function rewriteArgon2id(text: string): string | undefined {
  const [, list = '', salt = '', hash = ''] = ARGON2ID.exec(text) ?? [];
  const parameters = new Map(list.split(',').map((item) => [item.slice(0, 2), item.slice(2)]));
  if (parameters.size !== 3) return undefined;
  const [m, t, p] = ['m=', 't=', 'p='].map((name) => parameters.get(name));
  return writeArgon2idHash(m, t, p, decodeBase64(salt), decodeBase64(hash));
}

function textBytes(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : encodeUtf8(text);
}

/** A dot stands for a plus. */
function decodeAdaptedBase64(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : decodeBase64(text.replaceAll('.', '+'));
}
