import type { FirstFactor } from '../../../domain/sign-in/auth-flows.ts';
import { firstFactorsOf, simulatedFirstFactors } from '../../../domain/sign-in/first-factors.ts';
import { isLockedOut } from '../../../domain/sign-in/lock-out.ts';
import {
  type SimulatedUser,
  simulatedCharacters,
  simulatedSubject,
  simulateUser,
} from '../../../domain/sign-in/simulated-user.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import { simulateAddress } from '../../../domain/users/simulate-address.ts';
import type { User } from '../../../domain/users/user.ts';
import { LOCKED_OUT, passwordTagOf } from './find-subject.ts';
import type { SignInRequest } from './sign-in-request.ts';

/** Who chooses how to sign in (`USER_AUTH`): a user, or nobody, who seems to have all factors of the pool (S24). */
export interface Chooser {
  readonly sent: string;
  /** Undefined for nobody. */
  readonly user: User | undefined;
  /** Of the user or, for nobody, made up: what a challenge carries. */
  readonly sub: string;
  readonly storedUsername: string;
  readonly passwordTag: string;
  readonly factors: readonly FirstFactor[];
  /** Where a code goes. */
  addressOf(attribute: 'email' | 'phone_number'): string;
  /** What failed attempts count for. */
  readonly attemptsOf: string | Uint8Array;
  readonly hasFailures: boolean;
}

/** Says of a user what the client may know (S12, S22, S24); a user who has no password is one of these, too (S3, S77). */
export async function findChooser(request: SignInRequest, sent: string): Promise<Chooser> {
  const { context, pool, client, fail } = request;
  const { store, clock, signIn, outbox, noteUser } = context;
  const isLegacy = client.settings.preventUserExistenceErrors !== 'ENABLED';
  const nameKey = comparisonKey(sent, pool.settings.caseSensitiveUsernames);
  const key = signIn.keys.simulatedUser;
  const nobody = simulatedSubject(key, pool, nameKey);
  const { found, attempts } = await store.findSignInUser(pool.key, nameKey, nobody);
  if (!found && isLegacy) return fail('UserNotFoundException', 'User does not exist.');
  if (isLockedOut(attempts, clock.nowMs())) return fail('NotAuthorizedException', LOCKED_OUT);
  if (found) noteUser(found.user.sub);
  if (found && isLegacy && !found.user.enabled) return fail('NotAuthorizedException', 'User is disabled.');
  const canDeliver = outbox.canDeliver.bind(outbox);
  // Made for everybody, so that it takes as long for each (S32).
  const simulated = simulateUser(key, pool, sent, nameKey);
  const hasFailures = attempts !== undefined;
  if (!found?.user.enabled) {
    const characters = simulatedCharacters(key, pool, nameKey);
    return {
      sent,
      user: undefined,
      ...idsOf(simulated),
      factors: simulatedFirstFactors(pool.settings, canDeliver),
      addressOf: (attribute) => simulateAddress(attribute, sent, characters),
      attemptsOf: found?.user.sub ?? nobody,
      hasFailures,
    };
  }
  const { user, sealedPassword } = found;
  return {
    sent,
    user,
    sub: user.sub,
    storedUsername: user.username,
    passwordTag: passwordTagOf(sealedPassword),
    factors: firstFactorsOf(pool.settings, user, sealedPassword !== undefined, canDeliver),
    addressOf: (attribute) => user.attributes[attribute] ?? '',
    attemptsOf: user.sub,
    hasFailures,
  };
}

function idsOf({ sub, username, salt }: SimulatedUser) {
  return { sub, storedUsername: username, passwordTag: passwordTagOf(salt) };
}
