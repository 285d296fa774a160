import { rotatesRefreshTokens } from '../../../domain/app-clients/auth-flows.ts';
import { openRefreshToken, type RefreshToken } from '../../../domain/sign-in/refresh-token.ts';
import { isSessionEnded } from '../../../domain/sign-in/session-start.ts';
import type { User } from '../../../domain/users/user.ts';
import type { Fail } from '../../define-operation.ts';
import type { SignInRequest } from './sign-in-request.ts';

export interface RefreshedSession {
  readonly token: RefreshToken;
  readonly user: User;
}

type RefreshRequest = Pick<SignInRequest, 'context' | 'pool' | 'client'> & {
  readonly fail: Fail<'NotAuthorizedException'>;
};

/** The session of a refresh token that is still good, and its user as they are now (S103c, S105, S106). */
export async function openSession(
  { context, pool, client, fail }: RefreshRequest,
  text: string,
): Promise<RefreshedSession> {
  const { store, clock, signIn, noteUser } = context;
  const token = openRefreshToken(signIn.keys.refreshToken, text);
  const isOurs = token?.userPoolId === pool.id && token.clientId === client.id;
  if (!isOurs || clock.nowMs() >= token.expiresAt) return fail('NotAuthorizedException', 'Invalid Refresh Token.');
  const found = await store.findTokenUser(pool.key, token.sub, token.originJti);
  // While tokens rotate, the exchange judges it; what was exchanged then is not good again once they do not (R807).
  const wasExchanged = !rotatesRefreshTokens(client.settings) && token.generation < (found?.refreshGeneration ?? 0);
  if (!found || found.isOriginRevoked || isSessionEnded(token.authTime, found.sessionsEndedAt) || wasExchanged) {
    return fail('NotAuthorizedException', 'Refresh Token has been revoked');
  }
  noteUser(token.sub);
  if (!found.user.enabled) return fail('NotAuthorizedException', 'User is disabled.');
  return { token, user: found.user };
}

/** Names that the secret hash of a refresh may have been made with: the stored one, `sub` and the aliases (S104). */
export function refreshNames({ username, sub, attributes }: User): string[] {
  const { email, phone_number: phoneNumber, preferred_username: preferred } = attributes;
  return [username, sub, email, phoneNumber, preferred].filter((name) => name !== undefined);
}
