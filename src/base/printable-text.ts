/** Controls, marks that turn the direction of writing, line separators, and halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
const ZERO_WIDTH = /^(?:\p{M}|\u200d|\ufe0f)$/u;
const WIDE =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]$/u;

/** Text from a file, harmless on a terminal: what could move the cursor or hide text is written as `\u{1b}`. */
export function toPrintable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Columns that printable text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += ZERO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Fills up with spaces to `width` columns, or cuts with `…`. */
export function fitWidth(text: string, width: number): string {
  const missing = width - displayWidth(text);
  if (missing >= 0) return text + ' '.repeat(missing);
  let cut = '';
  let room = width - 1;
  for (const character of text) {
    room -= displayWidth(character);
    if (room < 0) break;
    cut += character;
  }
  return fitWidth(`${cut}…`, width);
}
