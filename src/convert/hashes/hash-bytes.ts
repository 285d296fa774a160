import { decodeUnpaddedBase64, unpaddedBase64Bytes } from '../../domain/password-hashes/unpadded-base64.ts';

/** The bytes of standard base64, with its padding or without any; undefined if the text is something else. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const [, digits = '', padding = ''] = BASE64.exec(text) ?? [];
  if (digits === '' || unpaddedBase64Bytes(digits.length) === undefined) return undefined;
  if (padding !== '' && text.length % 4 !== 0) return undefined;
  return decodeUnpaddedBase64(digits);
}

const BASE64 = /^([A-Za-z0-9+/]+)(={0,2})$/;

/** Base64 without its padding, as hashes are written. */
export function encodeUnpaddedBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replace(/=+$/, '');
}

/** The bytes of an even number of hexadecimal digits; undefined if the text is something else. */
export function decodeHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}

export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
