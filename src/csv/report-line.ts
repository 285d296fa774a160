/** Values that a spreadsheet would take for a formula. A phone number is none. */
const FORMULA_START = /^[=+\-@\t\r]/;
const PHONE_NUMBER = /^\+\d+$/;

/**
 * A line of a table for people (RFC 4180), one line whatever is in its values. What a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
export function reportLine(values: readonly string[]): string {
  return `${values.map(reportValue).join(',')}\n`;
}

function reportValue(value: string): string {
  const line = value.replaceAll(/[\r\n]+/g, ' ');
  const safe = FORMULA_START.test(line) && !PHONE_NUMBER.test(line) ? `'${line}` : line;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
