import { assert } from './assert.ts';

export const UUID_BYTES = 16;
export const UUID_CHARACTERS = 36;
const HYPHEN = 0x2d;
/** Value of a hexadecimal digit by its character code; -1 for any other. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

/**
 * Writes the 16 bytes of a UUID in its 36-character form. Digit by digit: an import does it for each user, and a decoder for hexadecimal
 * text, which wants the hyphens taken out before, takes four times as long.
 */
export function writeUuid(uuid: string, target: Uint8Array, offset: number): void {
  assert(uuid.length === UUID_CHARACTERS, 'a UUID has 36 characters');
  let at = offset;
  for (let index = 0; index < UUID_CHARACTERS; index += 2) {
    if (uuid.charCodeAt(index) === HYPHEN) index++;
    const high = DIGITS[uuid.charCodeAt(index)] ?? -1;
    const low = DIGITS[uuid.charCodeAt(index + 1)] ?? -1;
    assert(high >= 0 && low >= 0, 'a UUID has 32 hexadecimal digits');
    target[at++] = (high << 4) | low;
  }
}

/** The 36-character, lower-case form of the 16 bytes of a UUID. */
export function readUuid(bytes: Uint8Array): string {
  let uuid = '';
  for (let index = 0; index < UUID_BYTES; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) uuid += '-';
    uuid += HEX_PAIRS[bytes[index] ?? 0];
  }
  return uuid;
}

/** The two hexadecimal digits of each byte. */
const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const HEX = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** Writes the 36 characters of the UUID whose 16 bytes lie at `from` of `target`, and returns where they end. */
export function writeUuidText(target: Uint8Array, from: number, offset: number): number {
  let to = offset;
  for (let index = 0; index < UUID_BYTES; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) target[to++] = HYPHEN;
    const byte = target[from + index] ?? 0;
    target[to++] = HEX[byte >> 4] ?? 0;
    target[to++] = HEX[byte & 15] ?? 0;
  }
  return to;
}
