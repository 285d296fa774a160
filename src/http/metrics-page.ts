import { isLoopbackHost } from '../base/loopback.ts';
import { findRawHeader } from './check-request.ts';
import type { HttpProblem } from './http-problem.ts';

/** The metrics as they are written for Prometheus. */
export interface MetricsPage {
  read(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** Who may read the metrics. */
export type MetricsReaders = 'off' | 'loopback' | 'open';

const METRICS_CLOSED: HttpProblem = {
  statusCode: 403,
  code: 'AccessDenied',
  message: 'The metrics are for readers on the same machine; the setting metrics opens them to others.',
};

/** Behind a proxy of the same machine every request comes from loopback: what it says of where they are from shows it. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'via'];

/** Why these metrics are not for this reader, or undefined. */
export function findReaderProblem(
  readers: 'loopback' | 'open',
  request: { readonly remoteAddress: string | undefined; readonly rawHeaders: readonly string[] },
): HttpProblem | undefined {
  if (readers === 'open') return undefined;
  const isLocal = isLoopbackHost((request.remoteAddress ?? '').replace(/^::ffff:/i, ''));
  const isForwarded = PROXY_HEADERS.some((name) => findRawHeader(request.rawHeaders, name) !== undefined);
  return isLocal && !isForwarded ? undefined : METRICS_CLOSED;
}
