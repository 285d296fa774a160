import { assertPresent } from '../../../base/assert.ts';
import { openSoftwareToken, sealSoftwareToken, softwareTokenStep } from '../../../domain/sign-in/software-token.ts';
import type { Fail } from '../../define-operation.ts';
import { defineOperation } from '../../define-operation.ts';
import type { RequestContext, TokenContext } from '../../operation.ts';
import { issueChallenge } from '../sign-in/challenges.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { requireSoftwareTokens } from './associate-software-token.ts';
import { openSetUp } from './set-up-session.ts';

type VerifyError =
  | 'EnableSoftwareTokenMFAException'
  | 'InvalidParameterException'
  | 'NotAuthorizedException'
  | 'ResourceNotFoundException'
  | 'SoftwareTokenMFANotFoundException'
  | 'UserNotFoundException';

interface Verified {
  readonly Status: 'SUCCESS';
  readonly Session?: string;
}

/**
 * A code proves that the app has the secret that AssociateSoftwareToken gave. It is used up by that, as every code is. A signed-in user then
 * activates the factor by SetUserMFAPreference; by a session it is active at once (R875).
 */
export const verifySoftwareToken = defineOperation(
  'cognito-idp',
  'VerifySoftwareToken',
  async ({ input, context, fail }) => {
    const { tokenOwner } = context;
    if (tokenOwner) return verifyPending({ ...context, tokenOwner }, input.UserCode, fail);
    const { Session } = input;
    if (Session === undefined) return fail('InvalidParameterException', 'Either AccessToken or Session is required.');
    return verifySetUp(context, Session, input.UserCode, fail);
  },
);

async function verifyPending(context: TokenContext, code: string, fail: Fail<VerifyError>): Promise<Verified> {
  const { store, clock, signIn } = context;
  const { pool, user } = await getTokenOwner(context, fail);
  requireSoftwareTokens(pool, fail);
  const pending = (await store.findSoftwareToken(pool.key, user.sub))?.sealedPendingSecret;
  if (!pending) return failUnasked(fail);
  const secret = assertPresent(
    openSoftwareToken(signIn.keys.softwareToken, user.sub, pending),
    'a software token of the store opens with the server key of the store',
  );
  const step = await softwareTokenStep(secret, code, clock.nowMs());
  if (step === undefined) return failMismatch(fail);
  const confirmation = await store.confirmSoftwareToken(pool.key, user.sub, { sealedSecret: pending, step });
  return confirmation === 'confirmed' ? { Status: 'SUCCESS' } : failUnasked(fail);
}

async function verifySetUp(
  context: RequestContext,
  session: string,
  code: string,
  fail: Fail<VerifyError>,
): Promise<Verified> {
  const { store, clock, signIn } = context;
  const { pool, client, user, challenge } = await openSetUp(context, session, fail);
  requireSoftwareTokens(pool, fail);
  const { softwareToken, ...rest } = challenge;
  if (softwareToken === undefined) return failUnasked(fail);
  const secret = Buffer.from(softwareToken, 'base64');
  const step = await softwareTokenStep(secret, code, clock.nowMs());
  if (step === undefined) return failMismatch(fail);
  const sealedSecret = new Uint8Array(sealSoftwareToken(signIn.keys.softwareToken, user.sub, secret));
  const added = await store.addFirstSoftwareToken(pool.key, user.sub, { sealedSecret, step, nowMs: clock.nowMs() });
  if (added !== 'added') {
    return fail('NotAuthorizedException', 'Invalid session for the user, session can only be used once.');
  }
  return {
    Status: 'SUCCESS',
    Session: issueChallenge({ context, pool, client }, { ...rest, id: undefined, isSetUp: true }),
  };
}

function failMismatch(fail: Fail<'EnableSoftwareTokenMFAException'>): never {
  return fail('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');
}

function failUnasked(fail: Fail<'InvalidParameterException'>): never {
  return fail(
    'InvalidParameterException',
    'No secret waits to be verified: call AssociateSoftwareToken first, and verify the secret that it gives last.',
  );
}
