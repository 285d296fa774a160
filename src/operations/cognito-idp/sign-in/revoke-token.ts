import { openRefreshToken } from '../../../domain/sign-in/refresh-token.ts';
import { defineOperation } from '../../define-operation.ts';
import { appClientIdOf } from '../app-clients/get-app-client.ts';
import { requireClientSecret } from './client-secrets.ts';

/** Header, claims and signature. */
const JWT_PARTS = 3;

/**
 * Ends the session of a refresh token: it and all access tokens that go back to the same sign-in are refused from now on (S106). What is
 * not a refresh token of this client, or has run out, gives nothing to revoke and is answered alike (R647).
 */
export const revokeToken = defineOperation('cognito-idp', 'RevokeToken', async ({ input, context, fail }) => {
  const { store, signIn, noteUser } = context;
  const client = await store.findAppClient(appClientIdOf(input.ClientId));
  if (!client) return fail('UnauthorizedException', `User pool client ${input.ClientId} does not exist.`);
  requireClientSecret(context, client, input.ClientSecret, 'UnauthorizedException', fail);
  if (!client.settings.enableTokenRevocation) {
    return fail('UnsupportedOperationException', 'Token revocation is not enabled for this client');
  }
  if (input.Token.split('.').length === JWT_PARTS) {
    return fail('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked');
  }
  const token = openRefreshToken(signIn.keys.refreshToken, input.Token);
  if (token?.clientId !== client.id || token.userPoolId !== client.userPoolId) return {};
  noteUser(token.sub);
  await store.revokeOrigin(client.userPoolKey, token.originJti, token.expiresAt);
  return {};
});
