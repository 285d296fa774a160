import { FACTOR_PARAMETERS, findFirstFactor } from '../../../domain/sign-in/auth-flows.ts';
import { namesOf, requireSession, useSession } from './challenges.ts';
import { requireSecretHash } from './client-secrets.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { exchangeDeviceKeys, verifyDevice } from './devices.ts';
import { finishSetUp } from './finish-set-up.ts';
import { goOnWith, refuseChoice } from './select-factor.ts';
import { setNewPassword } from './set-new-password.ts';
import { type ChallengeAnswerRequest, requireParameter, type SignInAnswer } from './sign-in-request.ts';
import { verifySrpClaim } from './verify-claim.ts';
import { verifyOneTimePassword } from './verify-code.ts';
import { verifyEmailCode } from './verify-email-code.ts';
import { selectSecondFactor, verifySecondFactor } from './verify-second-factor.ts';

/** What RespondToAuthChallenge and AdminRespondToAuthChallenge have in common. */
export async function answerChallenge(request: ChallengeAnswerRequest, name: string): Promise<SignInAnswer> {
  const { fail } = request;
  switch (name) {
    case 'PASSWORD_VERIFIER':
      return continueSignIn(request, await verifySrpClaim(request));
    case 'NEW_PASSWORD_REQUIRED':
      return setNewPassword(request);
    case 'SELECT_CHALLENGE':
      return answerChoice(request);
    case 'EMAIL_OTP':
      return verifyEmailCode(request);
    case 'SMS_OTP':
      return verifyOneTimePassword(request, name);
    case 'SMS_MFA':
    case 'SOFTWARE_TOKEN_MFA':
      return verifySecondFactor(request, name);
    case 'SELECT_MFA_TYPE':
      return selectSecondFactor(request);
    case 'DEVICE_SRP_AUTH':
      return exchangeDeviceKeys(request);
    case 'DEVICE_PASSWORD_VERIFIER':
      return verifyDevice(request);
    case 'MFA_SETUP':
      return finishSetUp(request);
    default:
      return fail('InvalidParameterException', `Challenge ${name} is not supported.`);
  }
}

async function answerChoice(request: ChallengeAnswerRequest): Promise<SignInAnswer> {
  const challenge = requireSession(request, request.session, 'SELECT_CHALLENGE');
  requireSecretHash(request, namesOf(challenge));
  const factor = findFirstFactor(requireParameter(request, 'ANSWER'));
  if (!factor) return refuseChoice(request);
  const parameter = FACTOR_PARAMETERS[factor];
  if (parameter !== undefined) requireParameter(request, parameter);
  return goOnWith(request, challenge.sentUsername, factor, () => useSession(request, challenge));
}
