import { chooseCodeDestination } from '../../../domain/recovery/choose-destination.ts';
import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { LIMIT_EXCEEDED } from '../users/code-refusals.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';
import { NO_DESTINATION } from './find-recovery-user.ts';
import { sendResetCode } from './send-reset-code.ts';

/**
 * Erases the password, an imported hash too, and sends the user a code: the user is RESET_REQUIRED (S4). Both in one transaction: without a
 * code on its way nothing about the user changes (S111), and a code that is used at once is not followed by the erasing.
 */
export const adminResetUserPassword = defineOperation(
  'cognito-idp',
  'AdminResetUserPassword',
  async ({ input, context, fail }) => {
    const { outbox } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      return fail('NotAuthorizedException', 'User password cannot be reset in the current state.');
    }
    const destination = chooseCodeDestination(pool.settings, user, (medium) => outbox.canDeliver(medium));
    if (!destination) return fail('InvalidParameterException', NO_DESTINATION);
    const recovery = { user, subject: user.sub, destination };
    const sending = await sendResetCode(context, pool, recovery, { sent: user.username, erasesPassword: true });
    switch (sending.kind) {
      case 'sent':
        return {};
      case 'undeliverable':
        // The model lists no CodeDeliveryFailureException for this operation.
        return fail('InvalidParameterException', sending.text);
      case 'limit-exceeded':
        return fail('LimitExceededException', LIMIT_EXCEEDED);
      case 'not-found':
        return failWithoutUser(fail);
    }
  },
);
