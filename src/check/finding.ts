import type { EarlierPlace } from './earlier-records.ts';
import type { Remedy } from './remedies/remedy.ts';

/** A record that fails or is skipped, or a value that is probably a mistake. */
export interface RecordFinding {
  /** `further`: a record that fails anyway would fail for this too, once the fault before is fixed. It is in no counter. */
  readonly severity: 'failed' | 'further' | 'skipped' | 'warning';
  /** Findings of one kind have the same: text id or hint, column, closer cause. */
  readonly kind: string;
  /** Number of the rule that is broken; undefined for a warning. */
  readonly rule: string | undefined;
  /** As the log of a job has it. */
  readonly text: string;
  /** For a list of findings of this kind. */
  readonly summary: string;
  readonly remedy: Remedy;
  /** From 1, the header not counted (R188). */
  readonly recordNumber: number;
  /** From 1, every line counted. */
  readonly lineNumber: number;
  readonly column: string | undefined;
  /** Characters (code points) from 1, of the value within its line; undefined if the fault is in no value. */
  readonly character: number | undefined;
  /** Who is this user, or holds this alias, already. */
  readonly earlier?: EarlierPlace | undefined;
  /** As written in the file. Only where it was asked for: it is user data. */
  readonly value?: string | undefined;
}

/** How often a kind of finding was seen, and the first of them. */
export interface FindingKind {
  readonly count: number;
  readonly first: readonly RecordFinding[];
}
