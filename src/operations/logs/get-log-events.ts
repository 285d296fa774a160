import type { LogPage, LogRange } from '../../store/log-store.ts';
import { defineOperation } from '../define-operation.ts';
import type { OperationContext } from '../operation.ts';
import { scopeOf } from '../scope-of.ts';
import { type EventToken, formatEventToken, type LogPlace, parseEventToken, START_OF_STREAM } from './event-token.ts';
import { latenessOf } from './lateness-of.ts';
import { failOnToken, failWithoutLogGroup, failWithoutLogStream, logGroupOf } from './log-group-of.ts';
import { EVENTS_PER_PAGE_MAX, PAGE_BYTES_MAX } from './log-limits.ts';

/** Section 1.2. Events are oldest first whatever the direction (N18). */
export const getLogEvents = defineOperation('logs', 'GetLogEvents', async ({ input, context, fail }) => {
  const { clock, pageTokenKey } = context;
  const scope = scopeOf(context);
  const group = logGroupOf(context, input, fail);
  const stream = input.logStreamName;
  const tokenContext = JSON.stringify([scope.account, scope.region, group, stream]);
  const sent = input.nextToken;
  const token = sent === undefined ? undefined : parseEventToken(pageTokenKey, tokenContext, sent, clock.nowMs());
  if (sent !== undefined && token === undefined) return failOnToken(fail);

  const page = await readPage(context, group, stream, token, {
    ...(input.startTime === undefined ? {} : { startTime: input.startTime }),
    ...(input.endTime === undefined ? {} : { endTime: input.endTime }),
    direction: token?.direction ?? (input.startFromHead ? 'forward' : 'backward'),
    limit: input.limit ?? EVENTS_PER_PAGE_MAX,
    maxBytes: PAGE_BYTES_MAX,
    nowMs: clock.nowMs(),
    ...latenessOf(context),
  });
  if (page === 'no-group') return failWithoutLogGroup(fail);
  if (page === 'no-stream') return failWithoutLogStream(fail);

  const { behind, before } = placesAround(page.ends, token);
  const makeToken = (made: EventToken) =>
    // The end rule (N21): where nothing was read, the token that was sent comes back.
    sent !== undefined && page.events.length === 0 && token?.direction === made.direction
      ? sent
      : formatEventToken(pageTokenKey, tokenContext, made, clock.nowMs());
  return {
    events: [...page.events],
    nextForwardToken: makeToken({ direction: 'forward', place: behind }),
    nextBackwardToken: makeToken({ direction: 'backward', place: before }),
  };
});

function readPage(
  context: OperationContext,
  group: string,
  stream: string,
  token: EventToken | undefined,
  range: LogRange,
): Promise<LogPage | 'no-group' | 'no-stream'> {
  const from = token && positionBeside(token);
  return context.store.readLogEvents(scopeOf(context), group, stream, { ...range, ...(from ? { from } : {}) });
}

/** The position that reading goes on strictly behind, or strictly before. */
function positionBeside({ direction, place }: EventToken): LogPlace {
  return direction === 'forward' ? { ...place, index: place.index - 1 } : place;
}

/** The places at both ends of a page; those of an empty page are where its reading began (N20, N22). */
function placesAround(
  ends: LogPage['ends'],
  token: EventToken | undefined,
): { readonly behind: LogPlace; readonly before: LogPlace } {
  if (!ends) {
    const place = token?.place ?? START_OF_STREAM;
    return { behind: place, before: place };
  }
  return { behind: { ...ends.newest, index: ends.newest.index + 1 }, before: ends.oldest };
}
