/** The rows of a second file, found by their keys. All rows are added before the first is looked for. */
export interface JoinTable {
  /** The text is found under each of the keys. */
  add(keys: readonly string[], text: string): void;
  /** What is left to do before the first `find`, in steps that take a second or two: between them an interruption is heard. */
  prepare(): Iterable<void>;
  /** The texts under a key, in the order in which they were added. */
  find(key: string): readonly string[];
  readonly rowCount: number;
  /** Rows that no `find` has given. */
  readonly unfoundCount: number;
  close(): void;
}
