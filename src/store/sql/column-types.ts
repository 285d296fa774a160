/** How an engine spells the column types; texts compare by bytes. */
export interface ColumnTypes {
  readonly autoKey: string;
  readonly integer: string;
  readonly text: string;
  readonly bytes: string;
}
