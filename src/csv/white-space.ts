const SPACE = 0x20;
const NON_ASCII = 0x80;

/** Whether the first character of a line says that it is not blank (R180). If not, or if that is cut, one has to look further. */
export function beginsVisibly(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return false;
  const first = bytes[start] ?? 0;
  if (first < NON_ASCII) return first > SPACE;
  return end - start >= 2 && !beginsWideSpace(bytes, start);
}

/**
 * Whether a character beyond ASCII begins there, in UTF-8, that `trim` may take away: U+00A0, U+1680, U+2000 to U+205F, U+3000, U+FEFF,
 * or one like them. Two bytes decide.
 */
export function beginsWideSpace(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  switch (first) {
    case 0xc2:
      return second === 0xa0;
    case 0xe1:
      return second === 0x9a;
    case 0xe2:
      return second === 0x80 || second === 0x81;
    case 0xe3:
      return second === 0x80;
    case 0xef:
      return second === 0xbb;
    default:
      return false;
  }
}
