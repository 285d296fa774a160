import { encodeUtf8 } from '../../base/text/utf8.ts';

const PBKDF2_DJANGO = /^pbkdf2_sha256\$(\d+)\$([^$]+)\$([A-Za-z0-9+/]{43}=?)$/;
const PBKDF2_WERKZEUG = /^pbkdf2:sha256:(\d+)\$([^$]+)\$([0-9a-f]{64})$/i;
const SCRYPT_DJANGO = /^scrypt\$(\d+)\$([^$]+)\$(\d+)\$(\d+)\$([A-Za-z0-9+/]+=*)$/;
const SCRYPT_WERKZEUG = /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$([0-9a-f]+)$/i;
const PREFIX = /^(?:\{[A-Za-z0-9-]+\}|[A-Za-z0-9_]+[:$])(?=\$)/;
const ARGON2_DJANGO = /^argon2(?=\$argon2id\$)/;
/** Marker, PRF, iterations and length of the salt, of ASP.NET Core Identity. */
const ASPNET_HEAD_BYTES = 13;
const HMAC_SHA256 = 1;

/** Without the name of the algorithm that some frameworks put before. */
export function withoutPrefix(text: string): string {
  return text.replace(PREFIX, '').replace(ARGON2_DJANGO, '');
}

/** `pbkdf2_sha256$iterations$salt$hash`, whose salt is text. */
export function rewriteDjangoPbkdf2(text: string): string | undefined {
  const [, iterations, salt, hash] = PBKDF2_DJANGO.exec(text) ?? [];
  if (iterations === undefined || salt === undefined || hash === undefined) return undefined;
  return toPbkdf2(iterations, encodeUtf8(salt), decodeBase64(hash));
}

/** `pbkdf2:sha256:iterations$salt$hex`, whose salt is text. */
export function rewriteWerkzeugPbkdf2(text: string): string | undefined {
  const [, iterations, salt, hex] = PBKDF2_WERKZEUG.exec(text) ?? [];
  if (iterations === undefined || salt === undefined || hex === undefined) return undefined;
  return toPbkdf2(iterations, encodeUtf8(salt), decodeHex(hex));
}

/** `scrypt$N$salt$r$p$base64`, whose salt is text. */
export function rewriteDjangoScrypt(text: string): string | undefined {
  const [, cost, salt, blockSize, parallelization, hash] = SCRYPT_DJANGO.exec(text) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  return [cost, blockSize, parallelization, toHex(encodeUtf8(salt)), toHex(decodeBase64(hash))].join('$');
}

/** `scrypt:N:r:p$salt$hex`, whose salt is text. */
export function rewriteWerkzeugScrypt(text: string): string | undefined {
  const [, cost, blockSize, parallelization, salt, hex] = SCRYPT_WERKZEUG.exec(text) ?? [];
  if (salt === undefined || hex === undefined) return undefined;
  return [cost, blockSize, parallelization, toHex(encodeUtf8(salt)), hex.toLowerCase()].join('$');
}

/** Base64 of 0x01, then PRF, iterations and length of the salt as 32 bits each, salt, subkey. */
export function rewriteAspNet(text: string): string | undefined {
  if (!/^AQ[A-Za-z0-9+/]+=*$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = decodeBase64(text);
  if (bytes.length < ASPNET_HEAD_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const subkey = bytes.subarray(ASPNET_HEAD_BYTES + view.getUint32(9));
  if (bytes[0] !== 1 || view.getUint32(1) !== HMAC_SHA256 || subkey.length !== 32) return undefined;
  return toPbkdf2(`${view.getUint32(5)}`, bytes.subarray(ASPNET_HEAD_BYTES, bytes.length - subkey.length), subkey);
}

function toPbkdf2(iterations: string, salt: Uint8Array, hash: Uint8Array): string {
  return `$pbkdf2-sha256$${iterations}$${toUnpaddedBase64(salt)}$${toUnpaddedBase64(hash)}`;
}

function toUnpaddedBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function decodeHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  );
}
