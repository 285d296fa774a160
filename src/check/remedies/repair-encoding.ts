/** The characters of Windows-1252 from 0x80 to 0x9f; a full stop where there is none. */
const WINDOWS_1252 = '€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ';
const FIRST = 0x80;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The text that was written as UTF-8, read as Windows-1252 and written again: `MÃ¼ller` was `Müller`. Undefined if it cannot have been
 * that.
 */
export function repairEncoding(text: string): string | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const index = WINDOWS_1252.indexOf(character);
    if (code <= 0xff) bytes.push(code);
    else if (index >= 0) bytes.push(FIRST + index);
    else return undefined;
  }
  try {
    return UTF_8.decode(Uint8Array.from(bytes));
  } catch {
    // Bytes that are not UTF-8: the text was not converted so.
    return undefined;
  }
}
