import { createHash } from 'node:crypto';
import { assertPresent } from '../../../base/assert.ts';
import { isLockedOut } from '../../../domain/sign-in/lock-out.ts';
import {
  openPasswordOfNobody,
  openSealedPassword,
  type StoredPassword,
} from '../../../domain/sign-in/sealed-password.ts';
import { type SimulatedUser, simulatedSubject, simulateUser } from '../../../domain/sign-in/simulated-user.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import type { SignInUser } from '../../../store/store.ts';
import { INCORRECT, type PasswordRequest, RESET_REQUIRED } from './sign-in-request.ts';

/** Who a request wants to sign in as. */
export type Subject = RealSubject | SimulatedSubject;

/** A user whose password can be judged. */
export interface RealSubject {
  readonly kind: 'real';
  readonly sent: string;
  /** What a client sees before the password has a verifier (S51). */
  readonly simulated: SimulatedUser;
  readonly user: User;
  readonly password: StoredPassword;
  readonly sealedPassword: Uint8Array;
  /** Whether failed attempts are on the user's account. */
  readonly hasFailures: boolean;
  /** What failed attempts count for. */
  readonly attemptsOf: string;
}

/**
 * Nobody, or a user who cannot sign in and is not to be told from nobody. All work that a real one costs is done, and refused at the
 * end (S23, S32, S86).
 */
export interface SimulatedSubject {
  readonly kind: 'simulated';
  readonly sent: string;
  readonly simulated: SimulatedUser;
  readonly attemptsOf: string | Uint8Array;
}

/** Checks in the order of S10 to S14 and S86. Says of a user who cannot sign in what the client may know (section 3 of the S rules). */
export async function findSubject(request: PasswordRequest, sent: string): Promise<Subject> {
  const { context, pool, client, fail } = request;
  const { store, clock, signIn, noteUser } = context;
  const isLegacy = client.settings.preventUserExistenceErrors !== 'ENABLED';
  const nameKey = comparisonKey(sent, pool.settings.caseSensitiveUsernames);
  const nobody = simulatedSubject(signIn.keys.simulatedUser, pool, nameKey);
  const { found, attempts } = await store.findSignInUser(pool.key, nameKey, nobody);
  if (!found && isLegacy) return fail('UserNotFoundException', 'User does not exist.');
  if (isLockedOut(attempts, clock.nowMs())) return fail('NotAuthorizedException', LOCKED_OUT);
  if (found) noteUser(found.user.sub);
  if (found && isLegacy) requireUsable(request, found);
  const simulated: SimulatedSubject = {
    kind: 'simulated',
    sent,
    simulated: simulateUser(signIn.keys.simulatedUser, pool, sent, nameKey),
    attemptsOf: found?.user.sub ?? nobody,
  };
  if (!found || !isUsable(found)) {
    openPasswordOfNobody(signIn.keys.password);
    return simulated;
  }
  const { user, sealedPassword } = found;
  const password = assertPresent(
    openSealedPassword(signIn.keys.password, user.sub, sealedPassword),
    'a password of the store opens with the server key of the store',
  );
  return {
    ...simulated,
    kind: 'real',
    user,
    password,
    sealedPassword,
    hasFailures: attempts !== undefined,
    attemptsOf: user.sub,
  };
}

/** For a look-up of somebody who is known to exist. */
export const NOBODY = new Uint8Array(16);
export const LOCKED_OUT = 'Password attempts exceeded';

/** Refuses in plain words (S12, S14, S20). */
function requireUsable({ fail }: PasswordRequest, { user }: SignInUser): void {
  if (!user.enabled) fail('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'RESET_REQUIRED') fail('PasswordResetRequiredException', RESET_REQUIRED);
}

type UsableUser = SignInUser & { readonly sealedPassword: Uint8Array };

function isUsable(found: SignInUser): found is UsableUser {
  const { user, sealedPassword } = found;
  return user.enabled && user.status !== 'RESET_REQUIRED' && sealedPassword !== undefined;
}

/** Counts a wrong password or claim and refuses it; under a lock-out that began meanwhile it does not count (S15, S18, S50). */
export async function refuseAttempt(request: PasswordRequest, { attemptsOf }: Subject): Promise<never> {
  await countAttempt(request, attemptsOf);
  return request.fail('NotAuthorizedException', INCORRECT);
}

/** Counts a wrong password or code; refuses it if a lock-out has begun meanwhile (S18). */
export async function countAttempt(
  { context, pool, fail }: PasswordRequest,
  attemptsOf: string | Uint8Array,
): Promise<void> {
  const counted = await context.store.countFailedAttempt(pool.key, attemptsOf, context.clock.nowMs());
  if (counted === 'locked-out') fail('NotAuthorizedException', LOCKED_OUT);
}

/**
 * After a right password or code: refuses it under a lock-out that began meanwhile, so that many tries at a time gain nothing (S18). A
 * password that a second factor follows ends no lock-out: else whoever knows it could guess codes forever (R876).
 */
export async function requireNoLockOut(
  { context, pool, fail }: PasswordRequest,
  { user, hasFailures }: Pick<RealSubject, 'user' | 'hasFailures'>,
  { isLastFactor = true }: { readonly isLastFactor?: boolean } = {},
): Promise<void> {
  const { store, clock } = context;
  if (!hasFailures) {
    // Failures may have been counted since. A read, so that a right password writes nothing.
    const nameKey = comparisonKey(user.username, pool.settings.caseSensitiveUsernames);
    const { attempts } = await store.findSignInUser(pool.key, nameKey, NOBODY);
    if (!attempts) return;
  }
  const passed = await store.passLockOut(pool.key, user.sub, clock.nowMs(), isLastFactor);
  if (passed === 'locked-out') fail('NotAuthorizedException', LOCKED_OUT);
}

/** Tells one stored password from another, or from none, and says nothing of it. */
export function passwordTagOf(sealedPassword: Uint8Array = NO_PASSWORD): string {
  return createHash('sha256').update(sealedPassword).digest('hex').slice(0, 16);
}

const NO_PASSWORD = new Uint8Array(0);
