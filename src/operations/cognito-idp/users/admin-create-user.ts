import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { judgeNewUser } from '../../../domain/users/new-user.ts';
import { defineOperation, type Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';
import { failWithoutPool, getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from './get-user.ts';
import { givenAttributes } from './given-attributes.ts';
import { sealPassword } from './seal-password.ts';
import { takenText } from './taken-text.ts';
import { userAnswer } from './user-answer.ts';

/**
 * Creates a user with a temporary password, which the user has to replace at the first sign-in (S90), or with `RESEND` gives one to the user
 * who exists. Sends no message. With `ForceAliasCreation` the user takes the aliases that others hold.
 */
export const adminCreateUser = defineOperation('cognito-idp', 'AdminCreateUser', async ({ input, context, fail }) => {
  const { store, clock, ids } = context;
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const password = input.TemporaryPassword;
  const passwordFault = password === undefined ? undefined : findPasswordFault(pool.settings.passwordPolicy, password);
  if (passwordFault !== undefined) return fail('InvalidPasswordException', passwordFault);
  if (input.MessageAction === 'RESEND') {
    return { User: await inviteAgain(context, pool, input.Username, password, fail) };
  }

  const requested = {
    username: input.Username,
    attributes: givenAttributes(input.UserAttributes),
    hasPassword: password !== undefined,
  };
  const verdict = judgeNewUser(pool, requested, ids.uuidV7(clock.nowMs()));
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const takesAliases = input.ForceAliasCreation ?? false;
  const sealedPasswordHash =
    password === undefined ? undefined : await sealPassword(context, pool, verdict.user, password, fail);
  const user = { ...verdict.user, sealedPasswordHash };
  const creation = await store.createUser(pool.key, user, clock.nowMs(), { takesAliases });
  switch (creation.kind) {
    case 'created':
      context.noteUser(creation.user.sub);
      return { User: userAnswer(creation.user) };
    case 'pool-not-found':
      return failWithoutPool(pool.id, fail);
    case 'username-exists':
      return fail(
        'UsernameExistsException',
        creation.attribute === undefined ? 'User account already exists' : takenText(pool.settings, creation.attribute),
      );
    case 'alias-exists':
      // The model lists no AliasExistsException for this operation; AWS was observed to answer with this error.
      return fail('UsernameExistsException', takenText(pool.settings, creation.attribute));
  }
});

/** Only a user who has not signed in yet can be invited again. A new temporary password takes the place of the old one. */
async function inviteAgain(
  context: OperationContext,
  pool: UserPool,
  username: string,
  password: string | undefined,
  fail: Fail<'TooManyRequestsException' | 'UserNotFoundException' | 'UnsupportedUserStateException'>,
) {
  const { user } = await getUser(context, pool, username, fail);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    return fail(
      'UnsupportedUserStateException',
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  if (password === undefined) return userAnswer(user);
  const sealedPassword = await sealPassword(context, pool, user, password, fail);
  const replacement = { sealedPassword, status: user.status, nowMs: context.clock.nowMs() };
  const change = await context.store.replacePassword(pool.key, user.sub, replacement);
  return change === 'changed' ? userAnswer({ ...user, modifiedAt: replacement.nowMs }) : failWithoutUser(fail);
}
