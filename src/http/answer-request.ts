import { findHeader, type RawHeaders } from '../base/http/raw-headers.ts';
import type { Logger } from '../base/logger.ts';
import { cutClientText } from '../base/text/cut-client-text.ts';
import type { BodyBudget, BodyShare } from './body-budget.ts';
import { findRequestProblem } from './check-request.ts';
import { collectBody } from './collect-body.ts';
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
  SERVICE_UNAVAILABLE,
} from './http-problem.ts';
import type { HttpLimits } from './limits.ts';
import { BrokenBodyError } from './request-body.ts';
import { cutPath, type RoutedRequest, type Serve } from './route.ts';

export interface AnswerServices {
  readonly logger: Logger;
  readonly limits: HttpLimits;
  readonly budget: BodyBudget;
}

/** Checks one request and has its route answer it. Never rejects. */
export async function answerRequest(exchange: Exchange, services: AnswerServices): Promise<HttpAnswer> {
  const { request, route } = exchange;
  const { rawHeaders, method = '', url = '' } = request;
  const refuse = (problem: HttpProblem) => route.writeProblem({ method, rawHeaders }, problem);
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
        return await answerWhole(exchange, routed, serve, services);
      case 'stream':
        return await serve.answer({
          ...routed,
          body: exchange.body.stream,
          sendContinue: () => sendContinue(exchange),
        });
    }
  } catch (error) {
    services.logger.error({ err: error, method, path: cutClientText(cutPath(url)) }, 'a request could not be answered');
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
  serve: ServeWhole,
  { budget, limits }: AnswerServices,
): Promise<HttpAnswer> {
  const { body, route } = exchange;
  const refuse = (problem: HttpProblem) => route.writeProblem(routed, problem);
  const announcedBytes = findAnnouncedBytes(routed.rawHeaders);
  const room = await findRoom(budget, routed, serve, announcedBytes);
  switch (room.kind) {
    case 'refused':
      return room.answer;
    case 'too-large':
      return refuse(makeEntityTooLarge(room.bytesMax));
    case 'none':
      return refuse(SERVICE_UNAVAILABLE);
  }
  try {
    sendContinue(exchange);
    const { bytesMax } = room;
    const collected = await collectBody(body, { announcedBytes, bytesMax, durationMs: limits.wholeBodyMs });
    if (collected === 'too-large') return refuse(makeEntityTooLarge(bytesMax));
    return await serve.answer({ ...routed, body: collected });
  } catch (error) {
    if (!(error instanceof BrokenBodyError)) throw error;
    return refuse(error.isTimeout ? REQUEST_TIMEOUT : makeBadRequest('The body of the request is incomplete.'));
  } finally {
    room.share.release();
  }
}

type ServeWhole = Extract<Serve, { body: 'whole' }>;

type Room =
  | { readonly kind: 'room'; readonly bytesMax: number; readonly share: BodyShare }
  | { readonly kind: 'too-large'; readonly bytesMax: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly answer: HttpAnswer };

/** Room for the body, before a byte of it is read. Who sends a small one is asked only when strangers have no room left (R540, R544). */
async function findRoom(
  budget: BodyBudget,
  routed: RoutedRequest,
  serve: ServeWhole,
  announcedBytes: number | undefined,
): Promise<Room> {
  const { strangerBytesMax } = serve;
  if (announcedBytes !== undefined && announcedBytes <= strangerBytesMax) {
    const share = budget.tryTake('stranger', announcedBytes);
    if (share) return { kind: 'room', bytesMax: strangerBytesMax, share };
  }
  const admission = await serve.admit(routed);
  if (admission.sender === 'refused') return { kind: 'refused', answer: admission.answer };
  const { bytesMax, sender } = admission;
  if (announcedBytes !== undefined && announcedBytes > bytesMax) return { kind: 'too-large', bytesMax };
  const share = await budget.take(sender, announcedBytes ?? bytesMax);
  return share ? { kind: 'room', bytesMax, share } : { kind: 'none' };
}

/** Undefined for a body in chunks, which may have any length. */
function findAnnouncedBytes(rawHeaders: RawHeaders): number | undefined {
  if (findHeader(rawHeaders, 'transfer-encoding') !== undefined) return undefined;
  return Number(findHeader(rawHeaders, 'content-length') ?? 0);
}

function sendContinue(exchange: Exchange): void {
  if (exchange.expectation !== 'continue' || exchange.isContinued || exchange.response.destroyed) return;
  exchange.isContinued = true;
  exchange.response.writeContinue();
}
