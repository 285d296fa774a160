export interface FileLimits {
  readonly bytesMax: number;
  /** The header not counted. */
  readonly recordsMax: number;
}
