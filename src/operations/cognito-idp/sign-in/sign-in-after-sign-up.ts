import type { CodeFactor, FirstFactor } from '../../../domain/sign-in/auth-flows.ts';
import type { Challenge } from '../../../domain/sign-in/challenge.ts';
import { CODE_WAYS } from '../../../domain/sign-in/first-factors.ts';
import { needsSecondFactor } from '../../../domain/sign-in/second-factors.ts';
import { askSecondFactor } from './ask-second-factor.ts';
import { refuseVoidSession, requireSession, useSession } from './challenges.ts';
import { type Chooser, findChooser } from './find-chooser.ts';
import { requireNoLockOut } from './find-subject.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { addressTagOf } from './send-code.ts';
import type { SignInAnswer, SignInRequest } from './sign-in-request.ts';

/**
 * The session of ConfirmSignUp: the code that confirmed counts as a one-time password, where the user may choose that one, and otherwise the
 * password that was given at sign-up, which a second factor may follow (R919, R1050). Undefined if the client prefers another factor, or if
 * neither counts: then the user chooses, and the session stays good.
 */
export async function signInAfterSignUp(
  request: SignInRequest,
  session: string,
  preferred: FirstFactor | undefined,
): Promise<SignInAnswer | undefined> {
  const challenge = requireSession(request, session, 'CONFIRM_SIGN_UP');
  const chooser = await findChooser(request, challenge.sentUsername);
  const { user, sub, passwordTag, hasFailures } = chooser;
  const isStill = sub === challenge.sub && passwordTag === challenge.passwordTag && user?.status === 'CONFIRMED';
  if (!isStill) return refuseVoidSession(request);
  const proven = findProven(challenge, chooser, preferred);
  if (proven === undefined) return undefined;
  await useSession(request, challenge);
  const isLastFactor = proven !== 'PASSWORD' || !needsSecondFactor(request.pool.settings, user.mfa);
  await requireNoLockOut(request, { user, hasFailures }, { isLastFactor });
  return proven === 'PASSWORD'
    ? askSecondFactor(request, { sent: challenge.sentUsername, user, passwordTag })
    : finishSignIn(request, user);
}

/** The factor that the sign-up has proven, and that the user may sign in with. */
function findProven(
  { confirmedBy, addressTag, isPasswordGiven }: Challenge,
  { factors, addressOf }: Chooser,
  preferred: FirstFactor | undefined,
): CodeFactor | 'PASSWORD' | undefined {
  if (preferred !== undefined && preferred !== confirmedBy) return undefined;
  const isCodeGood =
    confirmedBy !== undefined &&
    factors.includes(confirmedBy) &&
    addressTagOf(addressOf(CODE_WAYS[confirmedBy].attribute)) === addressTag;
  if (isCodeGood) return confirmedBy;
  return preferred === undefined && isPasswordGiven ? 'PASSWORD' : undefined;
}
