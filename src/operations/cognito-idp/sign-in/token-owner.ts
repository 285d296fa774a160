import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import type { Fail } from '../../define-operation.ts';
import type { TokenContext } from '../../operation.ts';
import { appClientIdOf, failWithoutClient } from '../app-clients/get-app-client.ts';
import { failWithoutPool } from '../pools/get-user-pool.ts';
import { failWithoutUser } from '../users/get-user.ts';

export interface SignedInUser {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  /** The key that the store's changes of the user take. */
  readonly usernameKey: string;
}

/** The user whose access token came, with their pool and the client that they signed in by. */
export async function getTokenOwner(
  { store, tokenOwner, noteUser }: TokenContext,
  fail: Fail<'ResourceNotFoundException' | 'UserNotFoundException'>,
): Promise<SignedInUser> {
  const pool = await store.findUserPool(tokenOwner, tokenOwner.userPoolId);
  if (!pool) return failWithoutPool(tokenOwner.userPoolId, fail);
  const client = await store.findAppClient(appClientIdOf(tokenOwner.clientId));
  if (!client) return failWithoutClient(tokenOwner.clientId, fail);
  const user = await store.findUser(pool.key, tokenOwner.sub);
  if (user?.sub !== tokenOwner.sub) return failWithoutUser(fail);
  noteUser(user.sub);
  return { pool, client, user, usernameKey: comparisonKey(user.username, pool.settings.caseSensitiveUsernames) };
}
