import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { askPatiently } from './ask-patiently.ts';
import { DriverError } from './driver-error.ts';
import type { DriverRun } from './driver-run.ts';
import type { JobLog } from './import-service.ts';

const EVENTS_PER_PAGE = 10_000;
const DELAYED_EVENTS_POLL_MS = 1_000;
/** The form of a log line (R276). */
const LOG_LINE = /^\[(SUCCEEDED|SKIPPED|FAILED)\] Line Number (\d+) - (.*)$/s;

/** A record that created no user, by the log of its job. */
export interface UnimportedRecord {
  /** From 1, the header not counted. */
  readonly recordNumber: number;
  readonly outcome: 'skipped' | 'failed';
  readonly reason: string;
}

/**
 * The records that were skipped or failed, in file order, read page by page until `expected` of them were seen (N21), or until the log
 * has no more. @throws {DriverError} `log-unreadable`
 */
export async function* readLogOutcomes(
  log: JobLog,
  expected: number,
  run: DriverRun,
): AsyncGenerator<UnimportedRecord, void, void> {
  const beginMs = run.clock.monotonicMs();
  let seen = 0;
  let token: string | undefined;
  while (seen < expected) {
    const page = await readPage(log, token, run);
    for (const message of page.messages) {
      const record = parseLogLine(message);
      if (record === undefined) continue;
      seen += 1;
      yield record;
    }
    run.report({ kind: 'progress', phase: 'reading-log', done: seen, total: expected });
    if (page.nextToken === undefined) return;
    if (page.nextToken === token) {
      const isLate = run.clock.monotonicMs() - beginMs >= run.service.logDelayMaxMs;
      if (isLate || run.interruption.signal.aborted) return;
      await run.pause(DELAYED_EVENTS_POLL_MS);
    }
    token = page.nextToken;
  }
}

async function readPage(
  log: JobLog,
  token: string | undefined,
  run: DriverRun,
): Promise<{ readonly messages: readonly string[]; readonly nextToken: string | undefined }> {
  const request = new GetLogEventsCommand({
    ...log,
    startFromHead: true,
    limit: EVENTS_PER_PAGE,
    ...(token === undefined ? {} : { nextToken: token }),
  });
  try {
    const { events = [], nextForwardToken } = await askPatiently(() => run.service.clients.logs.send(request), run, {
      signal: run.interruption.signal,
      outlastsSignal: true,
    });
    return { messages: events.map(({ message = '' }) => message), nextToken: nextForwardToken };
  } catch (error) {
    throw new DriverError({ kind: 'log-unreadable' }, error);
  }
}

/** Undefined for the line of an imported record, and for what is not a line of an import. */
export function parseLogLine(message: string): UnimportedRecord | undefined {
  const [, outcome, recordNumber, reason = ''] = LOG_LINE.exec(message) ?? [];
  if (outcome !== 'SKIPPED' && outcome !== 'FAILED') return undefined;
  return { recordNumber: Number(recordNumber), outcome: outcome === 'SKIPPED' ? 'skipped' : 'failed', reason };
}
