/** Values that a spreadsheet would take for a formula. A phone number is none. */
const FORMULA_START = /^[=+\-@\t\r]/;
const PHONE_NUMBER = /^\+\d+$/;

/** A line of a table for people (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe before it. */
export function reportLine(values: readonly string[]): string {
  return `${values.map(reportValue).join(',')}\n`;
}

function reportValue(value: string): string {
  const safe = FORMULA_START.test(value) && !PHONE_NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
