import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { askPatiently } from '../ask-patiently.ts';
import { DriverError } from '../driver-error.ts';
import type { DriverRun } from '../driver-run.ts';
import type { JobLog } from '../import-service.ts';
import type { PoolToImportInto } from '../prepare-pool.ts';
import type { OutcomeTable } from './outcome-table.ts';

const EVENTS_PER_PAGE = 10_000;
const LATE_POLL_FIRST_MS = 1_000;
const LATE_POLL_MAX_MS = 15_000;
const LATE_POLL_GROWTH = 1.5;
/** A late line may be put before those that were read: after so many vain looks at the end, the log is read from its head. */
const LOOKS_AT_END_MAX = 3;
/** The documented form of a line (R276). */
const LOG_LINE = /^\s*\[(SUCCEEDED|SKIPPED|FAILED)\]\s+Line Number:?\s+(\d+)\s*-?\s*(.*)$/s;
const OUTCOMES = { SUCCEEDED: 'imported', SKIPPED: 'skipped', FAILED: 'failed' } as const;

/**
 * Reads the log of an ended job into the table until `expected` different lines of records were seen, or until no further one came for
 * as long as lines may be late (M90). @throws {DriverError} `log-unreadable`
 */
export async function readJobLog(
  pool: PoolToImportInto,
  job: UserImportJobType,
  expected: number,
  table: OutcomeTable,
  run: DriverRun,
): Promise<void> {
  if (expected === 0) return;
  const reader = new LogReader(pool, job, table, run);
  try {
    await reader.read(expected);
  } finally {
    run.report({ kind: 'phase-ended' });
  }
  table.endLog();
}

class LogReader {
  readonly #pool: PoolToImportInto;
  readonly #job: UserImportJobType;
  readonly #table: OutcomeTable;
  readonly #run: DriverRun;

  constructor(pool: PoolToImportInto, job: UserImportJobType, table: OutcomeTable, run: DriverRun) {
    this.#pool = pool;
    this.#job = job;
    this.#table = table;
    this.#run = run;
  }

  async read(expected: number): Promise<void> {
    const { clock, service, interruption } = this.#run;
    let lastNewMs = clock.monotonicMs();
    let pauseMs = LATE_POLL_FIRST_MS;
    let looksAtEnd = 0;
    let log: JobLog | undefined;
    let token: string | undefined;
    while (this.#table.seen < expected) {
      log ??= await this.#find();
      const seenBefore = this.#table.seen;
      const nextToken = log === undefined ? undefined : await this.#readPage(log, token);
      this.#run.report({ kind: 'progress', phase: 'reading-log', done: this.#table.seen, total: expected });
      const nowMs = clock.monotonicMs();
      if (this.#table.seen > seenBefore) {
        lastNewMs = nowMs;
        pauseMs = LATE_POLL_FIRST_MS;
        looksAtEnd = 0;
      }
      const isAtEnd = nextToken === undefined || nextToken === token;
      token = nextToken ?? token;
      if (!isAtEnd || this.#table.seen >= expected) continue;
      if (nowMs - lastNewMs >= service.logDelayMaxMs) return;
      looksAtEnd += 1;
      if (looksAtEnd >= LOOKS_AT_END_MAX) {
        looksAtEnd = 0;
        token = undefined;
      }
      await this.#run.pause(pauseMs, interruption.signal);
      this.#run.waited?.('log', clock.monotonicMs() - nowMs);
      pauseMs = Math.min(LATE_POLL_MAX_MS, pauseMs * LATE_POLL_GROWTH);
    }
  }

  #find(): Promise<JobLog | undefined> {
    return this.#ask(() => this.#run.service.findJobLog(this.#pool, this.#job));
  }

  /** The token of the page behind it; undefined if there is no log yet, or not on the server that was asked. */
  async #readPage(log: JobLog, token: string | undefined): Promise<string | undefined> {
    const request = new GetLogEventsCommand({
      ...log,
      startFromHead: true,
      limit: EVENTS_PER_PAGE,
      ...(token === undefined ? {} : { nextToken: token }),
    });
    const answer = await this.#ask(async () => {
      try {
        return await this.#run.service.clients.logs.send(request);
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
        throw error;
      }
    });
    if (answer === undefined) return undefined;
    const { events = [], nextForwardToken } = answer;
    for (const { message = '' } of events) {
      const [, outcome, lineNumber, reason = ''] = LOG_LINE.exec(message) ?? [];
      if (outcome === 'SUCCEEDED' || outcome === 'SKIPPED' || outcome === 'FAILED') {
        this.#table.take(Number(lineNumber), OUTCOMES[outcome], reason.trim());
      }
    }
    return nextForwardToken;
  }

  async #ask<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const { signal } = this.#run.interruption;
    try {
      return await askPatiently(ask, this.#run, { signal });
    } catch (error) {
      if (signal.aborted || error instanceof DriverError) throw error;
      throw new DriverError({ kind: 'log-unreadable' }, error);
    }
  }
}
