import { type JsonValue, textOf } from '../records/json.ts';

/** As NULL is written by COPY, by phpMyAdmin and by other ways to make a CSV file of a table. */
export const NULL_WORDS: readonly string[] = ['\\N', 'NULL', 'null'];

const TRUE_WORDS: ReadonlySet<string> = new Set(['true', 't', '1', 'yes', 'y']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'f', '0', 'no', 'n']);

/** The text of a value of a table; undefined for a blank and for NULL. */
export function cellOf(value: JsonValue | undefined): string | undefined {
  const text = textOf(value);
  return text === undefined || NULL_WORDS.includes(text) ? undefined : text;
}

/** Whether a value means true, as a database or a framework writes it. */
export function isTrue(value: JsonValue | undefined): boolean {
  return value === true || TRUE_WORDS.has(textOf(value)?.toLowerCase() ?? '');
}

/** Whether a value means false; a blank does not. */
export function isFalse(value: JsonValue | undefined): boolean {
  return value === false || FALSE_WORDS.has(textOf(value)?.toLowerCase() ?? '');
}
