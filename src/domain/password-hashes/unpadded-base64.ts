/**
 * Bytes of unpadded base64 of that many characters, or undefined if no bytes are written so: a single character behind the last four
 * holds no byte.
 */
export function unpaddedBase64Bytes(characters: number): number | undefined {
  return characters % 4 === 1 ? undefined : Math.floor((characters * 3) / 4);
}
