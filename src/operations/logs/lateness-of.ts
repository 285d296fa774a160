import type { LogRange } from '../../store/log-store.ts';
import type { OperationContext } from '../operation.ts';

/** Leaves out the events that the test controls still hold back (R577). */
export function latenessOf({
  clock,
  testControls,
}: Pick<OperationContext, 'clock' | 'testControls'>): Pick<LogRange, 'ingestedUntil'> {
  const lateMs = testControls?.logLinesLateMs ?? 0;
  return lateMs === 0 ? {} : { ingestedUntil: clock.nowMs() - lateMs };
}
