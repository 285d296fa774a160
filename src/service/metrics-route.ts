import type { Ids } from '../base/ids.ts';
import { isLoopbackAddress } from '../base/loopback.ts';
import { findProxyHeader } from '../base/proxy-headers.ts';
import { type HttpProblem, writeJsonProblem } from '../http/http-problem.ts';
import { cutPath, type Route, type RoutedRequest } from '../http/route.ts';
import type { MetricsPage } from './create-metrics-page.ts';

/** Who may read the metrics. */
export type MetricsReaders = 'off' | 'loopback' | 'open';

const METRICS_CLOSED: HttpProblem = {
  statusCode: 403,
  code: 'AccessDenied',
  message: 'The metrics are for readers on the same machine; the setting metrics opens them to others.',
};

/** `GET /metrics`, for Prometheus. */
export function createMetricsRoute({
  page,
  readers,
  ids,
}: {
  readonly page: MetricsPage;
  readonly readers: MetricsReaders;
  readonly ids: Ids;
}): Route {
  return {
    name: 'metrics',
    matches: (url) => cutPath(url) === '/metrics',
    methods: ['GET', 'HEAD'],
    serve:
      readers === 'off' ? undefined : { body: 'none', answer: (request) => answerMetrics(page, readers, ids, request) },
    writeProblem: (_method, problem) => writeJsonProblem(ids, problem),
  };
}

async function answerMetrics(page: MetricsPage, readers: 'loopback' | 'open', ids: Ids, request: RoutedRequest) {
  const problem = findReaderProblem(readers, request);
  if (problem) return writeJsonProblem(ids, problem);
  const { contentType, body } = await page.read();
  return { statusCode: 200, headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' }, body };
}

/** Why these metrics are not for this reader, or undefined. */
export function findReaderProblem(
  readers: 'loopback' | 'open',
  { remoteAddress, rawHeaders }: Pick<RoutedRequest, 'remoteAddress' | 'rawHeaders'>,
): HttpProblem | undefined {
  if (readers === 'open') return undefined;
  const isLocal = isLoopbackAddress(remoteAddress ?? '');
  return isLocal && findProxyHeader(rawHeaders) === undefined ? undefined : METRICS_CLOSED;
}
