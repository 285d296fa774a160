import { oldestKeptTimestamp } from './log-retention.ts';

const HOUR_MS = 60 * 60 * 1_000;
/** What an event counts for beside its message (N12). */
export const LOG_EVENT_OVERHEAD_BYTES = 26;
/** UTF-8 bytes of the messages of a put and {@link LOG_EVENT_OVERHEAD_BYTES} for each; also the most for one event (N12). */
export const LOG_PUT_BYTES_MAX = 1_048_576;
export const LOG_PUT_SPAN_MS_MAX = 24 * HOUR_MS;
const LOG_EVENT_AHEAD_MS_MAX = 2 * HOUR_MS;
const LOG_EVENT_AGE_MS_MAX = 14 * 24 * HOUR_MS;

/** An event as a client writes it. */
export interface NewLogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Which events of a put were dropped (N15): indexes of the put, starts inclusive, ends exclusive. */
export interface RejectedLogEvents {
  readonly tooNewStartIndex?: number;
  readonly tooOldEndIndex?: number;
  readonly expiredEndIndex?: number;
}

export type LogPutVerdict =
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'accepted'; readonly events: readonly NewLogEvent[]; readonly rejected: RejectedLogEvents };

/** Whether a put is taken (N12 to N14), and which of its events (N15). */
export function judgeLogPut(
  events: readonly NewLogEvent[],
  { retentionDays, nowMs }: { readonly retentionDays?: number | undefined; readonly nowMs: number },
): LogPutVerdict {
  const text = findPutProblem(events);
  if (text !== undefined) return { kind: 'refused', text };
  // The events are in order of time, so that those which are dropped lie at the ends.
  const indexFrom = (timestamp: number): number => {
    const index = events.findIndex((event) => event.timestamp >= timestamp);
    return index === -1 ? events.length : index;
  };
  const tooOldEndIndex = indexFrom(nowMs - LOG_EVENT_AGE_MS_MAX);
  const expiredEndIndex = indexFrom(oldestKeptTimestamp(retentionDays, nowMs));
  const tooNewStartIndex = indexFrom(nowMs + LOG_EVENT_AHEAD_MS_MAX + 1);
  return {
    kind: 'accepted',
    events: events.slice(Math.max(tooOldEndIndex, expiredEndIndex), tooNewStartIndex),
    rejected: {
      ...(tooNewStartIndex < events.length && { tooNewStartIndex }),
      ...(tooOldEndIndex > 0 && { tooOldEndIndex }),
      ...(expiredEndIndex > 0 && { expiredEndIndex }),
    },
  };
}

function findPutProblem(events: readonly NewLogEvent[]): string | undefined {
  let bytes = 0;
  let last = events[0]?.timestamp ?? 0;
  const first = last;
  for (const { timestamp, message } of events) {
    const eventBytes = Buffer.byteLength(message) + LOG_EVENT_OVERHEAD_BYTES;
    if (eventBytes > LOG_PUT_BYTES_MAX) {
      return `Log event too large: ${eventBytes} bytes exceeds limit of ${LOG_PUT_BYTES_MAX}`;
    }
    bytes += eventBytes;
    if (timestamp < last) return 'Log events in a single PutLogEvents request must be in chronological order.';
    last = timestamp;
  }
  if (bytes > LOG_PUT_BYTES_MAX) return `Upload too large: ${bytes} bytes exceeds limit of ${LOG_PUT_BYTES_MAX}`;
  if (last - first > LOG_PUT_SPAN_MS_MAX) {
    return 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.';
  }
  return undefined;
}
