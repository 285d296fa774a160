export interface Move {
  /** Absolute. */
  readonly dataDirectory: string;
  /** Where the key lies that the nodes need; undefined if it was given, as they are given it. */
  readonly serverKeyFile: string | undefined;
  readonly rowCount: number;
  readonly tableCount: number;
  readonly uploadCount: number;
  readonly uploadBytes: number;
}

/** Nothing was moved, and nothing is left where it should have gone. */
export class MoveError extends Error {
  override name = 'MoveError';
}

/** It is not known whether everything was moved or nothing. */
export class MoveInDoubtError extends Error {
  override name = 'MoveInDoubtError';
}
