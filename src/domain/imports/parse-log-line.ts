/** The form of a log line (R276). */
const LOG_LINE = /^\[(SUCCEEDED|SKIPPED|FAILED)\] Line Number (\d+) - (.*)$/s;

/** A record that created no user, by the log of its job. */
export interface UnimportedRecord {
  /** From 1, the header not counted. */
  readonly recordNumber: number;
  readonly outcome: 'skipped' | 'failed';
  readonly reason: string;
}

/** Undefined for the line of an imported record, and for what is not a line of an import. */
export function parseLogLine(message: string): UnimportedRecord | undefined {
  const [, outcome, recordNumber, reason = ''] = LOG_LINE.exec(message) ?? [];
  if (outcome !== 'SKIPPED' && outcome !== 'FAILED') return undefined;
  return { recordNumber: Number(recordNumber), outcome: outcome === 'SKIPPED' ? 'skipped' : 'failed', reason };
}
