import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { parseLogLine, type UnimportedRecord } from '../domain/imports/parse-log-line.ts';
import { askPatiently } from './ask-patiently.ts';
import { DriverError } from './driver-error.ts';
import type { DriverRun } from './driver-run.ts';
import type { JobLog } from './import-service.ts';
import type { PoolToImportInto } from './prepare-pool.ts';

const EVENTS_PER_PAGE = 10_000;
const DELAYED_EVENTS_POLL_MS = 1_000;
/** Where the log of an ended job is; asked for as long as it may still turn up. @throws {DriverError} `log-unreadable` */
export async function findLog(
  pool: PoolToImportInto,
  job: UserImportJobType,
  run: DriverRun,
): Promise<JobLog | undefined> {
  const delay = new LogDelay(run);
  try {
    for (;;) {
      const log = await askOfLog(() => run.service.findJobLog(pool, job), run);
      if (log !== undefined || delay.isOver()) return log;
      await run.pause(DELAYED_EVENTS_POLL_MS);
    }
  } catch (error) {
    throw new DriverError({ kind: 'log-unreadable' }, error);
  }
}

/** The time in which the log of an ended job may still grow. An interruption ends it. */
class LogDelay {
  readonly #run: DriverRun;
  readonly #beginMs: number;

  constructor(run: DriverRun) {
    this.#run = run;
    this.#beginMs = run.clock.monotonicMs();
  }

  isOver(): boolean {
    const { service, clock, interruption } = this.#run;
    return interruption.signal.aborted || clock.monotonicMs() - this.#beginMs >= service.logDelayMaxMs;
  }
}

/** A job that was interrupted has a log to read all the same, if the server is there. */
function askOfLog<Answer>(ask: () => Promise<Answer>, run: DriverRun): Promise<Answer> {
  return askPatiently(ask, run, { signal: run.interruption.signal, outlastsSignal: true });
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
  const delay = new LogDelay(run);
  let seen = 0;
  let token: string | undefined;
  while (seen < expected) {
    const page = await readPage(log, token, delay, run);
    for (const message of page.messages) {
      const record = parseLogLine(message);
      if (record === undefined) continue;
      seen += 1;
      yield record;
    }
    run.report({ kind: 'progress', phase: 'reading-log', done: seen, total: expected });
    if (page.nextToken === undefined) return;
    if (page.nextToken === token) {
      if (delay.isOver()) return;
      await run.pause(DELAYED_EVENTS_POLL_MS);
    }
    token = page.nextToken;
  }
}

async function readPage(
  log: JobLog,
  token: string | undefined,
  delay: LogDelay,
  run: DriverRun,
): Promise<{ readonly messages: readonly string[]; readonly nextToken: string | undefined }> {
  const request = new GetLogEventsCommand({
    ...log,
    startFromHead: true,
    limit: EVENTS_PER_PAGE,
    ...(token === undefined ? {} : { nextToken: token }),
  });
  for (;;) {
    try {
      const { events = [], nextForwardToken } = await askOfLog(() => run.service.clients.logs.send(request), run);
      return { messages: events.map(({ message = '' }) => message), nextToken: nextForwardToken };
    } catch (error) {
      // A new log stream is not to be seen everywhere at once.
      const mayCome = error instanceof Error && error.name === 'ResourceNotFoundException' && !delay.isOver();
      if (!mayCome) throw new DriverError({ kind: 'log-unreadable' }, error);
    }
    await run.pause(DELAYED_EVENTS_POLL_MS);
  }
}
