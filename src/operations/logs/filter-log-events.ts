import type { LogPosition } from '../../domain/logs/log-event.ts';
import { parseLogFilterPattern } from '../../domain/logs/log-filter-pattern.ts';
import type { LogGroupPage, LogRange } from '../../store/log-store.ts';
import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { latenessOf } from './lateness-of.ts';
import { openListToken, sealListToken } from './list-token.ts';
import { failOnToken, failWithoutLogGroup, logGroupOf } from './log-group-of.ts';
import {
  EVENTS_PER_PAGE_MAX,
  PAGE_BYTES_MAX,
  SEARCH_MS_MAX,
  SEARCHED_BYTES_MAX,
  SEARCHED_EVENTS_MAX,
} from './log-limits.ts';

type FoundEvent = LogGroupPage['events'][number];

/** What one request may search before it answers a page that is not full, maybe empty, with the token of the next (N28, R552). */
const SEARCH_MAX = {
  eventsMax: SEARCHED_EVENTS_MAX,
  bytesMax: SEARCHED_BYTES_MAX,
  durationMsMax: SEARCH_MS_MAX,
};

/** Section 1.3. */
export const filterLogEvents = defineOperation('logs', 'FilterLogEvents', async ({ input, context, fail }) => {
  const { store, clock } = context;
  const group = logGroupOf(context, input, fail);
  const { logStreamNames, logStreamNamePrefix, startTime, endTime } = input;
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
    return fail('InvalidParameterException', 'Only one of logStreamNames and logStreamNamePrefix can be given.');
  }
  const { filterPattern: pattern = '' } = input;
  const verdict = parseLogFilterPattern(pattern);
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);

  const list = JSON.stringify(['events', group]);
  const sent = input.nextToken;
  const token = sent === undefined ? undefined : parsePlace(openListToken(context, list, sent));
  if (sent !== undefined && token === undefined) return failOnToken(fail);
  const direction = token?.direction ?? (input.startFromHead === false ? 'backward' : 'forward');

  const page = await store.readLogGroupEvents(scopeOf(context), group, {
    direction,
    ...(token === undefined ? {} : { from: token.from }),
    limit: input.limit ?? EVENTS_PER_PAGE_MAX,
    maxBytes: PAGE_BYTES_MAX,
    nowMs: clock.nowMs(),
    ...latenessOf(context),
    ...(startTime === undefined ? {} : { startTime }),
    // Inclusive, unlike the store's (N30).
    ...(endTime === undefined ? {} : { endTime: endTime + 1 }),
    ...(logStreamNames === undefined ? {} : { streamNames: logStreamNames }),
    ...(logStreamNamePrefix === undefined ? {} : { streamNamePrefix: logStreamNamePrefix }),
    // Without a pattern every event that is read is found.
    ...(pattern.trim() === '' ? {} : { search: { pattern, ...SEARCH_MAX } }),
  });
  if (!page) return failWithoutLogGroup(fail);
  const { atEnd, lastRead } = page;
  return {
    events: (direction === 'forward' ? page.events : page.events.toReversed()).map(eventAnswer),
    searchedLogStreams: [],
    ...(atEnd || !lastRead ? {} : { nextToken: sealListToken(context, list, formatPlace(direction, lastRead)) }),
  };
});

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
