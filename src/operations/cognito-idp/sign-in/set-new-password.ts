import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { SignInUser } from '../../../store/store.ts';
import { changeUserAttributes } from '../users/change-user-attributes.ts';
import { sealPassword } from '../users/seal-password.ts';
import { namesOf, refuseUsedSession, requireSession } from './challenges.ts';
import { requireSecretHash } from './client-secrets.ts';
import { requireNoSecondFactor } from './continue-sign-in.ts';
import { passwordTagOf } from './find-subject.ts';
import { issueTokens } from './issue-tokens.ts';

import { type ChallengeAnswerRequest, requireParameter, type SignInAnswer } from './sign-in-request.ts';
import { writableChanges } from './writable-changes.ts';

const ATTRIBUTE_PREFIX = 'userAttributes.';

/**
 * The answer to NEW_PASSWORD_REQUIRED: the new password takes the place of the temporary one that was proven, in one statement, so that
 * of two answers one fails; then the user is CONFIRMED and signed in (S90, R645).
 */
export async function setNewPassword(request: ChallengeAnswerRequest): Promise<SignInAnswer> {
  const { context, pool, client, session, fail } = request;
  const challenge = requireSession(request, session, 'NEW_PASSWORD_REQUIRED');
  requireSecretHash(request, namesOf(challenge));
  const password = requireParameter(request, 'NEW_PASSWORD');
  const fault = findPasswordFault(pool.settings.passwordPolicy, password);
  if (fault !== undefined) return fail('InvalidPasswordException', fault);
  const key = comparisonKey(challenge.storedUsername, pool.settings.caseSensitiveUsernames);
  const { found } = await context.store.findSignInUser(pool.key, key, NOBODY);
  const temporary = found && temporaryPasswordOf(found, challenge.passwordTag);
  if (!found || found.user.sub !== challenge.sub || !temporary) return refuseUsedSession(request);
  if (!found.user.enabled) return fail('NotAuthorizedException', 'User is disabled.');
  requireNoSecondFactor(request, found);
  context.noteUser(found.user.sub);
  const changes = writableChanges(pool, client, given(request.parameters), fail);
  if (changes.size > 0) {
    const change = { changes, by: 'new-password' } as const;
    const changing = await changeUserAttributes(context, pool, found.user.username, change, fail);
    if (changing.kind !== 'changed') return fail('AliasExistsException', changing.text);
  }
  const change = await context.store.replacePassword(pool.key, found.user.sub, {
    sealedPassword: await sealPassword(context, pool, found.user, password, fail),
    expected: temporary,
    status: 'CONFIRMED',
    nowMs: context.clock.nowMs(),
  });
  if (change !== 'changed') return refuseUsedSession(request);
  const now = await context.store.findUser(pool.key, key);
  if (!now) return refuseUsedSession(request);
  return { AuthenticationResult: await issueTokens(request, now), ChallengeParameters: {} };
}

const NOBODY = new Uint8Array(16);

/** The sealed temporary password, if it is still the one that was proven. */
function temporaryPasswordOf({ user, sealedPassword }: SignInUser, passwordTag: string): Uint8Array | undefined {
  const isSame = sealedPassword !== undefined && passwordTagOf(sealedPassword) === passwordTag;
  return isSame && user.status === 'FORCE_CHANGE_PASSWORD' ? sealedPassword : undefined;
}

function given(parameters: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX))
      .map(([name, value]) => [name.slice(ATTRIBUTE_PREFIX.length), value]),
  );
}
