import type { Duplex } from 'node:stream';
import { http } from '../base/http/node-http.ts';
import {
  finishHeaders,
  type HttpAnswer,
  type HttpProblem,
  makeBadRequest,
  REQUEST_TIMEOUT,
  VERSION_NOT_SUPPORTED,
} from './http-problem.ts';

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/(\d\.\d)/;
const HEAD = /^HEAD /;

/** An error of Node's HTTP parser. */
export interface ParserError extends Error {
  readonly code?: string;
  /** The packet with the fault. It contains the request line unless the headers came in pieces. */
  readonly rawPacket?: Buffer;
}

export interface BrokenRequest {
  readonly method: string;
  /** As far as it could be read. */
  readonly url: string;
  readonly problem: HttpProblem;
}

/**
 * Describes bytes that are not a valid request. `before` is the last valid request of the connection: a packet may begin
 * with that one, and then its request line is not that of the invalid one.
 */
export function judgeParserError(
  error: ParserError,
  before: { readonly method?: string | undefined; readonly url?: string | undefined } | undefined,
): BrokenRequest {
  const packet = error.rawPacket?.subarray(0, 16_384).toString('latin1') ?? '';
  const isOfBefore = before !== undefined && packet.startsWith(`${before.method} ${before.url} HTTP/`);
  const text = isOfBefore ? '' : packet;
  const [, method = HEAD.test(text) ? 'HEAD' : '', url = '', version] = REQUEST_LINE.exec(text) ?? [];
  return { method, url, problem: findProblem(error.code, version) };
}

function findProblem(code: string | undefined, version: string | undefined): HttpProblem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return REQUEST_TIMEOUT;
    case 'HPE_HEADER_OVERFLOW':
      return {
        statusCode: 431,
        code: 'RequestHeaderSectionTooLarge',
        message: 'The request line and the headers are too large.',
      };
    case 'HPE_INVALID_VERSION':
      // The parser reports a wrong line ending under this code, too.
      return version === '1.1' || version === '1.0'
        ? makeBadRequest('The lines of the request must end with CR LF.')
        : VERSION_NOT_SUPPORTED;
    case 'HPE_INVALID_METHOD':
      return version !== undefined
        ? { statusCode: 501, code: 'NotImplemented', message: 'The method of the request is not known.' }
        : makeBadRequest('This is not an HTTP request.');
    case 'HPE_INVALID_CONTENT_LENGTH':
    case 'HPE_UNEXPECTED_CONTENT_LENGTH':
      return makeBadRequest(
        'The header content-length is malformed, was sent twice, or stands beside transfer-encoding.',
      );
    case 'HPE_INVALID_TRANSFER_ENCODING':
      return makeBadRequest('This form of the header transfer-encoding is not supported.');
    case 'HPE_INVALID_URL':
      return makeBadRequest('The request target is malformed.');
    case 'HPE_INVALID_EOF_STATE':
      return makeBadRequest('The request ended in the middle.');
    default:
      return makeBadRequest('The request is malformed.');
  }
}

/** Writes an answer to a connection whose requests can no longer be read, and ends it. */
export function writeLastAnswer(socket: Duplex, method: string, answer: HttpAnswer, nowMs: number): void {
  const headers = finishHeaders(answer, { Date: new Date(nowMs).toUTCString(), Connection: 'close' });
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${answer.statusCode} ${http.STATUS_CODES[answer.statusCode] ?? ''}\r\n${head.join('')}\r\n`);
  socket.end(method === 'HEAD' ? '' : answer.body);
}
