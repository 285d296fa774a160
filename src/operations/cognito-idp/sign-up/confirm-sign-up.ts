import { assertPresent } from '../../../base/assert.ts';
import type { UserStatus } from '../../../domain/users/user.ts';
import { defineOperation } from '../../define-operation.ts';
import { hidesUsers, UNKNOWN_USER } from '../recovery/find-recovery-user.ts';
import { secretHashOf } from '../recovery/secret-hash-of.ts';
import { requireSecretHash } from '../sign-in/client-secrets.ts';
import { findPublicClient } from '../sign-in/find-public-client.ts';
import { refuseCode, WRONG_CODE } from '../users/code-refusals.ts';
import { storedMac } from '../users/prepare-code.ts';
import { takenText } from '../users/taken-text.ts';
import { findNewUser } from './find-new-user.ts';
import { openSessionOfSignUp, sessionOfConfirmation } from './sign-up-sessions.ts';

const PURPOSE = 'confirm-sign-up';

/**
 * Confirms a user who signed up, with the code that was sent: the address that the code went to is verified, and an alias if the pool has
 * such (R911). One that another user has is refused, or goes over with `ForceAliasCreation`, in one transaction (R913). The session that
 * it answers stands for a factor of the first sign-in (R919).
 */
export const confirmSignUp = defineOperation('cognito-idp', 'ConfirmSignUp', async ({ input, context, fail }) => {
  const { store, clock, signIn } = context;
  const { pool, client } = await findPublicClient(context, input.ClientId, fail);
  const { Username: sent, ConfirmationCode: code, ForceAliasCreation: takesAlias = false, SecretHash } = input;
  requireSecretHash({ context, client, parameters: secretHashOf(SecretHash), fail }, [sent]);
  const begun = openSessionOfSignUp({ context, pool, client }, input.Session, sent, fail);
  const isHiding = hidesUsers(client);
  const { found, subject, sealedPassword } = await findNewUser(context, pool, client, sent, 'has-code');
  if (!isHiding && !found) return fail('UserNotFoundException', UNKNOWN_USER);
  if (!isHiding && !found?.enabled) return fail('NotAuthorizedException', 'User is disabled.');
  const usage = await store.useContactCode(pool.key, subject, {
    purpose: PURPOSE,
    codeMac: storedMac(signIn.keys, PURPOSE, subject, code),
    takesAlias,
    nowMs: clock.nowMs(),
  });
  if (usage === 'not-found') {
    // Deleted in this very moment.
    return isHiding ? fail('CodeMismatchException', WRONG_CODE) : fail('UserNotFoundException', UNKNOWN_USER);
  }
  if (typeof usage === 'string') return refuseCode(isHiding && usage === 'none' ? 'mismatch' : usage, fail);
  if (usage.kind === 'proved') {
    const user = assertPresent(found, 'no code of nobody is right');
    const session = sessionOfConfirmation({ context, pool, client }, { sent, user, sealedPassword }, usage, begun);
    return session === undefined ? {} : { Session: session };
  }
  if (usage.kind === 'alias-exists') return fail('AliasExistsException', takenText(pool.settings, usage.attribute));
  return isHiding
    ? fail('CodeMismatchException', WRONG_CODE)
    : fail('NotAuthorizedException', wrongStatusText(usage.status));
});

export function wrongStatusText(status: UserStatus): string {
  return `User cannot be confirmed. Current status is ${status}`;
}
