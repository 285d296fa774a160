const NON_ASCII = /[\u0080-\uffff]/;

/**
 * The text by which user names and aliases are compared: names with equal keys are the same (R228 to R231). It is the NFC form, and in
 * case-insensitive pools the lower case of it, code point by code point, until nothing changes. Only this function makes keys;
 * databases compare their bytes.
 */
export function comparisonKey(text: string, caseSensitive: boolean): string {
  if (!NON_ASCII.test(text)) return caseSensitive ? text : text.toLowerCase();
  let key = text.normalize('NFC');
  if (caseSensitive) return key;
  for (;;) {
    const next = lowerEachCodePoint(key).normalize('NFC');
    if (next === key) return key;
    key = next;
  }
}

/** Lowers each code point on its own, regardless of its neighbours: a final sigma becomes a sigma. */
function lowerEachCodePoint(text: string): string {
  let lower = '';
  for (const character of text) lower += character === 'ς' ? 'σ' : character.toLowerCase();
  return lower;
}
