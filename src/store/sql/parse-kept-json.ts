/** Longer texts are parsed each time: of pools with very many attributes few would fill the memory. */
const TEXT_CHARACTERS_MAX = 50_000;
const TEXTS_MAX = 500;

/**
 * Parses the JSON of settings, which each request of a pool reads again: what was parsed before is handed out again for the same text. It
 * is shared and therefore frozen.
 */
export function keepParsedJson<Value extends object>(parse: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const value = deepFreeze(parse(text));
    if (text.length > TEXT_CHARACTERS_MAX) return value;
    if (known.size >= TEXTS_MAX) known.clear();
    known.set(text, value);
    return value;
  };
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) deepFreeze(member);
  return Object.freeze(value);
}
