/** Characters without a width of their own: marks of direction, joiners, soft hyphens, byte order marks. */
const INVISIBLE = /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
/** Spaces, dashes and signs that look like those of ASCII; full-width forms. */
const LOOKALIKES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\uff01-\uff5e]/g;
/** First digits of scripts in which phone numbers are written. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g;
const NAMES_MAX = 3;

/** The text without characters that cannot be seen. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

/** Digits, signs and spaces as ASCII has them, and nothing invisible: for values whose characters are all in ASCII when they are right. */
export function toAsciiForms(text: string): string {
  return withoutInvisible(text)
    .replaceAll(OTHER_DIGITS, (digit) => {
      const code = digit.charCodeAt(0);
      return `${code - (ZEROS.findLast((zero) => zero <= code) ?? code)}`;
    })
    .replaceAll(LOOKALIKES, (character) => {
      const code = character.charCodeAt(0);
      if (code >= 0xff01) return String.fromCharCode(code - 0xfee0);
      return code === 0x2212 || (code >= 0x2010 && code <= 0x2015) ? '-' : ' ';
    });
}

/** The characters that {@link toAsciiForms} changes, as `U+00A0`; undefined if there are none. */
export function nameUnseen(text: string): string | undefined {
  const found = [INVISIBLE, LOOKALIKES, OTHER_DIGITS].flatMap((pattern) => text.match(pattern) ?? []);
  const names = [...new Set(found)].map(
    (character) => `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  if (names.length === 0) return undefined;
  return names.length > NAMES_MAX ? `${names.slice(0, NAMES_MAX).join(', ')} and others` : names.join(', ');
}
