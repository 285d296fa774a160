/** Objects and arrays within each other in the body of a request (R11). */
export const JSON_DEPTH_MAX = 64;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The value of a JSON text in UTF-8, or undefined for anything two readers could understand differently: bytes that are not UTF-8, a
 * byte order mark, a name that an object has twice, the name `__proto__`; and for nesting no operation needs (R11).
 */
export function parseJson(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    return isUnambiguous(text) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Scans a text that is known to be JSON. */
function isUnambiguous(text: string): boolean {
  /** The names of each open object; undefined for an open array. */
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (let index = 0; index < text.length; index++) {
    switch (text.charAt(index)) {
      case '"': {
        const end = findStringEnd(text, index);
        if (expectsName) {
          const name = JSON.parse(text.slice(index, end + 1)) as string;
          if (name === '__proto__' || open.at(-1)?.has(name)) return false;
          open.at(-1)?.add(name);
          expectsName = false;
        }
        index = end;
        break;
      }
      case '{':
        open.push(new Set());
        expectsName = true;
        break;
      case '[':
        open.push(undefined);
        break;
      case '}':
      case ']':
        open.pop();
        expectsName = false;
        break;
      case ',':
        expectsName = open.at(-1) !== undefined;
        break;
    }
    if (open.length > JSON_DEPTH_MAX) return false;
  }
  return true;
}

function findStringEnd(text: string, start: number): number {
  let index = start + 1;
  while (text.charCodeAt(index) !== QUOTE) index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  return index;
}
