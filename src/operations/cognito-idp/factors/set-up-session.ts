import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { type Challenge, openChallenge } from '../../../domain/sign-in/challenge.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { findPublicClient } from '../sign-in/find-public-client.ts';
import { NOBODY, passwordTagOf } from '../sign-in/find-subject.ts';

export interface SetUp {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly challenge: Challenge;
}

type SetUpError = 'NotAuthorizedException' | 'ResourceNotFoundException';

const VOID = 'Invalid session for the user';

/**
 * The user who proved a password and has to set up a second factor, by the session of `MFA_SETUP`, which says by which client (S83, S88,
 * R875). The session stays good: it is used up by what it leads to.
 */
export async function openSetUp(context: RequestContext, session: string, fail: Fail<SetUpError>): Promise<SetUp> {
  const { store, clock, signIn, noteUser } = context;
  const challenge = openChallenge(signIn.keys.challenge, session);
  if (challenge?.name !== 'MFA_SETUP' || challenge.isSetUp) return fail('NotAuthorizedException', `${VOID}.`);
  if (clock.nowMs() >= challenge.expiresAt) return fail('NotAuthorizedException', `${VOID}, session is expired.`);
  const { pool, client } = await findPublicClient(context, challenge.clientId, fail);
  const nameKey = comparisonKey(challenge.storedUsername, pool.settings.caseSensitiveUsernames);
  const { found } = await store.findSignInUser(pool.key, nameKey, NOBODY);
  const isStill = found?.user.sub === challenge.sub && passwordTagOf(found.sealedPassword) === challenge.passwordTag;
  if (!isStill) return fail('NotAuthorizedException', `${VOID}.`);
  noteUser(found.user.sub);
  if (!found.user.enabled) return fail('NotAuthorizedException', 'User is disabled.');
  return { pool, client, user: found.user, challenge };
}
