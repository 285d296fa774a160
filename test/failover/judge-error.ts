import { isAway } from '../durability/storm/stormy-server.ts';

/**
 * What a client of the SDKs is told when a call failed that it may send again: a modelled error of the server's own (HTTP 500), or a
 * connection that was closed. Undefined for anything else, which is a wrong answer of a server whose database is away.
 */
export function judgeError(error: unknown): string | undefined {
  if (isAway(error)) return 'closed connection';
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return error.name === 'InternalErrorException' && httpStatusCode === 500 ? `${error.name} (500)` : undefined;
}
