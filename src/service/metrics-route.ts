import type { KnownHosts } from '../base/http/known-hosts.ts';
import { isLoopbackAddress } from '../base/http/loopback.ts';
import { findProxyHeader } from '../base/http/proxy-headers.ts';
import { findHeader } from '../base/http/raw-headers.ts';
import type { Ids } from '../base/ids.ts';
import { type HttpProblem, writeJsonProblem } from '../http/http-problem.ts';
import { cutPath, type Route, type RoutedRequest } from '../http/route.ts';
import type { MetricsPage } from './create-metrics-page.ts';

/** Who may read the metrics. */
export type MetricsReaders = 'off' | 'loopback' | 'open';

const METRICS_CLOSED: HttpProblem = {
  statusCode: 403,
  code: 'AccessDenied',
  message:
    'The metrics are for readers on the same machine, who ask for them on localhost or on the public URL; the setting metrics opens them to others.',
};

/** `GET /metrics`, for Prometheus. */
export function createMetricsRoute({
  page,
  readers,
  hosts,
  ids,
}: {
  readonly page: MetricsPage;
  readonly readers: MetricsReaders;
  readonly hosts: Pick<KnownHosts, 'isForeign'>;
  readonly ids: Ids;
}): Route {
  return {
    name: 'metrics',
    matches: (url) => cutPath(url) === '/metrics',
    methods: ['GET', 'HEAD'],
    serve:
      readers === 'off'
        ? undefined
        : {
            body: 'none',
            async answer(request) {
              const problem = findReaderProblem(readers, hosts, request);
              return problem ? writeJsonProblem(ids, problem) : writePage(await page.read());
            },
          },
    writeProblem: (_head, problem) => writeJsonProblem(ids, problem),
  };
}

function writePage({ contentType, body }: Awaited<ReturnType<MetricsPage['read']>>) {
  return { statusCode: 200, headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' }, body };
}

/** Why these metrics are not for this reader, or undefined. A web page reaches them too if its name is made to point here (R502). */
export function findReaderProblem(
  readers: 'loopback' | 'open',
  hosts: Pick<KnownHosts, 'isForeign'>,
  { remoteAddress, rawHeaders }: Pick<RoutedRequest, 'remoteAddress' | 'rawHeaders'>,
): HttpProblem | undefined {
  if (readers === 'open') return undefined;
  const isLocal =
    isLoopbackAddress(remoteAddress ?? '') &&
    findProxyHeader(rawHeaders) === undefined &&
    !hosts.isForeign(findHeader(rawHeaders, 'host') ?? '');
  return isLocal ? undefined : METRICS_CLOSED;
}
