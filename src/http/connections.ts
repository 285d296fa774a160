import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { collectGarbage } from '../base/collect-garbage.ts';
import { unmapAddress } from '../base/http/loopback.ts';
import { answerRequest } from './answer-request.ts';
import { BodyBudget } from './body-budget.ts';
import { judgeParserError, type ParserError, writeLastAnswer } from './broken-connection.ts';
import type { Exchange, HttpServices } from './exchange.ts';
import {
  finishHeaders,
  type HttpAnswer,
  type HttpProblem,
  INTERNAL_ERROR,
  makeMethodNotAllowed,
} from './http-problem.ts';
import type { HttpLimits } from './limits.ts';
import { logAnswer } from './log-answer.ts';
import { createOwnRoutes, createUnknownRoute } from './own-routes.ts';
import { Pace } from './pace.ts';
import { QuietCollector } from './quiet-collector.ts';
import { BrokenBodyError, RequestBody } from './request-body.ts';
import { findRoute, type ProblemHead, type Route } from './route.ts';
import { Turns } from './turns.ts';

/** Of requests that were read for nothing, in units of {@link Pace}. */
const PIPELINED_COST = 10;

/** Turns all events of Node's server into requests and answers. */
export class Connections {
  readonly #server: Server;
  readonly #services: HttpServices;
  readonly #limits: HttpLimits;
  readonly #budget: BodyBudget;
  readonly #connectionTurns: Turns;
  readonly #requestTurns: Turns;
  readonly #pace: Pace;
  readonly #collector = new QuietCollector(collectGarbage);
  readonly #routes: readonly Route[];
  readonly #unknownRoute: Route;
  /** The latest exchange of each connection. */
  readonly #exchanges = new WeakMap<Duplex, Exchange>();
  /** Connections on which no further request can be read. */
  readonly #ended = new WeakSet<Duplex>();
  #isDraining = false;

  constructor(server: Server, services: HttpServices, limits: HttpLimits) {
    this.#server = server;
    this.#services = services;
    this.#limits = limits;
    this.#budget = new BodyBudget(limits, (bytes) => this.#collector.note(bytes));
    this.#connectionTurns = new Turns(limits.connectionsPerTurn);
    this.#requestTurns = new Turns(limits.requestsPerTurn);
    this.#pace = new Pace(limits, services.clock);
    this.#routes = [...createOwnRoutes(services, limits), ...services.routes];
    this.#unknownRoute = createUnknownRoute(services.ids);
    server.on('connection', (socket) => this.#begin(socket));
    server.on('request', (request, response) => this.#serve(request, response, 'none'));
    server.on('checkContinue', (request, response) => this.#serve(request, response, 'continue'));
    server.on('checkExpectation', (request, response) => this.#serve(request, response, 'other'));
    server.on('clientError', (error: ParserError, socket) => this.#endBroken(error, socket));
    // Without a listener Node drops the connection. `upgrade` needs none: the header is then ignored, as HTTP allows.
    server.on('connect', (request, socket) => this.#refuseTunnel(request, socket));
  }

  /** Closes idle connections now, the others after their answer, and all after `drainMs`. Resolves when all are closed. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const timer = setTimeout(() => this.#server.closeAllConnections(), this.#limits.drainMs);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearTimeout(timer);
  }

  /**
   * A new connection is paused until its turn. Its first packet may hold ten thousand chunks of a body, which Node's parser takes apart
   * without a pause: many such connections at the same moment would hold up everybody.
   */
  #begin(socket: Socket): void {
    const turn = this.#pace.next(0) ?? this.#connectionTurns.next();
    if (!turn) return void socket.resume();
    void turn.then((isInTurn) => (isInTurn === false ? socket.destroy() : socket.resume()));
  }

  #serve(request: IncomingMessage, response: ServerResponse, expectation: Exchange['expectation']): void {
    const { clock, logger } = this.#services;
    const limits = this.#limits;
    const before = this.#exchanges.get(request.socket);
    const waitsFor = before === undefined || before.response.writableFinished ? 0 : before.waitsFor + 1;
    // What follows in the same packet.
    if (request.socket.destroyed) return;
    if (waitsFor > limits.pipelinedRequestsMax) {
      this.#pace.charge(PIPELINED_COST);
      return void request.socket.destroy();
    }
    const body = new RequestBody(request, {
      ...limits,
      pace: this.#pace,
      onDiscarded: (bytes) => this.#collector.note(bytes),
    });
    const exchange: Exchange = {
      request,
      response,
      body,
      route: this.#routeOf(request.url ?? ''),
      expectation,
      startedAtMs: clock.monotonicMs(),
      answered: new Promise((resolve) => response.once('close', resolve)),
      waitsFor,
      isContinued: false,
    };
    this.#exchanges.set(request.socket, exchange);
    response.once('close', () => {
      if (this.#isDraining) setImmediate(() => this.#server.closeIdleConnections());
    });
    // Node hands out the next request of a connection before the one before it is answered. Two uploads to one job would then race,
    // and a call might not see what the one before it did.
    Promise.resolve(waitsFor === 0 ? undefined : before?.answered)
      // What asks only whether the server is there overtakes those that want something of it.
      .then(() => (exchange.route.serve?.body === 'none' ? undefined : this.#requestTurns.next()))
      .then(() => answerRequest(exchange, { logger, limits, budget: this.#budget }))
      .then(async (answer) => {
        // A refusal waits its turn, and so does the next request of whoever is refused.
        if (isRefusal(answer) && (await this.#pace.next(1)) === false) return void request.socket.destroy();
        this.#send(exchange, answer);
      })
      .catch((error: unknown) => {
        logger.error({ err: error }, 'an answer could not be written');
        request.socket.destroy();
      });
  }

  #routeOf(url: string): Route {
    return findRoute(this.#routes, this.#unknownRoute, url);
  }

  #send(exchange: Exchange, answer: HttpAnswer): void {
    const { request, body, route } = exchange;
    const requestId = findRequestId(answer.headers) ?? this.#services.ids.uuid();
    const more: Record<string, string> = {};
    if (findRequestId(answer.headers) === undefined) more['x-amzn-requestid'] = requestId;
    // A client that was not told to continue may or may not send its body: what follows on the connection cannot be read.
    const isUnsure = exchange.expectation === 'continue' && !exchange.isContinued && !body.isComplete;
    if (this.#isDraining || body.isBroken || isUnsure) more.Connection = 'close';
    const durationMs = this.#services.clock.monotonicMs() - exchange.startedAtMs;
    route.onAnswered?.(answer, durationMs);
    const answered = {
      method: request.method ?? '',
      url: request.url ?? '',
      route: route.name,
      durationMs: Math.round(durationMs),
      requestId,
      address: addressOf(request.socket),
      isClientGone: request.socket.destroyed,
    };
    logAnswer(this.#services.logger, answered, answer);
    if (answer.cutsConnection) return void request.socket.destroy();
    this.#write(exchange, answer, more);
    body.discardRest(this.#limits.discardBytesMax, this.#limits.discardMs);
  }

  #write({ request, response, route }: Exchange, answer: HttpAnswer, more: Record<string, string>): void {
    if (response.destroyed) return;
    const body = request.method === 'HEAD' ? undefined : answer.body;
    try {
      response.writeHead(answer.statusCode, finishHeaders(answer, more));
      response.end(body);
    } catch (error) {
      // A header that HTTP cannot carry. Nothing has gone out yet.
      this.#services.logger.error({ err: error }, 'an answer could not be written');
      const fallback = route.writeProblem(headOf(request), INTERNAL_ERROR);
      response.writeHead(fallback.statusCode, finishHeaders(fallback, { Connection: 'close' }));
      response.end(fallback.body);
    }
  }

  /** For bytes that are not HTTP, and requests that did not arrive in time. */
  #endBroken(error: ParserError, socket: Duplex): void {
    if (this.#ended.has(socket)) return;
    this.#ended.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const exchange = this.#exchanges.get(socket);
    if (exchange && !exchange.response.writableEnded) {
      // The body of this request is broken, or what follows it: either way its answer is the last one.
      if (!exchange.body.isComplete) exchange.body.breakOff(new BrokenBodyError(error.message));
      exchange.response.once('close', () => socket.end());
      return;
    }
    if (exchange && !exchange.body.isComplete) return void socket.destroy();
    const { method, url, problem } = judgeParserError(error, exchange?.request);
    this.#endWith(socket, { method, rawHeaders: [] }, url, this.#routeOf(url), problem);
  }

  #refuseTunnel(request: IncomingMessage, socket: Duplex): void {
    const problem = makeMethodNotAllowed('POST, OPTIONS, PUT, GET, HEAD');
    this.#endWith(socket, headOf(request), request.url ?? '', this.#unknownRoute, problem);
  }

  #endWith(socket: Duplex, head: ProblemHead, url: string, route: Route, problem: HttpProblem): void {
    const { method } = head;
    const answer = route.writeProblem(head, problem);
    this.#end(socket, method, answer);
    const requestId = findRequestId(answer.headers);
    logAnswer(this.#services.logger, { method, url, route: route.name, requestId, address: addressOf(socket) }, answer);
  }

  #end(socket: Duplex, method: string, answer: HttpAnswer): void {
    this.#ended.add(socket);
    socket.on('error', () => socket.destroy());
    writeLastAnswer(socket, method, answer, this.#services.clock.nowMs());
    // What is still on its way is read and thrown away, or the client's system would drop the answer unread.
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), this.#limits.discardMs);
    timer.unref();
    socket.once('close', () => clearTimeout(timer));
  }
}

function findRequestId(headers: Readonly<Record<string, string>>): string | undefined {
  const name = Object.keys(headers).find((key) => /^x-amzn?-request-?id$/i.test(key));
  return name === undefined ? undefined : headers[name];
}

/** What was refused, and no signature was verified before. */
function isRefusal({ statusCode, logFields }: HttpAnswer): boolean {
  return statusCode >= 400 && logFields?.principal === undefined;
}

function headOf({ method = '', rawHeaders }: IncomingMessage): ProblemHead {
  return { method, rawHeaders };
}

/** IP address of the peer. */
function addressOf(socket: Duplex): string | undefined {
  return 'remoteAddress' in socket && typeof socket.remoteAddress === 'string'
    ? unmapAddress(socket.remoteAddress)
    : undefined;
}
