const NON_ASCII = /[\u0080-\uffff]/;

/**
 * The text by which user names and aliases are compared: equal keys are the same name (R228 to R231). NFC, and for pools that do not
 * tell cases apart lower case, code point by code point, then NFC again. A key is its own key. Made here only, never by a database.
 */
export function comparisonKey(text: string, caseSensitive: boolean): string {
  if (!NON_ASCII.test(text)) return caseSensitive ? text : text.toLowerCase();
  const key = text.normalize('NFC');
  return caseSensitive ? key : lowerEachCodePoint(key).normalize('NFC');
}

/** Lowers each code point on its own, regardless of its neighbours: a final sigma becomes a sigma. */
function lowerEachCodePoint(text: string): string {
  let lower = '';
  for (const character of text) lower += character === 'ς' ? 'σ' : character.toLowerCase();
  return lower;
}
