/** One data record, or the header, of a CSV file in Cognito's dialect (R169 to R182). */
export interface CsvRecord {
  /** From 1, the header not counted (R188); 0 for the header. */
  readonly number: number;
  /** From 1, every line counted, blank ones too. */
  readonly lineNumber: number;
  /** Bytes from the start of the file to the start of the record. */
  readonly byteOffset: number;
  /** Bytes from the start of the file to the byte after the record's line end. */
  readonly byteEnd: number;
  /** The values, unescaped and trimmed; undefined if the record is longer than it may be (R182). */
  readonly fields: readonly string[] | undefined;
}

/** Where reading begins: at the start of a line. */
export interface CsvPosition {
  readonly byteOffset: number;
  readonly lineNumber: number;
  /** Number of the next record; 0 if the header comes first. */
  readonly recordNumber: number;
}

export const CSV_START: CsvPosition = { byteOffset: 0, lineNumber: 1, recordNumber: 0 };
