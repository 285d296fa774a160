import { allowsFlow, rotatesRefreshTokens } from '../../../domain/app-clients/auth-flows.ts';
import { defineOperation } from '../../define-operation.ts';
import { requireClientSecret } from './client-secrets.ts';
import { findPublicClient } from './find-public-client.ts';
import { renewTokens, sealNextRefreshToken } from './issue-tokens.ts';
import { openSession } from './refresh-session.ts';

const SECOND_MS = 1_000;

/** New tokens for a refresh token; where refresh tokens rotate, a new one of those too (S103, S103a). */
export const getTokensFromRefreshToken = defineOperation(
  'cognito-idp',
  'GetTokensFromRefreshToken',
  async ({ input, context, fail }) => {
    const { pool, client } = await findPublicClient(context, input.ClientId, fail);
    const { settings } = client;
    const rotates = rotatesRefreshTokens(settings);
    if (!rotates && !allowsFlow(settings, 'REFRESH_TOKEN_AUTH')) {
      return fail('InvalidParameterException', 'REFRESH_TOKEN_AUTH is not enabled for the client.');
    }
    requireClientSecret(context, client, input.ClientSecret, 'NotAuthorizedException', fail);
    const request = { context, pool, client, fail };
    const { token, user } = await openSession(request, input.RefreshToken);
    if (!rotates) return { AuthenticationResult: await renewTokens(request, user, token) };
    const rotation = await context.store.rotateRefreshToken(pool.key, {
      originJti: token.originJti,
      generation: token.generation,
      graceMs: (settings.refreshTokenRotation?.retryGracePeriodSeconds ?? 0) * SECOND_MS,
      expiresAt: token.expiresAt,
      nowMs: context.clock.nowMs(),
    });
    if (rotation.kind === 'reused') return fail('RefreshTokenReuseException', 'Refresh token has been reused');
    const RefreshToken = sealNextRefreshToken(request, user, token, rotation.generation);
    return { AuthenticationResult: { ...(await renewTokens(request, user, token)), RefreshToken } };
  },
);
