import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { chooseSignUpDestination } from '../../../domain/recovery/choose-destination.ts';
import { canSignInWithoutPassword, judgeNewUser } from '../../../domain/users/new-user.ts';
import type { Attributes, NewUser } from '../../../domain/users/user.ts';
import { defineOperation, type Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { failWithoutClient } from '../app-clients/get-app-client.ts';
import { secretHashOf } from '../recovery/secret-hash-of.ts';
import { requireSecretHash } from '../sign-in/client-secrets.ts';
import { findPublicClient } from '../sign-in/find-public-client.ts';
import { writableChanges } from '../sign-in/writable-changes.ts';
import { noWayText, OUTBOX_FULL } from '../users/code-refusals.ts';
import { givenAttributes } from '../users/given-attributes.ts';
import { deliveryDetails, prepareContactCode } from '../users/prepare-code.ts';
import { sealPassword } from '../users/seal-password.ts';
import { takenText } from '../users/taken-text.ts';
import { sessionOfSignUp } from './sign-up-sessions.ts';

/**
 * Creates a user who is UNCONFIRMED, and sends a code to an address that the pool verifies: both, or neither (R910, R911). The address
 * becomes an alias when it is confirmed, so a taken one is told then (R913). With the code comes a session for ConfirmSignUp (R919).
 */
export const signUp = defineOperation('cognito-idp', 'SignUp', async ({ input, context, fail }) => {
  const { store, clock, ids, outbox } = context;
  const { pool, client } = await findPublicClient(context, input.ClientId, fail);
  const { Username: username, Password: password, SecretHash } = input;
  requireSecretHash({ context, client, parameters: secretHashOf(SecretHash), fail }, [username]);
  if (pool.settings.adminCreateUserConfig?.allowAdminCreateUserOnly)
    return fail('NotAuthorizedException', 'SignUp is not permitted for this user pool');
  const fault = password === undefined ? undefined : findPasswordFault(pool.settings.passwordPolicy, password);
  if (fault !== undefined) return fail('InvalidPasswordException', fault);
  const attributes = writableChanges(pool, client, givenAttributes(input.UserAttributes), fail);
  const requested = { username, attributes, hasPassword: password !== undefined, by: 'user' } as const;
  const verdict = judgeNewUser(pool, requested, ids.uuidV7(clock.nowMs()));
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const { user } = verdict;
  const given: Attributes = JSON.parse(user.attributesJson);
  if (password === undefined) requireNoPasswordNeeded(pool, given, fail);
  const sending = prepareConfirmation(context, pool, user, given, fail);
  const sealedPasswordHash =
    password === undefined ? undefined : await sealPassword(context, pool, user, password, fail);
  const creation = await store.createUser(pool.key, { ...user, sealedPasswordHash }, clock.nowMs(), {
    code: sending?.code,
  });
  switch (creation.kind) {
    case 'created': {
      context.noteUser(creation.user.sub);
      outbox.wake();
      const signedUp = { sent: username, user: creation.user, sealedPassword: sealedPasswordHash };
      const session = sending && sessionOfSignUp({ context, pool, client }, signedUp);
      return {
        UserConfirmed: false,
        UserSub: creation.user.sub,
        ...(sending && { CodeDeliveryDetails: sending.details }),
        ...(session !== undefined && { Session: session }),
      };
    }
    case 'pool-not-found':
      return failWithoutClient(client.id, fail);
    case 'outbox-full':
      return fail('CodeDeliveryFailureException', OUTBOX_FULL);
    case 'username-exists':
      return fail(
        'UsernameExistsException',
        creation.attribute === undefined ? 'User already exists' : takenText(pool.settings, creation.attribute),
      );
    case 'alias-exists':
      // The model lists no AliasExistsException for this operation.
      return fail('UsernameExistsException', takenText(pool.settings, creation.attribute));
  }
});

/** Without a password only somebody can sign in whom a one-time password reaches (R912). */
function requireNoPasswordNeeded(
  { settings }: UserPool,
  attributes: Attributes,
  fail: Fail<'InvalidPasswordException'>,
): void {
  if (canSignInWithoutPassword(settings, attributes)) return;
  fail('InvalidPasswordException', findPasswordFault(settings.passwordPolicy, '') ?? 'A password is required.');
}

/** Undefined if the pool verifies no attribute that the user has: then an administrator confirms the user. */
function prepareConfirmation(
  context: RequestContext,
  pool: UserPool,
  { sub, username }: NewUser,
  attributes: Attributes,
  fail: Fail<'CodeDeliveryFailureException'>,
) {
  const { outbox } = context;
  const destination = chooseSignUpDestination(pool.settings, attributes, (medium) => outbox.canDeliver(medium));
  if (!destination) return undefined;
  const { medium } = destination;
  if (!outbox.canDeliver(medium)) return fail('CodeDeliveryFailureException', noWayText(medium));
  const recipient = { subject: sub, username, destination };
  const code = prepareContactCode(context, pool, recipient, { purpose: 'confirm-sign-up', kind: 'SignUp' });
  return { code, details: deliveryDetails(destination) };
}
