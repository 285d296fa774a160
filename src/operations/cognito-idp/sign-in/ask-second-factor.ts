import { nextSignInState } from '../../../domain/sign-in/auth-flows.ts';
import type { ChallengeName } from '../../../domain/sign-in/challenge.ts';
import { judgeSecondFactor, needsSecondFactor } from '../../../domain/sign-in/second-factors.ts';
import type { MfaFactor, User } from '../../../domain/users/user.ts';
import { issueChallenge, sessionAnswer } from './challenges.ts';
import { challengeDevice, findOwnDevice, replacesSecondFactor } from './devices.ts';
import { finishSignIn } from './finish-sign-in.ts';
import type { PasswordProof } from './password-proof.ts';
import { type CodeWay, sendCode } from './send-code.ts';
import type { SignInAnswer, SignInRequest } from './sign-in-request.ts';

/** A code as a second factor has six digits, as that of an app has (S87). */
const SECOND_FACTOR_DIGITS = 6;

/** What follows a proven password of a confirmed user: tokens, or a challenge for a second factor (S48, S71, S87, S88). */
export async function askSecondFactor(request: SignInRequest, proof: PasswordProof): Promise<SignInAnswer> {
  const { context, pool, fail } = request;
  const { user } = proof;
  const isNeeded = needsSecondFactor(pool.settings, user.mfa);
  const device = await findOwnDevice(request, user);
  if (device && (!isNeeded || replacesSecondFactor(request, device))) return challengeDevice(request, proof, device);
  const step = isNeeded
    ? judgeSecondFactor(pool.settings, { ...user, hasSoftwareToken: await hasSoftwareToken(request, user) })
    : ({ kind: 'none' } as const);
  switch (nextSignInState('judging-second-factor', step.kind === 'ask' ? step.factor : step.kind)) {
    case 'signed-in':
      return finishSignIn(request, user);
    case 'SELECT_MFA_TYPE':
      return letChoose(request, proof, step.kind === 'choose' ? step.factors : []);
    case 'MFA_SETUP': {
      const session = issueChallenge(request, secondChallenge('MFA_SETUP', proof));
      const MFAS_CAN_SETUP = JSON.stringify(['SOFTWARE_TOKEN_MFA']);
      return sessionAnswer('MFA_SETUP', session, { MFAS_CAN_SETUP, USER_ID_FOR_SRP: user.username });
    }
    case 'refused':
      context.logger.warn(
        { userPoolId: pool.id, sub: user.sub },
        'a user who needs a second factor has none and can set up none',
      );
      return fail(
        'InvalidUserPoolConfigurationException',
        'A second factor is needed to sign in, and the user has neither a phone number nor an email address that one of the user pool works with. An administrator can set one.',
      );
    default:
      return askFor(request, proof, step.kind === 'ask' ? step.factor : 'SOFTWARE_TOKEN_MFA');
  }
}

/** The challenge of a factor that was chosen, by the user now or as the preferred one. */
export function askFor(request: SignInRequest, proof: PasswordProof, factor: MfaFactor): Promise<SignInAnswer> {
  switch (factor) {
    case 'SMS_MFA':
      return sendSecondCode(request, proof, factor, {
        medium: 'SMS',
        address: proof.user.attributes.phone_number ?? '',
      });
    case 'EMAIL_OTP':
      return sendSecondCode(request, proof, factor, { medium: 'EMAIL', address: proof.user.attributes.email ?? '' });
    case 'SOFTWARE_TOKEN_MFA': {
      const session = issueChallenge(request, secondChallenge(factor, proof));
      return Promise.resolve(sessionAnswer(factor, session, { USER_ID_FOR_SRP: proof.user.username }));
    }
  }
}

export async function hasSoftwareToken({ context, pool }: SignInRequest, { sub }: User): Promise<boolean> {
  return (await context.store.findSoftwareToken(pool.key, sub))?.sealedSecret !== undefined;
}

function letChoose(request: SignInRequest, proof: PasswordProof, factors: readonly MfaFactor[]): SignInAnswer {
  const session = issueChallenge(request, { ...secondChallenge('SELECT_MFA_TYPE', proof), factors });
  const MFAS_CAN_CHOOSE = JSON.stringify(factors);
  return sessionAnswer('SELECT_MFA_TYPE', session, { MFAS_CAN_CHOOSE, USER_ID_FOR_SRP: proof.user.username });
}

function sendSecondCode(
  request: SignInRequest,
  proof: PasswordProof,
  name: 'SMS_MFA' | 'EMAIL_OTP',
  way: Omit<CodeWay, 'digits'>,
): Promise<SignInAnswer> {
  return sendCode(request, secondChallenge(name, proof), { ...way, digits: SECOND_FACTOR_DIGITS });
}

function secondChallenge<Name extends ChallengeName>(name: Name, { sent, user, passwordTag }: PasswordProof) {
  return {
    name,
    sub: user.sub,
    isSimulated: false,
    isSecondFactor: true,
    sentUsername: sent,
    storedUsername: user.username,
    passwordTag,
  };
}
