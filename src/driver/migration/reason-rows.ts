export const REASONS_HEADER = 'file,line,record,id,username,reason,remedy\r\n';
/** What a spreadsheet would take for a formula, and what looks like one that was kept from it. A phone number or a negative number is none. */
const FORMULA = /^'*(?:[=@\t\r]|[+-](?![0-9]+$))/;

/** Why a record created no user: a row of `failed.reasons.csv`, at the place that its record has in `failed.csv`. */
export interface ReasonRow {
  readonly file: string;
  /** Of the source: the header is line 1. */
  readonly line: number;
  /** Of the source, from 1, the header not counted. */
  readonly record: number;
  /** In the system that the user comes from; blank if the file does not have it. */
  readonly id: string;
  readonly username: string;
  readonly reason: string;
  readonly remedy: string;
}

/** A row of RFC 4180 with its line end. */
export function toReasonRow({ file, line, record, id, username, reason, remedy }: ReasonRow): string {
  return `${[file, String(line), String(record), id, username, reason, remedy].map(quote).join(',')}\r\n`;
}

/** The reverse of {@link toReasonRow}; undefined for what is no such row. A value that a spreadsheet was kept from running comes back bare. */
export function parseReasonRow(text: string): ReasonRow | undefined {
  const values: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/y;
  while (pattern.lastIndex < text.length || values.length === 0) {
    const [whole = '', quoted, plain = ''] = pattern.exec(text) ?? [];
    values.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (!whole.endsWith(',')) break;
    if (pattern.lastIndex === text.length) values.push('');
  }
  const [file = '', line, record, id = '', username = '', reason = '', remedy] = values.map((value) =>
    value.startsWith("'") && FORMULA.test(value.slice(1)) ? value.slice(1) : value,
  );
  if (remedy === undefined) return undefined;
  return { file, line: Number(line), record: Number(record), id, username, reason, remedy };
}

/** A leading `'` keeps a spreadsheet from running a value as a formula. */
function quote(value: string): string {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
