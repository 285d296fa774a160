import { assertPresent } from '../../../base/assert.ts';
import type { Challenge } from '../../../domain/sign-in/challenge.ts';
import { openSoftwareToken, softwareTokenStep } from '../../../domain/sign-in/software-token.ts';
import type { MfaFactor, User } from '../../../domain/users/user.ts';
import { askFor } from './ask-second-factor.ts';
import { refuseVoidSession, useSession } from './challenges.ts';
import { countAttempt, requireNoLockOut } from './find-subject.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { openSecondStep, type SecondStep } from './open-second-step.ts';
import type { PasswordProof } from './password-proof.ts';
import { refuseChoice } from './select-factor.ts';
import { addressTagOf } from './send-code.ts';
import { type ChallengeAnswerRequest, requireParameter, type SignInAnswer } from './sign-in-request.ts';
import { answerCode, isCodeOf, noteVerified, refuseCode } from './verify-code.ts';

/** The code of a second factor: tokens, if it is right; a wrong one counts for the lock-out (S18, S82, S87). */
export async function verifySecondFactor(request: ChallengeAnswerRequest, factor: MfaFactor): Promise<SignInAnswer> {
  const step = await openSecondStep(request, factor);
  const code = requireParameter(request, factor === 'EMAIL_OTP' ? 'EMAIL_OTP_CODE' : `${factor}_CODE`);
  const { user, hasFailures } = step;
  const judge = factor === 'SOFTWARE_TOKEN_MFA' ? judgeSoftwareTokenCode : judgeSentCode;
  const refusal = await judge(request, step, code);
  if (refusal !== undefined) {
    await countAttempt(request, user.sub);
    return refusal();
  }
  await requireNoLockOut(request, { user, hasFailures });
  const signedIn = factor === 'SOFTWARE_TOKEN_MFA' ? user : await noteVerified(request, user, attributeOf(factor));
  return finishSignIn(request, signedIn);
}

/** The answer to `SELECT_MFA_TYPE`: the challenge of the factor that was chosen. */
export async function selectSecondFactor(request: ChallengeAnswerRequest): Promise<SignInAnswer> {
  const { challenge, user } = await openSecondStep(request, 'SELECT_MFA_TYPE');
  const answer = requireParameter(request, 'ANSWER');
  const factor = challenge.factors?.find((each) => each === answer);
  if (!factor) return refuseChoice(request);
  await useSession(request, challenge);
  return askFor(request, proofOf(challenge, user), factor);
}

export function proofOf({ sentUsername, passwordTag }: Challenge, user: User): PasswordProof {
  return { sent: sentUsername, user, passwordTag };
}

/** Answers how a wrong code is refused; undefined if it is right. */
type JudgeCode = (
  request: ChallengeAnswerRequest,
  step: SecondStep,
  code: string,
) => Promise<(() => never) | undefined>;

const judgeSentCode: JudgeCode = async (request, { challenge, user }, code) => {
  const attribute = challenge.name === 'EMAIL_OTP' ? 'email' : 'phone_number';
  // To another address by now: the code may be in the wrong hands.
  if (addressTagOf(user.attributes[attribute] ?? '') !== challenge.addressTag) return () => refuseVoidSession(request);
  const answer = await answerCode(request, challenge, isCodeOf(request, challenge, code));
  return answer.kind === 'right' ? undefined : () => refuseCode(request);
};

const judgeSoftwareTokenCode: JudgeCode = async (request, { challenge, user }, code) => {
  const { context, pool, fail } = request;
  const { store, clock, signIn } = context;
  const sealedSecret = (await store.findSoftwareToken(pool.key, user.sub))?.sealedSecret;
  if (!sealedSecret) return () => refuseVoidSession(request);
  const secret = assertPresent(
    openSoftwareToken(signIn.keys.softwareToken, user.sub, sealedSecret),
    'a software token of the store opens with the server key of the store',
  );
  const step = await softwareTokenStep(secret, code, clock.nowMs());
  const use =
    step === undefined ? 'stale' : await store.useSoftwareTokenCode(pool.key, user.sub, { sealedSecret, step });
  const answer = await answerCode(request, challenge, use === 'accepted');
  if (answer.kind === 'right') return undefined;
  return use === 'used-before'
    ? () => fail('ExpiredCodeException', 'Your software token has already been used once.')
    : () => fail('CodeMismatchException', 'Invalid code received for user');
};

function attributeOf(factor: 'SMS_MFA' | 'EMAIL_OTP'): 'phone_number' | 'email' {
  return factor === 'SMS_MFA' ? 'phone_number' : 'email';
}
