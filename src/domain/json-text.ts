const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** JSON of a text. Most values need no escape, and telling so costs less than escaping. */
export function encodeJsonText(text: string): string {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === QUOTE || code === BACKSLASH || (code & 0xf800) === 0xd800) return JSON.stringify(text);
  }
  return `"${text}"`;
}
