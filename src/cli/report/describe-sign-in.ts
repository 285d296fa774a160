import { formatCounted } from '../../base/text/format-quantity.ts';
import type { RunReport } from '../../driver/run/report.ts';

/** E-mails that Cognito sends in a day by itself, without Amazon SES. */
const COGNITO_EMAILS_PER_DAY = 50;

/** What the users of a run meet at their first sign-in, by what their files have and what the follow-ups did. */
export function describeSignIn(report: RunReport): readonly string[] {
  const { sources, followUps, target } = report;
  const imported = sources.filter(({ importedUsers }) => importedUsers > 0);
  const notes: string[] = [];
  const algorithms = new Set(imported.flatMap(({ passwordHashingAlgorithm }) => passwordHashingAlgorithm ?? []));
  for (const algorithm of algorithms) {
    const users = sumOf(imported.filter(({ passwordHashingAlgorithm }) => passwordHashingAlgorithm === algorithm));
    notes.push(
      `${formatCounted(users, 'user')} ${users === 1 ? 'comes' : 'come'} from files with ${algorithm} hashes. Whoever has a hash there signs in with the old password: the first time by USER_PASSWORD_AUTH or ADMIN_USER_PASSWORD_AUTH, because SRP knows nothing of it before. Whoever has none meets what follows.`,
    );
  }
  const without = sumOf(imported.filter(({ passwordHashingAlgorithm }) => passwordHashingAlgorithm === null));
  if (without > 0 || algorithms.size > 0) {
    const who = algorithms.size > 0 && without === 0 ? 'Users without a hash' : formatCounted(without, 'user');
    notes.push(
      `${who} ${who.startsWith('1 ') ? 'has' : 'have'} no password yet (RESET_REQUIRED): a sign-in with any password fails with PasswordResetRequiredException, or with NotAuthorizedException if the app client hides who exists. They ask for a code by "Forgot password", which goes to their verified address or number, and choose a new password. Where the pool offers one-time codes as a first factor, they sign in by a code instead.`,
    );
    notes.push(describeMails(target.service));
  }
  if (followUps === null) return notes;
  const { steps, leftOut } = followUps;
  const { done, already } = steps['disable-user'];
  if (done + already > 0) {
    notes.push(
      `${formatCounted(done + already, 'user')} ${be(done + already)} disabled, and cannot sign in until somebody enables them.`,
    );
  }
  const mfa = steps['set-mfa'];
  if (mfa.done + mfa.already > 0) {
    notes.push(
      `${formatCounted(mfa.done + mfa.already, 'user')} ${be(mfa.done + mfa.already)} asked for a second factor, as before.`,
    );
  }
  if (mfa.refused > 0) {
    notes.push(
      `For ${formatCounted(mfa.refused, 'user')} the second factor could not be set. Cognito refuses it before a user has a password; run the follow-ups again later.`,
    );
  }
  if (leftOut.totp > 0) {
    notes.push(
      `${formatCounted(leftOut.totp, 'user')} used an authenticator app. Its secret cannot be imported: they set the app up again after they signed in.`,
    );
  }
  if (leftOut.links > 0) {
    notes.push(
      `${formatCounted(leftOut.links, 'linked account')} of Google, Facebook and others cannot be imported. Link them (AdminLinkProviderForUser) before their owners sign in that way, or they become new users.`,
    );
  }
  return notes;
}

function describeMails(service: RunReport['target']['service']): string {
  if (service === 'muster')
    return 'The codes are sent by the mail settings of the server; without them they stay in its inbox.';
  return `Cognito by itself sends ${COGNITO_EMAILS_PER_DAY} e-mails per day. Have the pool send by Amazon SES before people come, and text messages through an account that left the SMS sandbox.`;
}

function be(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function sumOf(sources: readonly { readonly importedUsers: number }[]): number {
  return sources.reduce((sum, { importedUsers }) => sum + importedUsers, 0);
}
