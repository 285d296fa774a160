/**
 * Why a record failed: the text of a log line as data, so that a log is stored compactly and its text made when it is read.
 * `[text id of section 20 of the reference, values for its placeholders]`, for example `['T43', 3, 21]` or `['T48', 'email_verified']`.
 */
export type FailureReason = readonly [textId: string, ...placeholders: (string | number)[]];

/** What became of one record, as the log keeps it. */
export type RecordOutcome = 'imported' | 'skipped' | FailureReason;
