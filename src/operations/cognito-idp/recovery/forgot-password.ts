import { defineOperation } from '../../define-operation.ts';
import { requireSecretHash } from '../sign-in/client-secrets.ts';
import { findPublicClient } from '../sign-in/find-public-client.ts';
import { LIMIT_EXCEEDED } from '../users/code-refusals.ts';
import { findRecoveryUser, UNKNOWN_USER } from './find-recovery-user.ts';
import { secretHashOf } from './secret-hash-of.ts';
import { sendResetCode } from './send-reset-code.ts';

/** Sends a code with which the user sets a new password (S25 to S27, S33 to S38). */
export const forgotPassword = defineOperation('cognito-idp', 'ForgotPassword', async ({ input, context, fail }) => {
  const { pool, client } = await findPublicClient(context, input.ClientId, fail);
  const { Username: sent, SecretHash } = input;
  requireSecretHash({ context, client, parameters: secretHashOf(SecretHash), fail }, [sent]);
  const user = await findRecoveryUser(context, pool, client, sent, fail);
  const sending = await sendResetCode(context, pool, user, { sent });
  switch (sending.kind) {
    case 'sent':
      return { CodeDeliveryDetails: sending.details };
    case 'undeliverable':
      return fail('CodeDeliveryFailureException', sending.text);
    case 'limit-exceeded':
      return fail('LimitExceededException', LIMIT_EXCEEDED);
    case 'not-found':
      return fail('UserNotFoundException', UNKNOWN_USER);
  }
});
