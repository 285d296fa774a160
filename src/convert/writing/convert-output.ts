/** Where the files of a conversion go: a directory, or memory. */
export interface ConvertOutput {
  /** Adds bytes to the end of a file, which is created first if it does not exist. They hold until it returns. */
  append(name: string, bytes: Uint8Array): void;
}
