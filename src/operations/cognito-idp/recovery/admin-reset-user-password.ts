import { chooseCodeDestination } from '../../../domain/recovery/choose-destination.ts';
import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';
import { NO_DESTINATION } from './find-recovery-user.ts';
import { LIMIT_EXCEEDED, sendResetCode } from './send-reset-code.ts';

/** Erases the password, an imported hash too, and sends the user a code: the user is RESET_REQUIRED (S4). */
export const adminResetUserPassword = defineOperation(
  'cognito-idp',
  'AdminResetUserPassword',
  async ({ input, context, fail }) => {
    const { store, clock, outbox } = context;
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    if (user.status === 'FORCE_CHANGE_PASSWORD') {
      return fail('NotAuthorizedException', 'User password cannot be reset in the current state.');
    }
    const destination = chooseCodeDestination(pool.settings, user, (medium) => outbox.canDeliver(medium));
    if (!destination) return fail('InvalidParameterException', NO_DESTINATION);
    // First the code: without one on its way nothing about the user changes (S111).
    const sending = await sendResetCode(context, pool, { user, subject: user.sub, destination }, user.username);
    // The model lists no CodeDeliveryFailureException for this operation.
    if (sending.kind === 'undeliverable') return fail('InvalidParameterException', sending.text);
    if (sending.kind === 'limit-exceeded') return fail('LimitExceededException', LIMIT_EXCEEDED);
    if (sending.kind === 'not-found') return failWithoutUser(fail);
    const replacement = { sealedPassword: null, status: 'RESET_REQUIRED', nowMs: clock.nowMs() } as const;
    const change = await store.replacePassword(pool.key, user.sub, replacement);
    return change === 'changed' ? {} : failWithoutUser(fail);
  },
);
