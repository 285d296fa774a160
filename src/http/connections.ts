import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type AnswerServices, answerRequest } from './answer-request.ts';
import { judgeParserError, type ParserError, writeLastAnswer } from './broken-connection.ts';
import type { Exchange, HttpServices } from './exchange.ts';
import { type HttpAnswer, INTERNAL_ERROR, makeMethodNotAllowed, makeProblemAnswer } from './http-problem.ts';
import type { HttpLimits } from './limits.ts';
import { logAnswer } from './log-answer.ts';
import { BrokenBodyError, RequestBody } from './request-body.ts';
import { findRoute } from './route.ts';
import { StoreHealth } from './store-health.ts';

/** Everything Node's server reports, turned into answers of our own. */
export class Connections {
  readonly #server: Server;
  readonly #services: AnswerServices;
  readonly #limits: HttpLimits;
  /** The latest exchange of each connection. */
  readonly #exchanges = new WeakMap<Duplex, Exchange>();
  /** Connections on which no further request can be read. */
  readonly #ended = new WeakSet<Duplex>();
  #isDraining = false;

  constructor(server: Server, services: HttpServices, limits: HttpLimits) {
    this.#server = server;
    this.#services = { ...services, health: new StoreHealth(services, limits) };
    this.#limits = limits;
    server.on('request', (request, response) => this.#serve(request, response, 'none'));
    server.on('checkContinue', (request, response) => this.#serve(request, response, 'continue'));
    server.on('checkExpectation', (request, response) => this.#serve(request, response, 'other'));
    server.on('clientError', (error: ParserError, socket) => this.#endBroken(error, socket));
    // Node would drop the connection. `upgrade` needs no such care: without a listener the header is ignored, as HTTP allows.
    server.on('connect', (request, socket) => this.#refuseTunnel(request, socket));
  }

  /** Ends when every connection is closed: idle ones now, the others with their answer, all after `drainMs`. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const timer = setTimeout(() => this.#server.closeAllConnections(), this.#limits.drainMs);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    clearTimeout(timer);
  }

  #serve(request: IncomingMessage, response: ServerResponse, expectation: Exchange['expectation']): void {
    const { clock, logger } = this.#services;
    const before = this.#exchanges.get(request.socket);
    const waitsFor = before === undefined || before.response.writableFinished ? 0 : before.waitsFor + 1;
    if (waitsFor > this.#limits.pipelinedRequestsMax) return void request.socket.destroy();
    const body = new RequestBody(request, this.#limits);
    const exchange: Exchange = {
      request,
      response,
      body,
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
      .then(() => answerRequest(exchange, this.#services, this.#limits))
      .then((answer) => this.#send(exchange, answer))
      .catch((error: unknown) => {
        logger.error({ err: error }, 'an answer could not be written');
        request.socket.destroy();
      });
  }

  #send(exchange: Exchange, answer: HttpAnswer): void {
    const { request, body } = exchange;
    const headers: Record<string, string> = { ...answer.headers };
    const requestId = findRequestId(headers) ?? this.#services.ids.uuid();
    if (findRequestId(headers) === undefined) headers['x-amzn-requestid'] = requestId;
    headers['Content-Length'] = String(Buffer.byteLength(answer.body));
    // A client that was not told to continue may or may not send its body: what follows on the connection cannot be read.
    const isUnsure = exchange.expectation === 'continue' && !exchange.isContinued && !body.isComplete;
    if (this.#isDraining || body.isBroken || isUnsure) headers.Connection = 'close';
    const durationMs = this.#services.clock.monotonicMs() - exchange.startedAtMs;
    const route = findRoute(request.url ?? '');
    if (route === 'api') this.#meter(answer, durationMs);
    logAnswer(this.#services.logger, {
      method: request.method ?? '',
      url: request.url ?? '',
      route,
      statusCode: answer.statusCode,
      durationMs: Math.round(durationMs),
      operation: answer.operation,
      errorCode: answer.errorCode,
      requestId,
      isClientGone: request.socket.destroyed,
    });
    this.#write(exchange, answer, headers);
    body.discardRest(this.#limits.discardBytesMax, this.#limits.discardMs);
  }

  /** The API names an operation only if its model has it, and a code is one of the program's: what a client sends makes no series. */
  #meter({ operation = 'other', errorCode: code = 'none' }: HttpAnswer, durationMs: number): void {
    const labels = { operation, code };
    this.#services.metrics.observe('muster_request_duration_seconds', labels, durationMs / 1_000);
  }

  #write({ request, response }: Exchange, answer: HttpAnswer, headers: Record<string, string>): void {
    if (response.destroyed) return;
    try {
      response.writeHead(answer.statusCode, headers);
      response.end(request.method === 'HEAD' ? undefined : answer.body);
    } catch (error) {
      // A header that HTTP cannot carry. Nothing has gone out yet.
      this.#services.logger.error({ err: error }, 'an answer could not be written');
      const route = findRoute(request.url ?? '');
      const fallback = makeProblemAnswer(this.#services.ids, request.method ?? '', route, INTERNAL_ERROR);
      response.writeHead(fallback.statusCode, { ...fallback.headers, Connection: 'close' });
      response.end(fallback.body);
    }
  }

  /** Bytes came that are no HTTP, or a request did not come in time. */
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
    const broken = judgeParserError(error, exchange?.request);
    const answer = makeProblemAnswer(this.#services.ids, broken.method, broken.route, broken.problem);
    this.#end(socket, broken.method, answer);
    logAnswer(this.#services.logger, {
      method: broken.method,
      url: broken.url,
      route: broken.route,
      statusCode: answer.statusCode,
      errorCode: answer.errorCode,
      requestId: findRequestId(answer.headers),
    });
  }

  #refuseTunnel(request: IncomingMessage, socket: Duplex): void {
    const problem = makeMethodNotAllowed('POST, OPTIONS, PUT, GET, HEAD');
    const answer = makeProblemAnswer(this.#services.ids, 'CONNECT', 'unknown', problem);
    this.#end(socket, 'CONNECT', answer);
    logAnswer(this.#services.logger, {
      method: 'CONNECT',
      url: request.url ?? '',
      route: 'unknown',
      statusCode: answer.statusCode,
      errorCode: answer.errorCode,
      requestId: findRequestId(answer.headers),
    });
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
