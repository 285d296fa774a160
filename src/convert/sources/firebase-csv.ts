import { splitCsvLine } from '../reading/split-csv-line.ts';

/** Values after the display name up to the times: the photo, and four of each of four providers. */
const VALUES_AFTER_NAME = 17;
/** `createdAt,lastSignedInAt,phoneNumber,disabled,customAttributes,` at the end of a line. */
const TAIL = /,(\d*),(\d*),(\+?\d*),(true|false|),("(?:[^"]|"")*"|[^,]*),?\s*$/;
const HEAD = /^([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),/;

/**
 * The values of a line of `firebase auth:export`. It quotes a display name only if there is a comma in it, and does not double quotes
 * within: what is between the values before and after it is the name.
 */
export function splitFirebaseLine(line: string, count: number): readonly string[] {
  const values = splitCsvLine(line, ',');
  // Each line ends with a delimiter.
  if (values !== 'open' && values.length === count + 1 && values.at(-1) === '') return values.slice(0, count);
  const head = HEAD.exec(line);
  const tail = TAIL.exec(line);
  if (head === null || tail === null || tail.index < head[0].length) return values === 'open' ? [line] : values;
  const middle = line.slice(head[0].length, tail.index).split(',');
  const name = middle.slice(0, -VALUES_AFTER_NAME).join(',');
  return [
    ...head.slice(1),
    /^".*"$/.test(name) ? name.slice(1, -1) : name,
    ...middle.slice(-VALUES_AFTER_NAME),
    ...tail.slice(1, -1),
    (tail.at(-1) ?? '').replace(/^"(.*)"$/, '$1').replaceAll('""', '"'),
  ];
}
