/** What to do with a header that is in another format than Cognito's, if it looks like one (R170 to R173). */
export function findHeaderFormat(fields: readonly string[], known: ReadonlySet<string>): string | undefined {
  const [first = ''] = fields;
  if (first.includes('\0'))
    return 'The file seems to be UTF-16. Save it as UTF-8 without BOM: iconv -f UTF-16 -t UTF-8 FILE > NEW.';
  if (first.startsWith('PK\u0003\u0004'))
    return 'It is a spreadsheet workbook (or another zip file). Save the sheet as CSV in UTF-8.';
  if (fields.some((field) => field.includes('\r'))) {
    return "The lines end with CR alone, which does not end a line here. End them with LF or CRLF: tr '\\r' '\\n' < FILE > NEW.";
  }
  if (fields.some((field) => isQuoted(field) && known.has(field.slice(1, -1)))) {
    return 'Write the file without quotes: they are ordinary characters (R173), so they become part of the column name. A comma inside a value is written \\, with a backslash.';
  }
  for (const [separator, name] of [
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
  ] as const) {
    const parts = fields.join().split(separator);
    if (parts.length > fields.length && parts.filter((part) => known.has(part.trim().replaceAll('"', ''))).length > 1) {
      return `The columns are separated by ${name}. Save the file with commas (R172); a comma inside a value is written \\, with a backslash.`;
    }
  }
  if (fields.length > 1 && fields.at(-1) === '' && known.has(fields.at(-2) ?? '')) {
    return 'Remove the comma at the end of the header, which adds a column without a name. Do the same in every record.';
  }
  return undefined;
}

/** In double quotes, with something between them. */
export function isQuoted(field: string): boolean {
  return field.length > 2 && field.startsWith('"') && field.endsWith('"');
}
