import { fillText } from './fill-text.ts';
import type { RecordOutcome, UnimportedReason } from './record-outcome.ts';
import { IMPORTED_TEXT } from './record-texts.ts';

/** One line of a job's log (R276): `[FAILED] Line Number 7 - Invalid email address format.` */
export function logLine(outcome: RecordOutcome, recordNumber: number): string {
  if (outcome === 'imported') return `[SUCCEEDED] Line Number ${recordNumber} - ${IMPORTED_TEXT}`;
  if (outcome === 'skipped') return `[SKIPPED] Line Number ${recordNumber} - ${fillText('already-exists')}`;
  return `[FAILED] Line Number ${recordNumber} - ${reasonText(outcome)}`;
}

/** The text in the log for a record that makes no user. */
export function reasonText([id, ...placeholders]: UnimportedReason): string {
  return fillText(id, ...placeholders);
}
