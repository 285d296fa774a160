import type { AppClientId } from '../domain/app-clients/app-client.ts';
import type { AccountId, UserPoolId } from '../domain/pools/user-pool.ts';
import { isSessionEnded, sessionStartedAt } from '../domain/sign-in/session-start.ts';
import type { Store, TokenUser } from '../store/store.ts';
import type { AccessToken, Tokens } from './tokens.ts';

/** Whose access token came, and by which client they got it. */
export interface FoundTokenOwner {
  readonly account: AccountId;
  readonly region: string;
  readonly userPoolId: UserPoolId;
  readonly clientId: string;
  readonly sub: string;
  /** Of the device by which they signed in, where the pool tracks devices. */
  readonly deviceKey?: string;
}

export type TokenOwnerVerdict =
  | { readonly kind: 'valid'; readonly owner: FoundTokenOwner }
  | { readonly kind: 'refused'; readonly text: string };

interface FindTokenOwnerOptions {
  readonly tokens: Pick<Tokens, 'verifyAccessToken'>;
  readonly store: Pick<Store, 'findAppClient' | 'findTokenUser'>;
}

const REFUSALS = { expired: 'Access Token has expired', invalid: 'Invalid Access Token' } as const;

/** The owner of an access token that is valid and was not revoked, or the text of the refusal (S106, S107). */
export async function findTokenOwner(
  { tokens, store }: FindTokenOwnerOptions,
  text: string,
): Promise<TokenOwnerVerdict> {
  const verdict = await tokens.verifyAccessToken(text);
  if (verdict.kind !== 'valid') return refuse(REFUSALS[verdict.kind]);
  const { token } = verdict;
  const client = await store.findAppClient(token.clientId as AppClientId);
  if (!client || client.userPoolKey !== token.userPoolKey) return refuse(REFUSALS.invalid);
  const found = await store.findTokenUser(token.userPoolKey, token.sub, token.originJti ?? '');
  // Of a user who was deleted the operation says so.
  if (found && isOver(token, found)) return refuse('Access Token has been revoked');
  if (found && !found.user.enabled) return refuse('User is disabled.');
  const { account, region, userPoolId } = client;
  const { sub, deviceKey } = token;
  const device = deviceKey !== undefined && { deviceKey };
  return { kind: 'valid', owner: { account, region, userPoolId, clientId: client.id, sub, ...device } };
}

/** Whether the session of the token ended, alone or with all others of the user. */
function isOver({ originJti, authTime }: AccessToken, { isOriginRevoked, sessionsEndedAt }: TokenUser): boolean {
  return isOriginRevoked || isSessionEnded(sessionStartedAt(originJti, authTime), sessionsEndedAt);
}

function refuse(text: string): TokenOwnerVerdict {
  return { kind: 'refused', text };
}
