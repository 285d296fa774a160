import type { Ids } from '../base/ids.ts';
import { findHeader } from '../base/raw-headers.ts';
import { findRequestProblem } from './check-request.ts';
import type { ApiHandler, Exchange, HttpServices } from './exchange.ts';
import {
  EXPECTATION_FAILED,
  type HttpAnswer,
  INTERNAL_ERROR,
  makeBadRequest,
  makeEntityTooLarge,
  makeMethodNotAllowed,
  makeProblemAnswer,
  NOT_FOUND,
  REQUEST_TIMEOUT,
} from './http-problem.ts';
import type { HttpLimits } from './limits.ts';
import { findReaderProblem } from './metrics-page.ts';
import { BrokenBodyError, collectBody } from './request-body.ts';
import { cutPath, findRoute } from './route.ts';
import type { StoreHealth } from './store-health.ts';

/** The one operation whose input is large. */
const LOG_PUT_TARGET = 'Logs_20140328.PutLogEvents';

/** What answers are made with, and what was made of it. */
export type AnswerServices = HttpServices & { readonly health: StoreHealth };

/** Checks, routes and answers one request. Never rejects. */
export async function answerRequest(
  exchange: Exchange,
  services: AnswerServices,
  limits: HttpLimits,
): Promise<HttpAnswer> {
  const { rawHeaders, httpVersion, method = '', url = '' } = exchange.request;
  const route = findRoute(url);
  try {
    if (exchange.expectation === 'other') return makeProblemAnswer(services.ids, method, route, EXPECTATION_FAILED);
    const problem = findRequestProblem({ httpVersion, url, rawHeaders });
    if (problem) return makeProblemAnswer(services.ids, method, route, problem);
    switch (route) {
      case 'api':
        if (!services.api) return makeProblemAnswer(services.ids, method, route, NOT_FOUND);
        return await answerApi(exchange, { ...services, api: services.api }, limits);
      case 'upload':
        if (!services.upload) return makeProblemAnswer(services.ids, method, route, NOT_FOUND);
        return await services.upload.handle({
          method,
          url,
          rawHeaders,
          body: exchange.body.stream,
          sendContinue: () => sendContinue(exchange),
        });
      case 'health':
        return await answerHealth(exchange, services);
      case 'live':
        return answerLive(exchange, services);
      case 'metrics':
        return await answerMetrics(exchange, services);
      case 'unknown':
        return makeProblemAnswer(services.ids, method, route, NOT_FOUND);
    }
  } catch (error) {
    services.logger.error({ err: error, method, path: cutPath(url) }, 'a request could not be answered');
    return makeProblemAnswer(services.ids, method, route, INTERNAL_ERROR);
  }
}

async function answerApi(
  exchange: Exchange,
  services: HttpServices & { readonly api: ApiHandler },
  limits: HttpLimits,
): Promise<HttpAnswer> {
  const { rawHeaders, method = '', url = '' } = exchange.request;
  const refuse = (problem: Parameters<typeof makeProblemAnswer>[3]) =>
    makeProblemAnswer(services.ids, method, 'api', problem);
  if (method !== 'POST' && method !== 'OPTIONS') return refuse(makeMethodNotAllowed('POST, OPTIONS'));
  const isLogPut = findHeader(rawHeaders, 'x-amz-target') === LOG_PUT_TARGET;
  const bytesMax = isLogPut ? limits.logPutBodyBytesMax : limits.apiBodyBytesMax;
  if (Number(findHeader(rawHeaders, 'content-length') ?? 0) > bytesMax) return refuse(makeEntityTooLarge(bytesMax));
  sendContinue(exchange);
  try {
    const body = await collectBody(exchange.body, bytesMax, limits.apiBodyMs);
    if (body === 'too-large') return refuse(makeEntityTooLarge(bytesMax));
    return await services.api.handle({
      method,
      url,
      rawHeaders,
      body,
      remoteAddress: exchange.request.socket.remoteAddress,
    });
  } catch (error) {
    if (!(error instanceof BrokenBodyError)) throw error;
    return refuse(error.isTimeout ? REQUEST_TIMEOUT : makeBadRequest('The body of the request is incomplete.'));
  }
}

async function answerHealth(exchange: Exchange, services: AnswerServices): Promise<HttpAnswer> {
  const { method = '' } = exchange.request;
  if (method !== 'GET' && method !== 'HEAD') {
    return makeProblemAnswer(services.ids, method, 'health', makeMethodNotAllowed('GET, HEAD'));
  }
  const isHealthy = await services.health.isHealthy();
  const { node, role, state, nodes } = services.describeNode();
  const status = !isHealthy ? 'unavailable' : state === 'draining' ? 'draining' : 'ok';
  return makeJsonAnswer(services.ids, status === 'ok' ? 200 : 503, { status, node, role, nodes });
}

/** Asks nothing but whether this process answers: who restarts a server by it does not restart all of them when the store is away. */
function answerLive({ request: { method = '' } }: Exchange, { ids }: HttpServices): HttpAnswer {
  return method === 'GET' || method === 'HEAD'
    ? makeJsonAnswer(ids, 200, { status: 'ok' })
    : makeProblemAnswer(ids, method, 'live', makeMethodNotAllowed('GET, HEAD'));
}

async function answerMetrics({ request }: Exchange, services: HttpServices): Promise<HttpAnswer> {
  const { method = '', rawHeaders, socket } = request;
  const refuse = (problem: Parameters<typeof makeProblemAnswer>[3]) =>
    makeProblemAnswer(services.ids, method, 'metrics', problem);
  const { metricsPage, metricsReaders } = services;
  if (metricsReaders === 'off') return refuse(NOT_FOUND);
  if (method !== 'GET' && method !== 'HEAD') return refuse(makeMethodNotAllowed('GET, HEAD'));
  const problem = findReaderProblem(metricsReaders, { remoteAddress: socket.remoteAddress, rawHeaders });
  if (problem) return refuse(problem);
  const { contentType, body } = await metricsPage.read();
  return { statusCode: 200, headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' }, body };
}

function makeJsonAnswer(ids: Ids, statusCode: number, body: object): HttpAnswer {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'x-amzn-requestid': ids.uuid() },
    body: JSON.stringify(body),
  };
}

function sendContinue(exchange: Exchange): void {
  if (exchange.expectation !== 'continue' || exchange.isContinued || exchange.response.destroyed) return;
  exchange.isContinued = true;
  exchange.response.writeContinue();
}
