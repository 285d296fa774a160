import { type FilteredLogEvent, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { logGroupNameOf, logStreamNameOf } from '../../../src/domain/imports/log-names.ts';
import { CallFailure } from './call-failure.ts';
import type { Clients } from './clients.ts';
import type { Page } from './page.ts';

/** Where the log of a job is. */
export interface LogPlace {
  readonly poolId: string;
  readonly poolName: string;
  readonly jobId: string;
  readonly jobName: string;
}

export interface LogEvent {
  readonly id: string;
  readonly at: Date | undefined;
  readonly message: string;
}

export type LogChoice = 'all' | 'failed' | 'skipped' | 'imported';

const MARKS: Readonly<Record<Exclude<LogChoice, 'all'>, string>> = {
  failed: '"[FAILED]"',
  skipped: '"[SKIPPED]"',
  imported: '"[SUCCEEDED]"',
};
const EVENTS_PER_PAGE = 50;
const EVENTS_PER_READ = 10_000;
/** Answers without an event that still have a next page, in one go. */
const EMPTY_ANSWERS_MAX = 50;

/** What FilterLogEvents understands: a mark, and each word as a phrase, so that no character of it is a sign. */
export function filterPatternOf(choice: LogChoice, words: string): string {
  const phrases = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `"${word.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`);
  return [...(choice === 'all' ? [] : [MARKS[choice]]), ...phrases].join(' ');
}

/** A page of the log, in the order of the file. A job that has written nothing has no log yet. */
export async function listLogEvents(
  clients: Clients,
  place: LogPlace,
  pattern: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Page<LogEvent>> {
  return readEvents(clients, place, { pattern, token, limit: EVENTS_PER_PAGE }, signal);
}

/** All messages that a pattern finds, page by page. */
export async function* readAllMessages(
  clients: Clients,
  place: LogPlace,
  pattern: string,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  let token: string | undefined;
  do {
    const { items, next } = await readEvents(clients, place, { pattern, token, limit: EVENTS_PER_READ }, signal);
    yield items.map(({ message }) => message);
    token = next;
  } while (token !== undefined);
}

/** `?"[FAILED]" ?"[SKIPPED]"`: either. */
export const UNIMPORTED_PATTERN = `?${MARKS.failed} ?${MARKS.skipped}`;

async function readEvents(
  clients: Clients,
  { poolId, poolName, jobId, jobName }: LogPlace,
  { pattern, token, limit }: { readonly pattern: string; readonly token: string | undefined; readonly limit: number },
  signal: AbortSignal,
): Promise<Page<LogEvent>> {
  const logs = await clients.loadLogs();
  let next = token;
  try {
    for (let answers = 1; ; answers++) {
      const { events = [], nextToken } = await logs.send(
        new FilterLogEventsCommand({
          logGroupName: logGroupNameOf(poolId, poolName),
          logStreamNames: [logStreamNameOf(jobId, jobName)],
          limit,
          ...(pattern !== '' && { filterPattern: pattern }),
          ...(next !== undefined && { nextToken: next }),
        }),
        { abortSignal: signal },
      );
      if (events.length > 0 || nextToken === undefined || answers >= EMPTY_ANSWERS_MAX) {
        return { items: events.map(toLogEvent), next: nextToken };
      }
      next = nextToken;
    }
  } catch (error) {
    if (error instanceof CallFailure && error.kind === 'missing') return { items: [], next: undefined };
    throw error;
  }
}

function toLogEvent({ eventId = '', timestamp, message = '' }: FilteredLogEvent): LogEvent {
  return { id: eventId, at: timestamp === undefined ? undefined : new Date(timestamp), message };
}
