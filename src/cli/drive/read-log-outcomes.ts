import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';

const EVENTS_PER_PAGE = 10_000;
/** R276. */
const LOG_LINE = /^\[(SUCCEEDED|SKIPPED|FAILED)\] Line Number (\d+) - (.*)$/s;

/** A record that made no user, as the log of the job tells it. */
export interface UnimportedRecord {
  /** From 1, the header not counted. */
  readonly recordNumber: number;
  readonly outcome: 'skipped' | 'failed';
  readonly reason: string;
}

export interface JobLog {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** The records that were skipped or failed, in file order, read page by page until `expected` of them were seen (N21). */
export async function* readLogOutcomes(
  logs: CloudWatchLogsClient,
  log: JobLog,
  expected: number,
): AsyncGenerator<UnimportedRecord, void, void> {
  let seen = 0;
  let token: string | undefined;
  while (seen < expected) {
    const page = await logs.send(
      new GetLogEventsCommand({
        ...log,
        startFromHead: true,
        limit: EVENTS_PER_PAGE,
        ...(token === undefined ? {} : { nextToken: token }),
      }),
    );
    for (const { message } of page.events ?? []) {
      const record = parseLogLine(message ?? '');
      if (record === undefined) continue;
      seen += 1;
      yield record;
    }
    if (page.nextForwardToken === undefined || page.nextForwardToken === token) return;
    token = page.nextForwardToken;
  }
}

/** Undefined for the line of an imported record, and for what is no line of an import. */
export function parseLogLine(message: string): UnimportedRecord | undefined {
  const [, outcome, recordNumber, reason = ''] = LOG_LINE.exec(message) ?? [];
  if (outcome !== 'SKIPPED' && outcome !== 'FAILED') return undefined;
  return { recordNumber: Number(recordNumber), outcome: outcome === 'SKIPPED' ? 'skipped' : 'failed', reason };
}
