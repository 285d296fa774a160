/** A part of a file, in bytes from its start. */
export interface ByteRange {
  readonly offset: number;
  /** Exclusive. */
  readonly end: number;
}
