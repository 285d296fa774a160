import type { FailureTextId, UnimportedTextId } from './record-texts.ts';

/** Values for the placeholders of a text, from left to right. */
type Placeholders = readonly (string | number)[];

/**
 * Why a record failed: the text of a log line as data, so that a log is stored compactly and its text made when it is read. For example
 * `['field-count-differs', 3, 21]` or `['boolean-malformed', 'email_verified']`.
 */
export type FailureReason = readonly [textId: FailureTextId, ...placeholders: Placeholders];

/** Why a record makes no user: it failed, or it was skipped. */
export type UnimportedReason = readonly [textId: UnimportedTextId, ...placeholders: Placeholders];

/** What became of one record, as the log keeps it. */
export type RecordOutcome = 'imported' | 'skipped' | FailureReason;
