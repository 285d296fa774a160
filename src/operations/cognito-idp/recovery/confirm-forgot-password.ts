import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import { defineOperation } from '../../define-operation.ts';
import { requireSecretHash } from '../sign-in/client-secrets.ts';
import { findPublicClient } from '../sign-in/find-public-client.ts';
import { refuseCode, WRONG_CODE } from '../users/code-refusals.ts';
import { storedMac } from '../users/prepare-code.ts';
import { sealPassword } from '../users/seal-password.ts';
import { hidesUsers, lookUpRecovery, simulatedOwner, UNKNOWN_USER } from './find-recovery-user.ts';
import { secretHashOf } from './secret-hash-of.ts';

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
    const { found, recovery } = await lookUpRecovery(context, pool, client, sent);
    const isHiding = hidesUsers(client);
    if (!found?.enabled && !isHiding) return fail('UserNotFoundException', UNKNOWN_USER);
    const user = isHiding ? recovery.user : found;
    const subject = user?.sub ?? recovery.subject;
    // Nobody costs as much as somebody (S32).
    const owner = user ?? simulatedOwner(context, pool, sent);
    const usage = await store.useResetCode(pool.key, subject, {
      codeMac: storedMac(signIn.keys, 'reset-password', subject, code),
      sealedPassword: await sealPassword(context, pool, owner, password, fail),
      nowMs: clock.nowMs(),
    });
    switch (usage) {
      case 'changed':
        return {};
      case 'not-found':
        // Deleted in this very moment.
        return isHiding ? fail('CodeMismatchException', WRONG_CODE) : fail('UserNotFoundException', UNKNOWN_USER);
      default:
        // S29, but of nobody S28 says otherwise: who asked for a code is not told where users are hidden.
        return refuseCode(isHiding && usage === 'none' ? 'mismatch' : usage, fail);
    }
  },
);
