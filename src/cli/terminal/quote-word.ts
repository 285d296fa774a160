import { toPrintable } from '../../base/text/printable-text.ts';

/** A path as a word of a line for a shell, to copy. */
export function quoteWord(path: string): string {
  const shown = toPrintable(path);
  return /^[\w./+:@%-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
