import { openChallenge } from '../../../domain/sign-in/challenge.ts';
import type { ChallengeAnswerRequest, SignInAnswer } from './sign-in-request.ts';
import { verifyOneTimePassword } from './verify-code.ts';
import { verifySecondFactor } from './verify-second-factor.ts';

/** `EMAIL_OTP` is the name of two challenges: the session tells whether a password came before. */
export function verifyEmailCode(request: ChallengeAnswerRequest): Promise<SignInAnswer> {
  const { context, session = '' } = request;
  const challenge = openChallenge(context.signIn.keys.challenge, session);
  return challenge?.isSecondFactor
    ? verifySecondFactor(request, 'EMAIL_OTP')
    : verifyOneTimePassword(request, 'EMAIL_OTP');
}
