import type { AdviceId } from './advice-texts.ts';

/**
 * What to do about a finding, as data. A program can apply it, `muster check --fix` applies those that are safe, and `describeRemedy`
 * puts it into words.
 */
export type Remedy = ValueRemedy | RecordRemedy | RecordRemoval | HeaderRemedy | FileConversion | Decision;

interface CommonRemedy {
  /** The id of its text. */
  readonly advice: AdviceId;
  /** For the `<x>` of that text: bounds, counts, names of columns. Never a value of a user. */
  readonly named?: Readonly<Record<string, string | number>> | undefined;
  /** True if the change cannot turn a mistake into a wrong value that passes: `--fix` makes it without asking. */
  readonly safe: boolean;
}

/** Another value in one column of the record. */
export interface ValueRemedy extends CommonRemedy {
  readonly kind: 'change-value';
  readonly column: string;
  /** The value of the file, unescaped and trimmed. Only where values are asked for: it is user data. */
  readonly from?: string | undefined;
  /** What to put there; blank to clear it; undefined if only a person can find it out, or values are not asked for. */
  readonly to?: string | undefined;
}

/** Other values in all columns: a comma that is part of a value, commas too many or too few. */
export interface RecordRemedy extends CommonRemedy {
  readonly kind: 'change-record';
  /** As in {@link ValueRemedy}, one for each column. */
  readonly from?: readonly string[] | undefined;
  readonly to?: readonly string[] | undefined;
}

/** The line is taken out. */
export interface RecordRemoval extends CommonRemedy {
  readonly kind: 'remove-record';
}

/**
 * Other names in the header, in the order of the file. If `to` is longer, each record gets as many blank values at its end; if it is
 * shorter, the last columns are taken out of the records that are blank there.
 */
export interface HeaderRemedy extends CommonRemedy {
  readonly kind: 'change-header';
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The whole file in another form. */
export interface FileConversion extends CommonRemedy {
  readonly kind: 'convert-file';
  readonly from: FileForm;
  readonly to: FileForm;
}

/** Something that only a person can do, or find out. */
export interface Decision extends CommonRemedy {
  readonly kind: 'decide';
  readonly column?: string | undefined;
  readonly safe: false;
}

/** Of a whole file: encoding, first line, separator, quotes, line ends. */
export type FileForm =
  | 'utf-8'
  | 'utf-8-with-bom'
  | 'utf-16'
  | 'windows-1252'
  | 'mixed-encoding'
  | 'separator-line'
  | 'header-first'
  | 'commas'
  | 'semicolons'
  | 'tabs'
  | 'bars'
  | 'unquoted'
  | 'quoted'
  | 'line-breaks-in-values'
  | 'spaces-in-values'
  | 'lf'
  | 'cr';

export function decide(advice: AdviceId, named?: Decision['named']): Decision {
  return { kind: 'decide', advice, safe: false, ...(named === undefined ? {} : { named }) };
}

/** The same, for a person to decide on. */
export function asUnsafe(remedy: Remedy): Remedy {
  return remedy.kind === 'decide' ? remedy : { ...remedy, safe: false };
}

/** The same without the values of users. */
export function withoutValues(remedy: Remedy): Remedy {
  if (remedy.kind !== 'change-value' && remedy.kind !== 'change-record') return remedy;
  const { from: _from, to: _to, ...rest } = remedy;
  return rest;
}
