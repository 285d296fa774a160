/** The line of these values, the reverse of `splitFields` (R172, R174). They are trimmed and without line breaks, or they come back otherwise. */
export function joinFields(values: readonly string[]): string {
  return values.map(escapeField).join(',');
}

function escapeField(value: string): string {
  if (value === '') return value;
  return /[\\,]/.test(value) ? value.replaceAll('\\', '\\\\').replaceAll(',', '\\,') : value;
}
