import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';

export interface FoundUser {
  readonly user: User;
  /** The key that the store's changes of the user take. */
  readonly usernameKey: string;
}

/** The user of the request by user name, `sub` or an alias. */
export async function getUser(
  { store, noteUser }: RequestContext,
  { key, settings }: UserPool,
  username: string,
  fail: Fail<'UserNotFoundException'>,
): Promise<FoundUser> {
  const { caseSensitiveUsernames } = settings;
  const user = await store.findUser(key, comparisonKey(username, caseSensitiveUsernames));
  if (!user) return failWithoutUser(fail);
  noteUser(user.sub);
  return { user, usernameKey: comparisonKey(user.username, caseSensitiveUsernames) };
}

export function failWithoutUser(fail: Fail<'UserNotFoundException'>): never {
  return fail('UserNotFoundException', 'User does not exist.');
}
