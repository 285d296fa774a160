import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { offersFactor } from '../../../domain/sign-in/second-factors.ts';
import { SOFTWARE_TOKEN_BYTES, sealSoftwareToken, softwareTokenText } from '../../../domain/sign-in/software-token.ts';
import type { Fail } from '../../define-operation.ts';
import { defineOperation } from '../../define-operation.ts';
import { issueChallenge } from '../sign-in/challenges.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { openSetUp } from './set-up-session.ts';

/**
 * Gives a new secret for an app: for a signed-in user it is kept beside the one that works until VerifySoftwareToken proves it; of a session
 * it is in the session, and nothing is kept (R875).
 */
export const associateSoftwareToken = defineOperation(
  'cognito-idp',
  'AssociateSoftwareToken',
  async ({ input, context, fail }) => {
    const { store, signIn, tokenOwner } = context;
    const secret = signIn.secretBytes(SOFTWARE_TOKEN_BYTES);
    const SecretCode = await softwareTokenText(secret);
    if (!tokenOwner) {
      const { Session } = input;
      if (Session === undefined) return fail('InvalidParameterException', 'Either AccessToken or Session is required.');
      const { pool, client, challenge } = await openSetUp(context, Session, fail);
      requireSoftwareTokens(pool, fail);
      const softwareToken = secret.toString('base64');
      return {
        SecretCode,
        Session: issueChallenge({ context, pool, client }, { ...challenge, id: undefined, softwareToken }),
      };
    }
    const { pool, user } = await getTokenOwner({ ...context, tokenOwner }, failLost(fail));
    requireSoftwareTokens(pool, fail);
    const sealed = sealSoftwareToken(signIn.keys.softwareToken, user.sub, secret);
    const put = await store.putPendingSoftwareToken(pool.key, user.sub, new Uint8Array(sealed));
    return put === 'stored' ? { SecretCode } : failLost(fail)('UserNotFoundException', 'User does not exist.');
  },
);

export function requireSoftwareTokens({ settings }: UserPool, fail: Fail<'SoftwareTokenMFANotFoundException'>): void {
  if (offersFactor(settings, 'SOFTWARE_TOKEN_MFA')) return;
  fail('SoftwareTokenMFANotFoundException', 'Software Token MFA has not been enabled by the userPool.');
}

/** The operation lists no error for a user who was deleted in this very moment, whose token is then worth nothing. */
function failLost(
  fail: Fail<'ResourceNotFoundException' | 'NotAuthorizedException'>,
): Fail<'ResourceNotFoundException' | 'UserNotFoundException'> {
  return (code, message) => fail(code === 'UserNotFoundException' ? 'NotAuthorizedException' : code, message);
}
