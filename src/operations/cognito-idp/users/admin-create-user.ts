import type { NewMessage } from '../../../domain/messages/message.ts';
import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import { makeTemporaryPassword } from '../../../domain/pools/temporary-password.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { judgeNewUser } from '../../../domain/users/new-user.ts';
import type { Attributes } from '../../../domain/users/user.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { defineOperation, type Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';
import { failWithoutPool, getUserPool } from '../pools/get-user-pool.ts';
import { OUTBOX_FULL } from './code-refusals.ts';
import { getUser } from './get-user.ts';
import { givenAttributes } from './given-attributes.ts';
import { inviteUser } from './invite-user.ts';
import { sealPassword } from './seal-password.ts';
import { takenText } from './taken-text.ts';
import { userAnswer } from './user-answer.ts';

type Input = InputOf<'cognito-idp', 'AdminCreateUser'>;

/**
 * Creates a user with a temporary password, which is made unless one is given, and sends it (R680 to R683). `RESEND` sends a user who is
 * there a new one. With `ForceAliasCreation` the user takes the aliases that others hold.
 */
export const adminCreateUser = defineOperation('cognito-idp', 'AdminCreateUser', async ({ input, context, fail }) => {
  const { store, clock, ids, outbox } = context;
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const password = input.TemporaryPassword;
  const passwordFault = password === undefined ? undefined : findPasswordFault(pool.settings.passwordPolicy, password);
  if (passwordFault !== undefined) return fail('InvalidPasswordException', passwordFault);
  if (input.MessageAction === 'RESEND') return { User: await inviteAgain(context, pool, input, fail) };

  const requested = {
    username: input.Username,
    attributes: givenAttributes(input.UserAttributes),
    hasPassword: password !== undefined,
    by: 'administrator',
  } as const;
  const verdict = judgeNewUser(pool, requested, ids.uuidV7(clock.nowMs()));
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const { user } = verdict;
  const invitation = await prepareInvitation(context, pool, input, user, JSON.parse(user.attributesJson), fail);
  const takesAliases = input.ForceAliasCreation ?? false;
  const creation = await store.createUser(
    pool.key,
    { ...user, sealedPasswordHash: invitation?.sealedPassword },
    clock.nowMs(),
    { takesAliases, messages: invitation?.messages ?? [] },
  );
  switch (creation.kind) {
    case 'created':
      context.noteUser(creation.user.sub);
      outbox.wake();
      return { User: userAnswer(creation.user) };
    case 'pool-not-found':
      return failWithoutPool(pool.id, fail);
    case 'outbox-full':
      return fail('CodeDeliveryFailureException', OUTBOX_FULL);
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

interface Invitation {
  readonly sealedPassword: Uint8Array;
  readonly messages: readonly NewMessage[];
}

/** Undefined for a user who signs in without a password (R265). */
async function prepareInvitation(
  context: OperationContext,
  pool: UserPool,
  input: Input,
  user: { readonly username: string; readonly sub: string; readonly status: string },
  attributes: Attributes,
  fail: Fail<'CodeDeliveryFailureException' | 'TooManyRequestsException'>,
): Promise<Invitation | undefined> {
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return undefined;
  const { signIn } = context;
  const password =
    input.TemporaryPassword ??
    makeTemporaryPassword(pool.settings.passwordPolicy, (count) => signIn.secretBytes(count));
  const invited = { username: user.username, attributes, password };
  const messages = input.MessageAction === 'SUPPRESS' ? [] : inviteUser(context, pool, input, invited, fail);
  return { sealedPassword: await sealPassword(context, pool, user, password, fail), messages };
}

/** Only a user who has not signed in yet can be invited again: with a new password, whose validity begins now. */
async function inviteAgain(
  context: OperationContext,
  pool: UserPool,
  input: Input,
  fail: Fail<
    | 'UserNotFoundException'
    | 'UnsupportedUserStateException'
    | 'CodeDeliveryFailureException'
    | 'TooManyRequestsException'
  >,
) {
  const { store, clock, outbox } = context;
  const { user } = await getUser(context, pool, input.Username, fail);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    return fail(
      'UnsupportedUserStateException',
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  }
  const invitation = await prepareInvitation(context, pool, input, user, user.attributes, fail);
  // A password that is made and not sent would be known to nobody, and the one that the user has would be lost.
  if (invitation?.messages.length === 0 && input.TemporaryPassword === undefined) return userAnswer(user);
  for (const message of invitation?.messages ?? []) {
    if ((await store.putMessage(message)) === 'outbox-full') return fail('CodeDeliveryFailureException', OUTBOX_FULL);
  }
  if (invitation) {
    const { sealedPassword } = invitation;
    const status = 'FORCE_CHANGE_PASSWORD' as const;
    await store.replacePassword(pool.key, user.sub, { sealedPassword, status, nowMs: clock.nowMs() });
  }
  outbox.wake();
  return userAnswer(user);
}
