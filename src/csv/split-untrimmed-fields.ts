/** The values of a line as `splitFields` gives them, with the white space around them. */
export function splitUntrimmedFields(line: string): string[] {
  const fields: string[] = [];
  let value = '';
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index];
    const next = line[index + 1];
    if (character === ',') {
      fields.push(value);
      value = '';
    } else if (character === '\\' && (next === ',' || next === '\\')) {
      value += next;
      index += 1;
    } else value += character;
  }
  return [...fields, value];
}
