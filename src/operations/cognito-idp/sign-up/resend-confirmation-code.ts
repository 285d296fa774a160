import { defineOperation, type Fail } from '../../define-operation.ts';
import { hidesUsers, UNKNOWN_USER } from '../recovery/find-recovery-user.ts';
import { secretHashOf } from '../recovery/secret-hash-of.ts';
import { requireSecretHash } from '../sign-in/client-secrets.ts';
import { findPublicClient } from '../sign-in/find-public-client.ts';
import { LIMIT_EXCEEDED, noWayText, OUTBOX_FULL } from '../users/code-refusals.ts';
import { deliveryDetails, prepareContactCode } from '../users/prepare-code.ts';
import { findNewUser, type NewUserLookUp } from './find-new-user.ts';

const NO_ADDRESS = 'The user has no email address or phone number that the user pool verifies.';

/** Sends a new code to a user who waits to be confirmed; the older one is void (R911, R915, R916). */
export const resendConfirmationCode = defineOperation(
  'cognito-idp',
  'ResendConfirmationCode',
  async ({ input, context, fail }) => {
    const { store, clock, outbox } = context;
    const { pool, client } = await findPublicClient(context, input.ClientId, fail);
    const { Username: sent, SecretHash } = input;
    requireSecretHash({ context, client, parameters: secretHashOf(SecretHash), fail }, [sent]);
    if (pool.settings.autoVerifiedAttributes.length === 0)
      return fail('NotAuthorizedException', 'Cannot resend codes. Auto verification not turned on.');
    for (;;) {
      const lookUp = await findNewUser(context, pool, client, sent);
      if (!hidesUsers(client)) requireWaiting(lookUp, fail);
      const { found, subject, destination } = lookUp;
      if (!destination) return fail('InvalidParameterException', NO_ADDRESS);
      const { medium } = destination;
      if (!outbox.canDeliver(medium)) return fail('CodeDeliveryFailureException', noWayText(medium));
      const recipient = { subject, username: found?.username ?? sent, destination };
      const sending = { purpose: 'confirm-sign-up', kind: 'ResendConfirmationCode' } as const;
      const code = prepareContactCode(context, pool, recipient, sending);
      const put = await store.putContactCode(pool.key, subject, { ...code, nowMs: clock.nowMs() });
      switch (put) {
        case 'stored':
          outbox.wake();
          return { CodeDeliveryDetails: deliveryDetails(destination) };
        case 'outbox-full':
          return fail('CodeDeliveryFailureException', OUTBOX_FULL);
        case 'limit-exceeded':
          return fail('LimitExceededException', LIMIT_EXCEEDED);
        case 'not-found':
          return fail('UserNotFoundException', UNKNOWN_USER);
        case 'stale':
          // The address was changed meanwhile: the next look finds the new one.
          continue;
      }
    }
  },
);

type Refusal = 'UserNotFoundException' | 'NotAuthorizedException' | 'InvalidParameterException';

/** Says in plain words why a user gets no code (R916). */
function requireWaiting({ found }: NewUserLookUp, fail: Fail<Refusal>): void {
  if (!found) fail('UserNotFoundException', UNKNOWN_USER);
  else if (found.status !== 'UNCONFIRMED') fail('InvalidParameterException', 'User is already confirmed.');
  else if (!found.enabled) fail('NotAuthorizedException', 'User is disabled.');
}
