import { fillText } from '../../domain/record-texts.ts';
import { judgeChangedAttributes } from '../../domain/user-attributes.ts';
import { userKeys } from '../../domain/user-keys.ts';
import { defineOperation } from '../define-operation.ts';
import { failWithoutUser, getUser } from './get-user.ts';
import { getUserPool } from './get-user-pool.ts';
import { givenAttributes } from './given-attributes.ts';

export const adminUpdateUserAttributes = defineOperation(
  'cognito-idp',
  'AdminUpdateUserAttributes',
  async ({ input, context, fail }) => {
    const { store, clock } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user, usernameKey } = await getUser(context, pool, input.Username, fail);
    const verdict = judgeChangedAttributes(pool, user.attributes, givenAttributes(input.UserAttributes));
    if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
    const { attributes } = verdict;
    const { emailKey, phoneKey, preferredUsernameKey } = userKeys(pool.settings, user.username, attributes);
    const change = await store.replaceUserAttributes(pool.key, usernameKey, {
      attributes,
      emailKey,
      phoneKey,
      preferredUsernameKey,
      nowMs: clock.nowMs(),
    });
    if (change === 'changed') return {};
    if (change === 'not-found') return failWithoutUser(fail);
    return fail('AliasExistsException', fillText('T16', change.attribute));
  },
);
