import { findSystemCode } from '../base/system-code.ts';
import { DriverError } from './driver-error.ts';
import type { DriverRun } from './driver-run.ts';

/** A server is restarted, or its machine is, in less. */
export const PATIENCE_MS = 600_000;
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

/**
 * Asks again, for ten minutes, while the server is away or has trouble of its own: an import outlasts a restart of its server.
 * For requests that may be sent twice. @throws {DriverError} `server-lost`
 */
export async function askPatiently<Answer>(
  ask: () => Promise<Answer>,
  run: Pick<DriverRun, 'clock' | 'pause' | 'report'>,
  { jobId, signal }: { readonly jobId?: string | undefined; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  let awaySinceMs: number | undefined;
  for (;;) {
    try {
      const answer = await ask();
      if (awaySinceMs !== undefined) run.report({ kind: 'server-back' });
      return answer;
    } catch (error) {
      if (!isPassing(error)) throw error;
      signal?.throwIfAborted();
      const nowMs = run.clock.monotonicMs();
      if (awaySinceMs === undefined) run.report({ kind: 'server-away', patienceMs: PATIENCE_MS });
      awaySinceMs ??= nowMs;
      if (nowMs - awaySinceMs >= PATIENCE_MS) {
        throw new DriverError({ kind: 'server-lost', patienceMs: PATIENCE_MS, jobId }, error);
      }
      await run.pause(RETRY_MS, signal);
    }
  }
}

/** Whether the same request may succeed later: no connection, too many requests, or trouble on the server's side. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (NETWORK_CODES.has(findSystemCode(error) ?? '') || error.name === 'TimeoutError') return true;
  return THROTTLES.has(error.name) || (findStatus(error) ?? 0) >= 500;
}

/** Status of the answer that an error of the AWS SDK, or of an upload, stands for. */
export function findStatus(error: unknown): number | undefined {
  if (error instanceof DriverError && error.fault.kind === 'upload-refused') return error.fault.status;
  if (!(error instanceof Error && '$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  const hasStatus = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return hasStatus && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
