import type { LogPosition } from '../../domain/logs/log-event.ts';
import { type LogFilter, parseLogFilterPattern } from '../../domain/logs/log-filter-pattern.ts';
import { LOG_EVENT_OVERHEAD_BYTES } from '../../domain/logs/log-put.ts';
import type { LogGroupPage, LogRange } from '../../store/log-store.ts';
import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { latenessOf } from './lateness-of.ts';
import { openListToken, sealListToken } from './list-token.ts';
import { failOnToken, failWithoutLogGroup, logGroupOf } from './log-group-of.ts';
import { EVENTS_PER_PAGE_MAX, PAGE_BYTES_MAX } from './log-limits.ts';

type FoundEvent = LogGroupPage['events'][number];

/** Store pages that one request may look through before it answers a page that is not full, maybe empty (N28). */
const READS_PER_REQUEST_MAX = 5;

/** Section 1.3. */
export const filterLogEvents = defineOperation('logs', 'FilterLogEvents', async ({ input, context, fail }) => {
  const { store, clock } = context;
  const group = logGroupOf(context, input, fail);
  const { logStreamNames, logStreamNamePrefix, startTime, endTime } = input;
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    return fail('InvalidParameterException', 'Only one of logStreamNames and logStreamNamePrefix can be given.');
  }
  const verdict = parseLogFilterPattern(input.filterPattern ?? '');
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);

  const list = JSON.stringify(['events', group]);
  const sent = input.nextToken;
  const token = sent === undefined ? undefined : parsePlace(openListToken(context, list, sent));
  if (sent !== undefined && token === undefined) return failOnToken(fail);
  const direction = token?.direction ?? (input.startFromHead === false ? 'backward' : 'forward');

  const nowMs = clock.nowMs();
  const lateness = latenessOf(context);
  const limit = input.limit ?? EVENTS_PER_PAGE_MAX;
  // Without a pattern every event that is read is found.
  const eventsPerRead = input.filterPattern?.trim() ? EVENTS_PER_PAGE_MAX : limit;
  const found = await findEvents(
    (range) =>
      store.readLogGroupEvents(scopeOf(context), group, {
        ...range,
        nowMs,
        ...lateness,
        ...(startTime === undefined ? {} : { startTime }),
        // Inclusive, unlike the store's (N30).
        ...(endTime === undefined ? {} : { endTime: endTime + 1 }),
        ...(logStreamNames === undefined ? {} : { streamNames: logStreamNames }),
        ...(logStreamNamePrefix === undefined ? {} : { streamNamePrefix: logStreamNamePrefix }),
      }),
    { direction, from: token?.from, limit, eventsPerRead, matches: verdict.matches },
  );
  if (!found) return failWithoutLogGroup(fail);
  return {
    events: found.events.map(eventAnswer),
    searchedLogStreams: [],
    ...(found.next ? { nextToken: sealListToken(context, list, formatPlace(direction, found.next)) } : {}),
  };
});

interface Search {
  readonly direction: LogRange['direction'];
  readonly from: LogPosition | undefined;
  readonly limit: number;
  readonly eventsPerRead: number;
  readonly matches: LogFilter;
}

/** In the order of the search; `next` is the event to go on behind, absent when all was seen. Undefined without a group. */
async function findEvents(
  read: (range: Omit<LogRange, 'nowMs'>) => Promise<LogGroupPage | undefined>,
  { direction, from, limit, eventsPerRead, matches }: Search,
): Promise<{ readonly events: readonly FoundEvent[]; readonly next?: LogPosition } | undefined> {
  const events: FoundEvent[] = [];
  let bytes = 0;
  let seen = from;
  for (let reads = 0; reads < READS_PER_REQUEST_MAX; reads++) {
    const page = await read({
      direction,
      ...(seen ? { from: seen } : {}),
      limit: eventsPerRead,
      maxBytes: PAGE_BYTES_MAX,
    });
    if (!page) return undefined;
    for (const event of direction === 'forward' ? page.events : page.events.toReversed()) {
      if (matches(event.message)) {
        bytes += Buffer.byteLength(event.message) + LOG_EVENT_OVERHEAD_BYTES;
        if (seen && (events.length === limit || (bytes > PAGE_BYTES_MAX && events.length > 0))) {
          return { events, next: seen };
        }
        events.push(event);
      }
      seen = event.position;
    }
    if (page.atEnd) return { events };
    if (events.length === limit) break;
  }
  return seen ? { events, next: seen } : { events };
}

function eventAnswer({ streamName, timestamp, message, ingestionTime, position }: FoundEvent) {
  return { logStreamName: streamName, timestamp, message, ingestionTime, eventId: eventId(position) };
}

/** 56 digits, as AWS has them, unlike those of any other event of the group. */
function eventId({ timestamp, block, index }: LogPosition): string {
  return String(timestamp).padStart(20, '0') + String(block).padStart(18, '0') + String(index).padStart(18, '0');
}

function formatPlace(direction: LogRange['direction'], { timestamp, block, index }: LogPosition): string {
  return `${direction} ${timestamp} ${block} ${index}`;
}

function parsePlace(
  text: string | undefined,
): { readonly direction: LogRange['direction']; readonly from: LogPosition } | undefined {
  if (text === undefined) return undefined;
  const [direction, timestamp, block, index] = text.split(' ');
  return {
    direction: direction === 'backward' ? 'backward' : 'forward',
    from: { timestamp: Number(timestamp), block: Number(block), index: Number(index) },
  };
}
