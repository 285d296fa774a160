/** A table that was written and read again. */
export interface MovedRows {
  readonly table: string;
  readonly rows: number;
  /** Hex, of all rows in their order, the same on both sides. */
  readonly sha256: string;
}
