const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * Splits a line at its commas (R172 to R176). No quoting. `\,` is a comma and `\\` a backslash inside a value; any other
 * backslash stands for itself. Values are trimmed after that.
 */
export function splitFields(line: string): string[] {
  return line.includes('\\') ? splitEscaped(line) : splitPlain(line);
}

function splitPlain(line: string): string[] {
  const fields: string[] = [];
  let start = 0;
  for (;;) {
    const comma = line.indexOf(',', start);
    if (comma === -1) {
      fields.push(trimmed(line, start, line.length));
      return fields;
    }
    fields.push(trimmed(line, start, comma));
    start = comma + 1;
  }
}

/** Cuts out a value; most have no white space around them and are not trimmed. */
function trimmed(line: string, start: number, end: number): string {
  if (start === end) return '';
  const value = line.slice(start, end);
  return mayBeSpace(value.charCodeAt(0)) || mayBeSpace(value.charCodeAt(value.length - 1)) ? value.trim() : value;
}

function mayBeSpace(code: number): boolean {
  return code <= 0x20 || code >= 0xa0;
}

function splitEscaped(line: string): string[] {
  const fields: string[] = [];
  let value = '';
  let start = 0;
  let index = 0;
  while (index < line.length) {
    const code = line.charCodeAt(index);
    if (code === COMMA) {
      fields.push((value + line.slice(start, index)).trim());
      value = '';
      start = index + 1;
    } else if (code === BACKSLASH) {
      const next = line.charCodeAt(index + 1);
      if (next === COMMA || next === BACKSLASH) {
        value += line.slice(start, index);
        start = index + 1;
        index += 1;
      }
    }
    index += 1;
  }
  fields.push((value + line.slice(start)).trim());
  return fields;
}
