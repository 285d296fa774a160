import { useSession } from './challenges.ts';
import { requireNoLockOut } from './find-subject.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { openSecondStep } from './open-second-step.ts';
import type { ChallengeAnswerRequest, SignInAnswer } from './sign-in-request.ts';

/** The answer to `MFA_SETUP`, with the session that VerifySoftwareToken gave: tokens (S88, R875). */
export async function finishSetUp(request: ChallengeAnswerRequest): Promise<SignInAnswer> {
  const { challenge, user, hasFailures } = await openSecondStep(request, 'MFA_SETUP');
  if (!challenge.isSetUp) {
    return request.fail(
      'InvalidParameterException',
      'No second factor was set up with this session: call AssociateSoftwareToken and VerifySoftwareToken first, and answer with the session of the latter.',
    );
  }
  await useSession(request, challenge);
  await requireNoLockOut(request, { user, hasFailures });
  return finishSignIn(request, user);
}
