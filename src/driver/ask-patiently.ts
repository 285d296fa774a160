import { findSystemCode } from '../base/system-code.ts';
import { DriverError } from './driver-error.ts';
import type { DriverEvent } from './driver-event.ts';
import type { DriverRun } from './driver-run.ts';

/** Longer than a restart of a server or of its machine. */
export const PATIENCE_MS = 600_000;
/** After an interruption: longer than a throttle, no longer than a person waits. */
const INTERRUPTED_PATIENCE_MS = 5_000;
const RETRY_MS = 1_000;

const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
]);
const THROTTLES: ReadonlySet<string> = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling']);

export interface PatienceOptions {
  /** The job that continues without this run, if one was started. */
  readonly jobId?: string | undefined;
  readonly signal?: AbortSignal;
  /** Whether it still asks when the signal is aborted, then for some seconds only. */
  readonly outlastsSignal?: boolean;
  /** How long trouble may last before it is reported. */
  readonly quietMs?: number;
  /** Asked after each failure that may pass: true ends the patience with that failure. */
  isHopeless?(error: unknown): Promise<boolean>;
}

/**
 * Asks again, for ten minutes, while the server is away or has trouble of its own: an import outlasts a restart of its server.
 * For requests that may be sent twice. @throws {DriverError} `server-lost`, `job-continues`
 * @throws the reason of the signal, or the failure that is hopeless
 */
export async function askPatiently<Answer>(
  ask: () => Promise<Answer>,
  run: Pick<DriverRun, 'clock' | 'pause' | 'report' | 'patienceMs' | 'waited'>,
  { jobId, signal, outlastsSignal = false, isHopeless, quietMs = 0 }: PatienceOptions = {},
): Promise<Answer> {
  const { patienceMs = PATIENCE_MS } = run;
  let awaySinceMs: number | undefined;
  let abortedSinceMs: number | undefined;
  let isThrottled = false;
  let isTold = false;
  for (;;) {
    try {
      const answer = await ask();
      if (awaySinceMs !== undefined) {
        if (isTold) run.report({ kind: 'server-back' });
        run.waited?.(isThrottled ? 'throttled' : 'server-away', run.clock.monotonicMs() - awaySinceMs);
      }
      return answer;
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (!outlastsSignal) signal?.throwIfAborted();
      const nowMs = run.clock.monotonicMs();
      if (signal?.aborted) {
        abortedSinceMs ??= nowMs;
        if (nowMs - abortedSinceMs >= INTERRUPTED_PATIENCE_MS) throw endOfInterrupted(error, jobId);
      }
      awaySinceMs ??= nowMs;
      isThrottled = isThrottle(error);
      if (!isTold && nowMs - awaySinceMs >= quietMs) {
        isTold = true;
        run.report(describeTrouble(error, jobId, patienceMs));
      }
      if (nowMs - awaySinceMs >= patienceMs) {
        const status = findStatus(error);
        throw new DriverError({ kind: 'server-lost', patienceMs, jobId, status }, error);
      }
      if (await isHopeless?.(error)) throw error;
      await pauseUntilAborted(RETRY_MS, signal, outlastsSignal, run);
    }
  }
}

function endOfInterrupted(error: unknown, jobId: string | undefined): unknown {
  return jobId === undefined ? error : new DriverError({ kind: 'job-continues', jobId }, error);
}

function describeTrouble(error: unknown, jobId: string | undefined, patienceMs: number): DriverEvent {
  const isThrottled = isThrottle(error);
  const isOfUpload = error instanceof DriverError && error.fault.kind === 'upload-unreachable';
  const origin = isOfUpload ? error.fault.origin : undefined;
  const status = isThrottled ? undefined : findStatus(error);
  return { kind: 'server-away', patienceMs, isThrottled, status, origin, error, jobId };
}

/** With `outlastsSignal`, an abort ends the pause and is no error. */
async function pauseUntilAborted(
  milliseconds: number,
  signal: AbortSignal | undefined,
  outlastsSignal: boolean,
  run: Pick<DriverRun, 'pause'>,
): Promise<void> {
  if (outlastsSignal) await pauseUnlessAborted(milliseconds, signal?.aborted ? undefined : signal, run);
  else await run.pause(milliseconds, signal);
}

/** Ends early when the signal is aborted. */
export async function pauseUnlessAborted(
  milliseconds: number,
  signal: AbortSignal | undefined,
  run: Pick<DriverRun, 'pause'>,
): Promise<void> {
  try {
    await run.pause(milliseconds, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}

/** Whether the service answers that it was asked too often. */
function isThrottle(error: unknown): boolean {
  return error instanceof Error && THROTTLES.has(error.name);
}

/** Whether the same request may succeed later: no connection, too many requests, or trouble on the server's side. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (NETWORK_CODES.has(findSystemCode(error) ?? '') || error.name === 'TimeoutError') return true;
  return THROTTLES.has(error.name) || (findStatus(error) ?? 0) >= 500;
}

/** HTTP status behind an error of the AWS SDK, or of an upload. */
export function findStatus(error: unknown): number | undefined {
  if (error instanceof DriverError && error.fault.kind === 'upload-refused') return error.fault.status;
  if (!(error instanceof Error && '$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  const hasStatus = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return hasStatus && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
