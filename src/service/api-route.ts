import type { Api } from '../api/api.ts';
import { STRANGER_BODY_BYTES_MAX } from '../api/protocols/body-bytes-max.ts';
import { writeHttpProblem } from '../api/protocols/write-http-problem.ts';
import type { Ids } from '../base/ids.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import { cutPath, type Route } from '../http/route.ts';

/** `POST /`: every AWS API. `api` is undefined on a node that serves no clients. */
export function createApiRoute({
  api,
  ids,
  metrics,
}: {
  readonly api: Api | undefined;
  readonly ids: Ids;
  readonly metrics: Metrics;
}): Route {
  return {
    name: 'api',
    matches: (url) => cutPath(url) === '/',
    methods: ['POST', 'OPTIONS'],
    serve: api && {
      body: 'whole',
      strangerBytesMax: STRANGER_BODY_BYTES_MAX,
      admit: (request) => api.admit(request),
      answer: (request) => api.handle(request),
    },
    writeProblem: ({ rawHeaders }, problem) => writeHttpProblem(ids, rawHeaders, problem),
    // The API names an operation only if its model has it, and a code is one of the program's: what a client sends makes no series.
    onAnswered({ operation = 'other', errorCode: code = 'none' }, durationMs) {
      metrics.observe('muster_request_duration_seconds', { operation, code }, durationMs / 1_000);
    },
  };
}
