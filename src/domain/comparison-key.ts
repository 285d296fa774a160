/** Small final sigma and small sigma: one letter to a name that is compared without case. */
const FINAL_SIGMA = /\u03c2/g;
const ASCII_WITHOUT_UPPER_CASE = /^[\x00-\x40\x5b-\x7f]*$/;
const ASCII = /^[\x00-\x7f]*$/;

/**
 * The key by which user names and aliases are compared (R228 to R231): NFC, and for pools that ignore case
 * NFC(lower(NFC(text))), code point by code point, until it no longer changes. Made here and nowhere else.
 */
export function comparisonKey(text: string, caseSensitive: boolean): string {
  if (caseSensitive) return ASCII.test(text) ? text : text.normalize('NFC');
  if (ASCII.test(text)) return ASCII_WITHOUT_UPPER_CASE.test(text) ? text : text.toLowerCase();
  let key = text.normalize('NFC');
  for (;;) {
    const folded = lowerCodePoints(key).normalize('NFC');
    if (folded === key) return key;
    key = folded;
  }
}

/** Each code point by itself, so that no neighbour changes the answer (a sigma at the end of a word does). */
function lowerCodePoints(text: string): string {
  let lowered = '';
  for (const character of text) lowered += character.toLowerCase();
  return lowered.replace(FINAL_SIGMA, '\u03c3');
}
