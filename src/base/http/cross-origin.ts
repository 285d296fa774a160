import { isLoopbackHost } from './loopback.ts';

/** Headers of every answer of the API, errors of HTTP among them: browsers may call it (R3). */
export const CROSS_ORIGIN_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** Which web pages may call this server (R138). */
export interface OriginOptions {
  /** False while the default root credentials are in force: then web pages of other machines are refused. */
  readonly allowForeignOrigins: boolean;
  /** Those that a setting names all the same. */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** Whether a page of this `Origin` may call; undefined, no page at all, may. */
export function isAllowedOrigin(
  origin: string | undefined,
  { allowForeignOrigins, allowedOrigins = [] }: OriginOptions,
): boolean {
  return origin === undefined || allowForeignOrigins || isLoopbackOrigin(origin) || allowedOrigins.includes(origin);
}

/** Whether an `Origin` header names a page served from this machine. `null` and malformed origins are foreign. */
function isLoopbackOrigin(origin: string): boolean {
  if (!/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return false;
  return isLoopbackHost(new URL(origin).hostname);
}
