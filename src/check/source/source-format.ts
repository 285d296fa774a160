/** In which bytes the characters of a file are written. */
export type SourceEncoding =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  /** Of Windows in Western Europe and America: what a spreadsheet there writes. */
  | 'windows-1252'
  /** Most lines are UTF-8, some are not: those are read as Windows-1252. */
  | 'mixed';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** How a CSV file is written, as opposed to what its values are. */
export interface SourceFormat {
  readonly encoding: SourceEncoding;
  /** Bytes of a byte order mark at the start. */
  readonly markBytes: number;
  /** Whether the first line only names the delimiter, as in `sep=;`, for Excel. */
  readonly hasSeparatorLine: boolean;
  readonly delimiter: Delimiter;
  /** Whether double quotes group a value, as in RFC 4180; without it they are ordinary characters (R173). */
  readonly quotes: boolean;
  /** Whether a backslash escapes a comma or a backslash outside quotes, as in Cognito's dialect (R174). Only with commas. */
  readonly escapes: boolean;
  /** What ends a line. `lf` includes CRLF (R177). `mixed`: also a CR alone, where that gives each part as many values as the header has. */
  readonly lineEnd: 'lf' | 'cr' | 'mixed';
}

/** The only format that a job reads (R169 to R178). */
export const COGNITO_FORMAT: SourceFormat = {
  encoding: 'utf-8',
  markBytes: 0,
  hasSeparatorLine: false,
  delimiter: ',',
  quotes: false,
  escapes: true,
  lineEnd: 'lf',
};

/** Whether a job could read it. */
export function isCognitoFormat({ encoding, markBytes, hasSeparatorLine, ...rest }: SourceFormat): boolean {
  return encoding === 'utf-8' && markBytes === 0 && !hasSeparatorLine && isCognitoDialect(rest);
}

/** Whether its lines can be taken as they are, once they are UTF-8. */
export function isCognitoDialect({
  delimiter,
  quotes,
  lineEnd,
}: Pick<SourceFormat, 'delimiter' | 'quotes' | 'lineEnd'>): boolean {
  return delimiter === ',' && !quotes && lineEnd === 'lf';
}
