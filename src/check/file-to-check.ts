/** The file that is checked, wherever it lies. */
export interface FileToCheck {
  readonly byteLength: number;
  /**
   * Bytes from `offset` on: at least one and at most `byteLength` of them, none at the end of the file. They hold until the next call, so
   * that the same memory may be used for all.
   */
  readonly read: (offset: number, byteLength: number) => Promise<Uint8Array>;
}
