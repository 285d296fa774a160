/** A value that may mean several things, or nothing: it is never guessed. */
export interface Unclear {
  readonly fault: string;
  readonly remedy: string;
}

/** What became of a value: its text in the form of Cognito, or why it has none. */
export type Converted = string | Unclear;
