import {
  type CodeFactor,
  type FirstFactor,
  findFirstFactor,
  nextSignInState,
} from '../../../domain/sign-in/auth-flows.ts';
import { CODE_WAYS } from '../../../domain/sign-in/first-factors.ts';
import { issueChallenge, sessionAnswer } from './challenges.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { exchangeSrpKeys } from './exchange-keys.ts';
import { type Chooser, findChooser } from './find-chooser.ts';
import { judgePassword } from './judge-password.ts';
import { sendCode } from './send-code.ts';
import { signInAfterSignUp } from './sign-in-after-sign-up.ts';
import { findParameter, requireParameter, type SignInAnswer, type SignInRequest } from './sign-in-request.ts';

/** Of a one-time password (S81). */
const ONE_TIME_PASSWORD_DIGITS = 8;

/**
 * `USER_AUTH`: goes on with the factor that the client prefers, or lets it choose (S75, S76). A password is judged whether or not the user
 * has one, as in the flows of passwords (S86). `confirmed` is the session of a sign-up that was just confirmed, and may do for a factor (R919).
 */
export async function selectFactor(
  request: SignInRequest,
  sent: string,
  confirmed: string | undefined,
): Promise<SignInAnswer> {
  const preferred = findFirstFactor(findParameter(request, 'PREFERRED_CHALLENGE'));
  const signedUp = confirmed === undefined ? undefined : await signInAfterSignUp(request, confirmed, preferred);
  if (signedUp) return signedUp;
  if (preferred !== undefined && !isCodeFactor(preferred)) return goOnWithPassword(request, sent, preferred);
  const chooser = await findChooser(request, sent);
  const { factors, user, sub, storedUsername, passwordTag } = chooser;
  if (preferred !== undefined && factors.includes(preferred)) {
    return { ...(await sendOneTimePassword(request, chooser, preferred)), AvailableChallenges: [preferred] };
  }
  const session = issueChallenge(request, {
    name: 'SELECT_CHALLENGE',
    sub,
    isSimulated: user === undefined,
    sentUsername: sent,
    storedUsername,
    passwordTag,
  });
  return { ...sessionAnswer('SELECT_CHALLENGE', session, {}), AvailableChallenges: [...factors] };
}

/** The factor that was chosen, which has to be one that was offered (S79). `useSession` is called once it is. */
export async function goOnWith(
  request: SignInRequest,
  sent: string,
  factor: FirstFactor,
  useSession: () => Promise<void>,
): Promise<SignInAnswer> {
  if (!isCodeFactor(factor)) {
    await useSession();
    return goOnWithPassword(request, sent, factor);
  }
  const chooser = await findChooser(request, sent);
  if (!chooser.factors.includes(factor)) return refuseChoice(request);
  await useSession();
  return sendOneTimePassword(request, chooser, factor);
}

export function refuseChoice({ fail }: SignInRequest): never {
  return fail('InvalidParameterException', 'Selected challenge is not available');
}

export function isCodeFactor(factor: FirstFactor): factor is CodeFactor {
  return factor in CODE_WAYS;
}

/** Judges a password that came along, or begins SRP with the A that did (S47, S73, S79). */
async function goOnWithPassword(
  request: SignInRequest,
  sent: string,
  factor: Exclude<FirstFactor, CodeFactor>,
): Promise<SignInAnswer> {
  switch (nextSignInState('selecting', factor)) {
    case 'judging-password':
      return continueSignIn(request, await judgePassword(request, sent, requireParameter(request, 'PASSWORD')));
    case 'exchanging-keys':
      return exchangeSrpKeys(request, sent);
    default:
      throw new Error(`a first factor leads to its own step, not ${factor}`);
  }
}

function sendOneTimePassword(
  request: SignInRequest,
  { sent, user, sub, storedUsername, passwordTag, addressOf }: Chooser,
  factor: CodeFactor,
): Promise<SignInAnswer> {
  const { medium, attribute } = CODE_WAYS[factor];
  const challenge = {
    name: factor,
    sub,
    isSimulated: user === undefined,
    sentUsername: sent,
    storedUsername,
    passwordTag,
  };
  return sendCode(request, challenge, { medium, address: addressOf(attribute), digits: ONE_TIME_PASSWORD_DIGITS });
}
