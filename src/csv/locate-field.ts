/** Where a value stands in its line. */
export interface FieldPlace {
  /** Characters (code points), from 1, of the first character of the value as it stands in the line, white space before it left out. */
  readonly character: number;
  /** As written: escapes still in it, white space around it left out. */
  readonly text: string;
}

/** The value number `index` (from 0) of a line, split as `splitFields` does; undefined if the line has fewer. */
export function locateField(line: string, index: number): FieldPlace | undefined {
  let start = 0;
  for (let passed = 0; passed < index; passed += 1) {
    const end = findEnd(line, start);
    if (end === line.length) return undefined;
    start = end + 1;
  }
  const written = line.slice(start, findEnd(line, start));
  const text = written.trim();
  const before = text === '' ? 0 : written.length - written.trimStart().length;
  return { character: [...line.slice(0, start + before)].length + 1, text };
}

/** Index of the comma that ends the value which begins at `start`, or the length of the line (R172, R174). */
function findEnd(line: string, start: number): number {
  for (let index = start; index < line.length; index += 1) {
    if (line[index] === ',') return index;
    if (line[index] === '\\' && (line[index + 1] === ',' || line[index + 1] === '\\')) index += 1;
  }
  return line.length;
}
