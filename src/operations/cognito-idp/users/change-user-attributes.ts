import { assert } from '../../../base/assert.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { User } from '../../../domain/users/user.ts';
import { judgeChangedAttributes } from '../../../domain/users/user-attributes.ts';
import { userKeys } from '../../../domain/users/user-keys.ts';
import type { UserChange } from '../../../store/store.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { failWithoutUser, getUser } from './get-user.ts';
import { takenText } from './taken-text.ts';

type ChangeError = 'InvalidParameterException' | 'UserNotFoundException';

/**
 * Changes attributes of the user with that name; a blank value removes one. Returns the text of the refusal if another user has an alias
 * that this one would get.
 */
export async function changeUserAttributes(
  context: RequestContext,
  pool: UserPool,
  username: string,
  changes: ReadonlyMap<string, string>,
  fail: Fail<ChangeError>,
): Promise<string | undefined> {
  for (;;) {
    const { user, usernameKey } = await getUser(context, pool, username, fail);
    const change = await replaceAttributes(context, pool, user, usernameKey, changes, fail);
    if (change === 'changed') return undefined;
    if (change === 'not-found') return failWithoutUser(fail);
    // Another request changed the user in between. One of the two always succeeds, so the loop ends.
    if (change === 'stale') continue;
    return takenText(pool.settings, change.attribute);
  }
}

/** Removes attributes, which gives nobody an alias. */
export async function removeUserAttributes(
  context: RequestContext,
  pool: UserPool,
  username: string,
  names: readonly string[],
  fail: Fail<ChangeError>,
): Promise<void> {
  const taken = await changeUserAttributes(context, pool, username, new Map(names.map((name) => [name, ''])), fail);
  assert(taken === undefined, "a removed attribute is nobody's alias");
}

function replaceAttributes(
  { store, clock }: RequestContext,
  pool: UserPool,
  user: User,
  usernameKey: string,
  changes: ReadonlyMap<string, string>,
  fail: Fail<'InvalidParameterException'>,
): Promise<UserChange> {
  const verdict = judgeChangedAttributes(pool, user.attributes, changes);
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const { attributes } = verdict;
  const { emailKey, phoneKey, preferredUsernameKey } = userKeys(pool.settings, user.username, attributes);
  return store.replaceUserAttributes(pool.key, usernameKey, {
    attributes,
    expected: user.attributes,
    emailKey,
    phoneKey,
    preferredUsernameKey,
    nowMs: clock.nowMs(),
  });
}
