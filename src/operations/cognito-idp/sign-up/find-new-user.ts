import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import {
  type CanDeliver,
  type CodeDestination,
  chooseSignUpDestination,
  simulateSignUpDestination,
} from '../../../domain/recovery/choose-destination.ts';
import { simulatedCharacters, simulatedSubject } from '../../../domain/sign-in/simulated-user.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import type { RequestContext } from '../../operation.ts';
import { hidesUsers } from '../recovery/find-recovery-user.ts';

/** Who has a name, and who a client that hides users may learn of. */
export interface NewUserLookUp {
  readonly found: User | undefined;
  /** Of the user, or of nobody: a client that hides users makes nobody of everyone who does not wait to be confirmed (R915). */
  readonly subject: string | Uint8Array;
  /** Of the user. */
  readonly sealedPassword: Uint8Array | undefined;
  /** Where a code goes; undefined if the user has no address that the pool verifies. */
  readonly destination: CodeDestination | undefined;
}

/** `is-reached`: who cannot be sent a code does not wait for one, either. A code that was sent before is judged whether or not that has changed. */
type Waiting = 'is-reached' | 'has-code';

export async function findNewUser(
  { store, signIn, outbox, noteUser }: RequestContext,
  pool: UserPool,
  client: AppClient,
  sent: string,
  waiting: Waiting,
): Promise<NewUserLookUp> {
  const nameKey = comparisonKey(sent, pool.settings.caseSensitiveUsernames);
  const key = signIn.keys.simulatedUser;
  const nobody = simulatedSubject(key, pool, nameKey);
  const canDeliver: CanDeliver = (medium) => outbox.canDeliver(medium);
  const { found: row } = await store.findSignInUser(pool.key, nameKey, nobody);
  const found = row?.user;
  if (found) noteUser(found.sub);
  const destination = found && chooseSignUpDestination(pool.settings, found.attributes, canDeliver);
  const isReached = destination !== undefined && canDeliver(destination.medium);
  const waits = found?.status === 'UNCONFIRMED' && found.enabled && (isReached || waiting === 'has-code');
  if (found && (waits || !hidesUsers(client)))
    return { found, subject: found.sub, sealedPassword: row?.sealedPassword, destination };
  const characters = simulatedCharacters(key, pool, nameKey);
  const simulated = simulateSignUpDestination(pool.settings, sent, characters, canDeliver);
  return { found, subject: nobody, sealedPassword: undefined, destination: simulated };
}
