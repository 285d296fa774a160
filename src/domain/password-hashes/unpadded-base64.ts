/**
 * Bytes of unpadded base64 of that many characters, or undefined if no bytes are written so: a single character behind the last four
 * holds no byte.
 */
export function unpaddedBase64Bytes(characters: number): number | undefined {
  return characters % 4 === 1 ? undefined : Math.floor((characters * 3) / 4);
}

/** The value of a digit by its character code. A dot stands for a plus, as in the alphabet of some libraries. */
const DIGITS = new Uint8Array(128);
for (const [value, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  DIGITS[digit.charCodeAt(0)] = value;
}
DIGITS['.'.charCodeAt(0)] = DIGITS['+'.charCodeAt(0)] ?? 0;

/** The bytes of a text that is unpadded base64. Bits of the last character that belong to no byte are ignored. */
export function decodeUnpaddedBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let bitCount = 0;
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    bits = (bits << 6) | (DIGITS[text.charCodeAt(index)] ?? 0);
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[length++] = bits >>> bitCount;
    bits &= (1 << bitCount) - 1;
  }
  return bytes;
}
