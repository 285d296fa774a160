import { isLoopbackAddress } from '../base/loopback.ts';
import { findProxyHeader } from '../base/proxy-headers.ts';
import type { RawHeaders } from '../base/raw-headers.ts';
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

/** Why these metrics are not for this reader, or undefined. */
export function findReaderProblem(
  readers: 'loopback' | 'open',
  request: { readonly remoteAddress: string | undefined; readonly rawHeaders: RawHeaders },
): HttpProblem | undefined {
  if (readers === 'open') return undefined;
  const isLocal = isLoopbackAddress(request.remoteAddress ?? '');
  return isLocal && findProxyHeader(request.rawHeaders) === undefined ? undefined : METRICS_CLOSED;
}
