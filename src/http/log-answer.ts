import type { Logger } from '../base/logger.ts';
import type { HttpAnswer } from './http-problem.ts';
import { cutPath } from './route.ts';

const PATH_CHARS_MAX = 200;

export interface AnsweredRequest {
  readonly method: string;
  readonly url: string;
  /** Name of the route. */
  readonly route: string;
  readonly requestId: string | undefined;
  /** IP address of the client, or of the proxy before it. */
  readonly address: string | undefined;
  readonly durationMs?: number;
  readonly isClientGone?: boolean;
}

/** One line a request. The query is never written: it holds the signature of an upload (R130). */
export function logAnswer(logger: Logger, { url, ...request }: AnsweredRequest, answer: HttpAnswer): void {
  const { statusCode, operation, errorCode, logFields, isChange } = answer;
  const path = cutPath(url).slice(0, PATH_CHARS_MAX);
  const fields = { ...request, path, statusCode, operation, errorCode, ...logFields };
  if (statusCode >= 500) logger.warn(fields, 'request failed');
  else if (statusCode >= 400) logger.info(fields, 'request refused');
  else if (isChange) logger.info(fields, 'request served');
  else logger.debug(fields, 'request served');
}
