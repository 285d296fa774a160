/** How dates of a column are written: names of common forms, or a pattern of `yyyy`, `mm` and `dd` such as `dd.mm.yyyy`. */
export type DateForm = 'iso' | 'mdy' | 'dmy' | 'epoch_s' | 'epoch_ms' | 'excel' | (string & {});

export const WORDS_OF_NAME = ['first', 'after-first', 'last', 'before-last'] as const;
export type WordsOfName = (typeof WORDS_OF_NAME)[number];

export interface ValueForms {
  /** Of dates. */
  readonly date?: DateForm;
  /** For true or false: any value, such as a time, means true, and a blank means false. */
  readonly timestamp?: boolean;
  /** Words of a name (R771): the first, those after it, the last, or those before it. */
  readonly words?: WordsOfName;
  /** What becomes of a user whose value is unclear: `leave-out` (default), or `blank`, which imports the user without the value. */
  readonly unclear?: 'leave-out' | 'blank';
}

/** Where the value of an attribute comes from. */
export type ValueRule =
  /** Names of columns, or paths into JSON (`user_metadata.city`, `emails[0]`): the first that has a value. */
  | ({ readonly column: string | readonly string[] } & ValueForms)
  /** The same for every user. */
  | { readonly constant: string }
  /** `{given_name} {family_name}`: blank if all its columns are. */
  | ({ readonly template: string } & ValueForms);

/** Whom to leave out: those whose column has one of the values, or any value, or none. */
export interface LeaveOutRule {
  readonly column: string;
  readonly is?: readonly string[];
  readonly present?: boolean;
}

export interface BooleanWords {
  readonly true?: readonly string[];
  readonly false?: readonly string[];
}

export type ContactName = 'email' | 'phone_number';

/** What of a record goes where: the mapping file, or the default of a source. */
export interface Mapping {
  /** Of several columns, the first whose value can be a user name in the pool. */
  readonly username: ValueRule;
  /** What users of a new pool sign in by beside the user name. */
  readonly aliases?: readonly ContactName[];
  /** By the name of the attribute: `email`, `custom:team`. */
  readonly attributes: Readonly<Record<string, ValueRule>>;
  /** Two letters (ISO 3166): where phone numbers without a country code are from. */
  readonly country?: string;
  /** Beside true/false, t/f, yes/no, y/n, 1/0, on/off. */
  readonly booleans?: BooleanWords;
  /** Words for no value, such as `NULL` or `\N`. */
  readonly blank?: readonly string[];
  readonly leaveOut?: readonly LeaveOutRule[];
  /** The email address of a user of whom the export does not say whether it is verified counts as verified (R709). */
  readonly assumesEmailVerified?: boolean;
}

/** A rule that takes the value of one column as it is. */
export function column(name: string | readonly string[], forms: ValueForms = {}): ValueRule {
  return { column: name, ...forms };
}

/** The columns that a rule reads. */
export function columnsOf(rule: ValueRule): readonly string[] {
  if ('constant' in rule) return [];
  if ('template' in rule) return [...rule.template.matchAll(TEMPLATE_PLACE)].map(([, name]) => name ?? '');
  return typeof rule.column === 'string' ? [rule.column] : rule.column;
}

/** All columns that a mapping reads. */
export function listColumns({ username, attributes, leaveOut = [] }: Mapping): readonly string[] {
  return [...[username, ...Object.values(attributes)].flatMap(columnsOf), ...leaveOut.map(({ column }) => column)];
}

export const TEMPLATE_PLACE = /\{([^{}]+)\}/g;
