import { hkdfSync } from 'node:crypto';
import { keyObjectOf } from '../../../base/key-object.ts';
import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import {
  type CanDeliver,
  type CodeDestination,
  chooseCodeDestination,
  simulateCodeDestination,
} from '../../../domain/recovery/choose-destination.ts';
import { simulatedSubject, simulateUser } from '../../../domain/sign-in/simulated-user.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';

/** Who forgot a password: a user who may reset it, or nobody, for whom all the same is done and nothing is sent (S25 to S27, S32). */
export interface RecoveryUser {
  /** Undefined for nobody. */
  readonly user: User | undefined;
  /** What codes and attempts are stored under. */
  readonly subject: string | Uint8Array;
  readonly destination: CodeDestination;
}

export const UNKNOWN_USER = 'Username/client id combination not found.';
export const NO_DESTINATION =
  'Cannot reset password for the user as there is no registered/verified email or phone_number';

type RecoveryError = 'UserNotFoundException' | 'NotAuthorizedException' | 'InvalidParameterException';

/** Says of a user who cannot reset a password what the client may know (S25 to S27, S43). */
export async function findRecoveryUser(
  context: RequestContext,
  pool: UserPool,
  client: AppClient,
  sent: string,
  fail: Fail<RecoveryError>,
): Promise<RecoveryUser> {
  const { found, recovery } = await lookUpRecovery(context, pool, client, sent);
  if (!hidesUsers(client)) {
    if (!found) return fail('UserNotFoundException', UNKNOWN_USER);
    if (!found.enabled) return fail('NotAuthorizedException', 'User is disabled.');
    if (found.status === 'FORCE_CHANGE_PASSWORD')
      return fail('NotAuthorizedException', 'User password cannot be reset in the current state.');
    if (!recovery.user) return fail('InvalidParameterException', NO_DESTINATION);
  }
  return recovery;
}

/**
 * The user with the name, and who is to be treated as if they had it. A client that hides users makes nobody of one who is not to be told
 * from nobody, among them one whom no code would reach: whoever asks for a code and whoever sends one then meets the same subject (S32).
 */
export async function lookUpRecovery(
  { store, signIn, outbox, noteUser }: RequestContext,
  pool: UserPool,
  client: AppClient,
  sent: string,
): Promise<{ readonly found: User | undefined; readonly recovery: RecoveryUser }> {
  const nameKey = comparisonKey(sent, pool.settings.caseSensitiveUsernames);
  const key = signIn.keys.simulatedUser;
  const nobody = simulatedSubject(key, pool, nameKey);
  const canDeliver: CanDeliver = (medium) => outbox.canDeliver(medium);
  const { found } = await store.findSignInUser(pool.key, nameKey, nobody);
  const user = found?.user;
  if (user) noteUser(user.sub);
  const destination = user && chooseCodeDestination(pool.settings, user, canDeliver);
  if (destination && isRecoverable(user) && (!hidesUsers(client) || canDeliver(destination.medium))) {
    return { found: user, recovery: { user, subject: user.sub, destination } };
  }
  const characters = simulatedCharacters(key, pool, nameKey);
  const simulated = simulateCodeDestination(pool.settings, sent, characters, canDeliver);
  return { found: user, recovery: { user: undefined, subject: nobody, destination: simulated } };
}

/** Whether the client must not learn who exists. */
export function hidesUsers({ settings }: AppClient): boolean {
  return settings.preventUserExistenceErrors === 'ENABLED';
}

function isRecoverable({ enabled, status }: User): boolean {
  return enabled && (status === 'CONFIRMED' || status === 'RESET_REQUIRED');
}

/** A user as {@link simulateUser} makes one up, for work that has to take as long as that for a real one. */
export function simulatedOwner({ signIn }: RequestContext, pool: UserPool, sent: string) {
  const nameKey = comparisonKey(sent, pool.settings.caseSensitiveUsernames);
  return simulateUser(signIn.keys.simulatedUser, pool, sent, nameKey);
}

/** Two letters that are the same at each try, for the mask of an address that is not there. */
export function simulatedCharacters(key: Buffer, pool: UserPool, nameKey: string): string {
  const bytes = Buffer.from(hkdfSync('sha256', keyObjectOf(key), `${pool.id} ${nameKey}`, 'destination', 2));
  return String.fromCharCode(...[...bytes].map((byte) => 0x61 + (byte % 26)));
}
