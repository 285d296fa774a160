import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { User } from '../../../domain/users/user.ts';
import { judgeChangedAttributes } from '../../../domain/users/user-attributes.ts';
import { userKeys } from '../../../domain/users/user-keys.ts';
import type { UserChange } from '../../../store/store.ts';
import { defineOperation, type Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from './get-user.ts';
import { givenAttributes } from './given-attributes.ts';
import { takenText } from './taken-text.ts';

export const adminUpdateUserAttributes = defineOperation(
  'cognito-idp',
  'AdminUpdateUserAttributes',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const changes = givenAttributes(input.UserAttributes);
    for (;;) {
      const { user, usernameKey } = await getUser(context, pool, input.Username, fail);
      const change = await changeAttributes(context, pool, user, usernameKey, changes, fail);
      if (change === 'changed') return {};
      if (change === 'not-found') return failWithoutUser(fail);
      // Another request changed the user in between. One of the two always succeeds, so the loop ends.
      if (change === 'stale') continue;
      return fail('AliasExistsException', takenText(pool.settings, change.attribute));
    }
  },
);

function changeAttributes(
  { store, clock }: OperationContext,
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
