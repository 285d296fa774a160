import { readableAttributes } from '../../../domain/app-clients/attribute-access.ts';
import { tokenLifetimes } from '../../../domain/app-clients/token-validity.ts';
import { GROUPS_PER_USER_MAX } from '../../../domain/groups/group.ts';
import { groupClaims } from '../../../domain/sign-in/group-claims.ts';
import { type RefreshToken, sealRefreshToken } from '../../../domain/sign-in/refresh-token.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { Attributes, User } from '../../../domain/users/user.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import type { Fail } from '../../define-operation.ts';
import { failWithoutClient } from '../app-clients/get-app-client.ts';
import type { SignInRequest } from './sign-in-request.ts';

export type AuthenticationResult = NonNullable<OutputOf<'cognito-idp', 'InitiateAuth'>['AuthenticationResult']>;

/** The sign-in that tokens go back to: later ones keep its time and origin (S102). */
export type Session = Pick<RefreshToken, 'originJti' | 'authTime' | 'expiresAt' | 'deviceKey'>;

type TokenRequest = Pick<SignInRequest, 'context' | 'pool' | 'client'> & {
  readonly fail: Fail<'ResourceNotFoundException'>;
};

/** The tokens of a sign-in that has just succeeded, a refresh token among them (S91). */
export async function issueTokens(
  request: TokenRequest,
  user: User,
  { deviceKey }: Pick<Session, 'deviceKey'> = {},
): Promise<AuthenticationResult> {
  const { context, client } = request;
  const nowMs = context.clock.nowMs();
  const { refreshTokenSeconds } = tokenLifetimes(client.settings.tokenValidity);
  const session: Session = {
    originJti: context.ids.uuidV7(nowMs),
    authTime: nowMs,
    expiresAt: nowMs + refreshTokenSeconds * 1_000,
    ...(deviceKey !== undefined && { deviceKey }),
  };
  return {
    ...(await renewTokens(request, user, session)),
    RefreshToken: sealNextRefreshToken(request, user, session, 0),
  };
}

/** New ID and access tokens of a session (S102). */
export async function renewTokens(
  { context, pool, client, fail }: TokenRequest,
  user: User,
  { originJti, authTime, deviceKey }: Session,
): Promise<AuthenticationResult> {
  const { store, clock, ids, signIn } = context;
  const usernameKey = comparisonKey(user.username, pool.settings.caseSensitiveUsernames);
  const { items: groups } = await store.listGroupsOfUser(pool.key, usernameKey, undefined, GROUPS_PER_USER_MAX);
  const issuedAt = Math.floor(clock.nowMs() / 1_000);
  const { idTokenSeconds, accessTokenSeconds } = tokenLifetimes(client.settings.tokenValidity);
  const tokens = await signIn.tokens.sign({
    userPoolId: pool.id,
    grant: {
      clientId: client.id,
      sub: user.sub,
      username: user.username,
      groups: groupClaims(groups),
      authTime: Math.floor(authTime / 1_000),
      issuedAt,
      originJti: client.settings.enableTokenRevocation ? originJti : undefined,
      eventId: ids.uuid(),
      deviceKey,
    },
    idToken: { jti: ids.uuid(), expiresAt: issuedAt + idTokenSeconds },
    accessToken: { jti: ids.uuid(), expiresAt: issuedAt + accessTokenSeconds },
    attributes: readable(user.attributes, readableAttributes(client.settings, pool.schema)),
  });
  // The pool was deleted meanwhile, and its clients with it.
  if (!tokens) return failWithoutClient(client.id, fail);
  return {
    AccessToken: tokens.accessToken,
    ExpiresIn: accessTokenSeconds,
    IdToken: tokens.idToken,
    TokenType: 'Bearer',
  };
}

export function sealNextRefreshToken(
  { context, pool, client }: TokenRequest,
  { sub }: User,
  { originJti, authTime, expiresAt, deviceKey }: Session,
  generation: number,
): string {
  return sealRefreshToken(context.signIn.keys.refreshToken, {
    userPoolId: pool.id,
    clientId: client.id,
    sub,
    originJti,
    authTime,
    expiresAt,
    generation,
    ...(deviceKey !== undefined && { deviceKey }),
  });
}

function readable(attributes: Attributes, names: ReadonlySet<string>): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.has(name)));
}
