import type { Challenge } from '../../../domain/sign-in/challenge.ts';
import { isLockedOut } from '../../../domain/sign-in/lock-out.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { MfaFactor, User } from '../../../domain/users/user.ts';
import { namesOf, refuseVoidSession, requireSession } from './challenges.ts';
import { requireSecretHash } from './client-secrets.ts';
import { LOCKED_OUT, NOBODY, passwordTagOf } from './find-subject.ts';
import type { ChallengeAnswerRequest } from './sign-in-request.ts';

export interface SecondStep {
  readonly challenge: Challenge;
  readonly user: User;
  /** Whether failed attempts are on the user's account. */
  readonly hasFailures: boolean;
}

/** The challenge of a session that followed a password, and its user. */
export async function openSecondStep(
  request: ChallengeAnswerRequest,
  name: 'SELECT_MFA_TYPE' | 'MFA_SETUP' | 'DEVICE_SRP_AUTH' | MfaFactor,
): Promise<SecondStep> {
  return openChallengedUser(request, requireSession(request, request.session, name));
}

/** The user of a challenge that followed a password: still there, enabled, and with that password. A lock-out refuses it unseen (S18). */
export async function openChallengedUser(request: ChallengeAnswerRequest, challenge: Challenge): Promise<SecondStep> {
  const { context, pool, fail } = request;
  requireSecretHash(request, namesOf(challenge));
  if (!challenge.isSecondFactor) return refuseVoidSession(request);
  const nameKey = comparisonKey(challenge.storedUsername, pool.settings.caseSensitiveUsernames);
  const { found, attempts } = await context.store.findSignInUser(pool.key, nameKey, NOBODY);
  const isStill = found?.user.sub === challenge.sub && passwordTagOf(found.sealedPassword) === challenge.passwordTag;
  if (!isStill || found.user.status !== 'CONFIRMED') return refuseVoidSession(request);
  const { user } = found;
  context.noteUser(user.sub);
  if (!user.enabled) return fail('NotAuthorizedException', 'User is disabled.');
  if (isLockedOut(attempts, context.clock.nowMs())) return fail('NotAuthorizedException', LOCKED_OUT);
  return { challenge, user, hasFailures: attempts !== undefined };
}
