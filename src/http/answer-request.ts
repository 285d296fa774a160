import { findHeader } from '../base/http/raw-headers.ts';
import type { Logger } from '../base/logger.ts';
import { cutClientText } from '../base/text/cut-client-text.ts';
import { findRequestProblem } from './check-request.ts';
import type { Exchange } from './exchange.ts';
import {
  EXPECTATION_FAILED,
  type HttpAnswer,
  type HttpProblem,
  INTERNAL_ERROR,
  makeBadRequest,
  makeEntityTooLarge,
  makeMethodNotAllowed,
  NOT_FOUND,
  REQUEST_TIMEOUT,
} from './http-problem.ts';
import type { HttpLimits } from './limits.ts';
import { BrokenBodyError, collectBody } from './request-body.ts';
import { cutPath, type RoutedRequest, type Serve } from './route.ts';

/** Checks one request and has its route answer it. Never rejects. */
export async function answerRequest(exchange: Exchange, logger: Logger, limits: HttpLimits): Promise<HttpAnswer> {
  const { request, route } = exchange;
  const { rawHeaders, method = '', url = '' } = request;
  const refuse = (problem: HttpProblem) => route.writeProblem(method, problem);
  try {
    const problem = findProblem(exchange);
    if (problem) return refuse(problem);
    const { serve } = route;
    if (!serve) return refuse(NOT_FOUND);
    if (route.methods?.includes(method) === false) return refuse(makeMethodNotAllowed(route.methods.join(', ')));
    const routed: RoutedRequest = { method, url, rawHeaders, remoteAddress: request.socket.remoteAddress };
    switch (serve.body) {
      case 'none':
        return await serve.answer(routed);
      case 'whole':
        return await answerWhole(exchange, routed, serve, limits);
      case 'stream':
        return await serve.answer({
          ...routed,
          body: exchange.body.stream,
          sendContinue: () => sendContinue(exchange),
        });
    }
  } catch (error) {
    logger.error({ err: error, method, path: cutClientText(cutPath(url)) }, 'a request could not be answered');
    return refuse(INTERNAL_ERROR);
  }
}

function findProblem({ request, expectation }: Exchange): HttpProblem | undefined {
  if (expectation === 'other') return EXPECTATION_FAILED;
  const { rawHeaders, httpVersion, url = '' } = request;
  return findRequestProblem({ httpVersion, url, rawHeaders });
}

async function answerWhole(
  exchange: Exchange,
  routed: RoutedRequest,
  serve: Extract<Serve, { body: 'whole' }>,
  limits: HttpLimits,
): Promise<HttpAnswer> {
  const { route } = exchange;
  const refuse = (problem: HttpProblem) => route.writeProblem(routed.method, problem);
  const bytesMax = serve.bytesMax(routed.rawHeaders);
  const announced = Number(findHeader(routed.rawHeaders, 'content-length') ?? 0);
  if (announced > bytesMax) return refuse(makeEntityTooLarge(bytesMax));
  sendContinue(exchange);
  try {
    const body = await collectBody(exchange.body, bytesMax, limits.wholeBodyMs);
    return body === 'too-large' ? refuse(makeEntityTooLarge(bytesMax)) : await serve.answer({ ...routed, body });
  } catch (error) {
    if (!(error instanceof BrokenBodyError)) throw error;
    return refuse(error.isTimeout ? REQUEST_TIMEOUT : makeBadRequest('The body of the request is incomplete.'));
  }
}

function sendContinue(exchange: Exchange): void {
  if (exchange.expectation !== 'continue' || exchange.isContinued || exchange.response.destroyed) return;
  exchange.isContinued = true;
  exchange.response.writeContinue();
}
