/** What to do about a value that is unclear. `<x>` stands for a word. */
export const UNCLEAR_REMEDIES = {
  'country-missing': 'Name the country of such numbers: --country DE, or country in the mapping file.',
  'number-rounded': 'Export the number again, as text.',
  'number-wrong':
    'Correct it at the source, or add unclear: blank to the attribute in the mapping file to import the user without it.',
  'date-form-unknown': 'Say in the mapping file how the column is written, for example date: dd.mm.yyyy.',
  'date-wrong':
    'Correct it at the source if there is no such day; or say in the mapping file how the column is written, for example date: dd.mm.yyyy.',
  'word-unknown':
    'Say in the mapping file (--map) what the words of the column mean, for example booleans: {true: [<yes>], false: [<no>]}; for a column of times add timestamp: true to the attribute.',
} as const;

export type UnclearRemedyId = keyof typeof UNCLEAR_REMEDIES;

/** A value that may mean several things, or nothing: it is never guessed. */
export interface Unclear {
  readonly fault: string;
  readonly remedy: UnclearRemedyId;
  /** For the `<x>` of the remedy. */
  readonly words?: Readonly<Record<string, string>>;
}

/** What became of a value: its text in the form of Cognito, or why it has none. */
export type Converted = string | Unclear;
