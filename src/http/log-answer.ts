import type { Logger } from '../base/logger.ts';
import { cutPath, type Route } from './route.ts';

const PATH_CHARS_MAX = 200;

export interface AnsweredRequest {
  readonly method: string;
  readonly url: string;
  readonly route: Route;
  readonly statusCode: number;
  readonly durationMs?: number;
  readonly operation?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly requestId?: string | undefined;
  readonly isClientGone?: boolean;
}

/** One line a request. The query is never written: it holds the signature of an upload (R130). */
export function logAnswer(logger: Logger, request: AnsweredRequest): void {
  const { url, ...rest } = request;
  const fields = { ...rest, path: cutPath(url).slice(0, PATH_CHARS_MAX) };
  if (request.statusCode >= 500) logger.warn(fields, 'request failed');
  else if (request.statusCode >= 400) logger.info(fields, 'request refused');
  else if (request.route === 'upload') logger.info(fields, 'request served');
  else logger.debug(fields, 'request served');
}
