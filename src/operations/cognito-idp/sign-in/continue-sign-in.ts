import { nextSignInState } from '../../../domain/sign-in/auth-flows.ts';
import { askSecondFactor } from './ask-second-factor.ts';
import { issueChallenge, sessionAnswer } from './challenges.ts';
import type { ProvenUser } from './judge-password.ts';
import { INCORRECT, type SignInAnswer, type SignInRequest } from './sign-in-request.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What follows a proven password: a second factor or tokens, or a challenge for a new password where it was a temporary one (S13, S48, S71, S90). */
export async function continueSignIn(request: SignInRequest, proven: ProvenUser): Promise<SignInAnswer> {
  const { fail } = request;
  const { user } = proven;
  const next = nextSignInState('password-proven', user.status);
  switch (next) {
    case 'judging-second-factor':
      return askSecondFactor(request, proven);
    case 'NEW_PASSWORD_REQUIRED':
      requireFreshTemporaryPassword(request, proven);
      return challengeForNewPassword(request, proven);
    case 'refused':
      if (user.status === 'UNCONFIRMED') return fail('UserNotConfirmedException', 'User is not confirmed.');
      return fail('NotAuthorizedException', INCORRECT);
  }
}

/** A temporary password runs out after the days that the policy of the pool gives it (R641). */
function requireFreshTemporaryPassword({ context, pool, fail }: SignInRequest, { passwordSetAt }: ProvenUser): void {
  const validMs = pool.settings.passwordPolicy.temporaryPasswordValidityDays * DAY_MS;
  if (context.clock.nowMs() < passwordSetAt + validMs) return;
  fail('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.');
}

/** `userAttributes` and `requiredAttributes` are JSON: the attributes that the user has, and those that the pool requires and the user lacks (R645). */
function challengeForNewPassword(request: SignInRequest, { sent, user, passwordTag }: ProvenUser): SignInAnswer {
  const session = issueChallenge(request, {
    name: 'NEW_PASSWORD_REQUIRED',
    sub: user.sub,
    isSimulated: false,
    sentUsername: sent,
    storedUsername: user.username,
    passwordTag,
  });
  const missing = request.pool.schema
    .filter(({ name, required }) => required && name !== 'sub' && user.attributes[name] === undefined)
    .map(({ name }) => `userAttributes.${name}`);
  return sessionAnswer('NEW_PASSWORD_REQUIRED', session, {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(missing),
    userAttributes: JSON.stringify(user.attributes),
  });
}
