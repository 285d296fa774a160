import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import { macOfCode } from '../../../domain/recovery/reset-code.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import { defineOperation } from '../../define-operation.ts';
import { requireSecretHash } from '../sign-in/client-secrets.ts';
import { findPublicClient } from '../sign-in/find-public-client.ts';
import { sealPassword } from '../users/seal-password.ts';
import { simulatedOwner, UNKNOWN_USER } from './find-recovery-user.ts';
import { secretHashOf } from './secret-hash-of.ts';
import { LIMIT_EXCEEDED } from './send-reset-code.ts';

const WRONG_CODE = 'Invalid verification code provided, please try again.';
const EXPIRED_CODE = 'Invalid code provided, please request a code again.';

/** Sets a new password with the code that ForgotPassword or AdminResetUserPassword sent (S28, S29, S39 to S42). */
export const confirmForgotPassword = defineOperation(
  'cognito-idp',
  'ConfirmForgotPassword',
  async ({ input, context, fail }) => {
    const { store, clock, signIn } = context;
    const { pool, client } = await findPublicClient(context, input.ClientId, fail);
    const { Username: sent, Password: password, ConfirmationCode: code } = input;
    requireSecretHash({ context, client, parameters: secretHashOf(input.SecretHash), fail }, [sent]);
    // Before anybody is looked for: the policy says nothing of a user.
    const fault = findPasswordFault(pool.settings.passwordPolicy, password);
    if (fault !== undefined) return fail('InvalidPasswordException', fault);
    const user = await store.findUser(pool.key, comparisonKey(sent, pool.settings.caseSensitiveUsernames));
    if (user) context.noteUser(user.sub);
    const isLegacy = client.settings.preventUserExistenceErrors !== 'ENABLED';
    const isHidden = !user?.enabled;
    if (isHidden && isLegacy) return fail('UserNotFoundException', UNKNOWN_USER);
    // Nobody costs as much as somebody (S32).
    const owner = user ?? simulatedOwner(context, pool, sent);
    const sealedPassword = await sealPassword(context, pool, owner, password, fail);
    if (isHidden) return fail('CodeMismatchException', WRONG_CODE);
    const usage = await store.useResetCode(pool.key, user.sub, {
      codeMac: new Uint8Array(macOfCode(signIn.keys.code, 'reset-password', user.sub, code)),
      sealedPassword,
      nowMs: clock.nowMs(),
    });
    switch (usage) {
      case 'changed':
        return {};
      case 'mismatch':
        return fail('CodeMismatchException', WRONG_CODE);
      case 'limit-exceeded':
        return fail('LimitExceededException', LIMIT_EXCEEDED);
      case 'expired':
        return fail('ExpiredCodeException', EXPIRED_CODE);
      case 'not-found':
        // Deleted in this very moment.
        return isLegacy ? fail('UserNotFoundException', UNKNOWN_USER) : fail('CodeMismatchException', WRONG_CODE);
    }
  },
);
