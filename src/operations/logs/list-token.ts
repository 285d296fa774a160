import { openPageToken, sealPageToken } from '../../base/server-key.ts';
import type { OperationContext } from '../operation.ts';
import { TOKEN_VALID_MS } from './log-limits.ts';

type TokenServices = Pick<OperationContext, 'pageTokenKey' | 'clock' | 'principal' | 'region'>;

/** A token for the next page that is good for 24 hours, for the same list of the same account and region. */
export function sealListToken(services: TokenServices, list: string, next: string): string {
  const expiresAt = services.clock.nowMs() + TOKEN_VALID_MS;
  return sealPageToken(services.pageTokenKey, listContext(services, list), `${expiresAt} ${next}`);
}

/** What was sealed, or undefined for a token of another list or one that is too old. */
export function openListToken(services: TokenServices, list: string, token: string): string | undefined {
  const payload = openPageToken(services.pageTokenKey, listContext(services, list), token);
  if (payload === undefined) return undefined;
  const at = payload.indexOf(' ');
  return Number(payload.slice(0, at)) < services.clock.nowMs() ? undefined : payload.slice(at + 1);
}

function listContext({ principal, region }: TokenServices, list: string): string {
  return `logs ${principal.account} ${region} ${list}`;
}
