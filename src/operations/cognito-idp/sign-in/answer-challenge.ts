import { FACTOR_PARAMETERS, findFirstFactor } from '../../../domain/sign-in/auth-flows.ts';
import { namesOf, requireSession, useSession } from './challenges.ts';
import { requireSecretHash } from './client-secrets.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { goOnWith } from './select-factor.ts';
import { setNewPassword } from './set-new-password.ts';
import { type ChallengeAnswerRequest, requireParameter, type SignInAnswer } from './sign-in-request.ts';
import { verifySrpClaim } from './verify-claim.ts';

/** What RespondToAuthChallenge and AdminRespondToAuthChallenge have in common. */
export async function answerChallenge(request: ChallengeAnswerRequest, name: string): Promise<SignInAnswer> {
  const { fail, session } = request;
  switch (name) {
    case 'PASSWORD_VERIFIER':
      return continueSignIn(request, await verifySrpClaim(request));
    case 'NEW_PASSWORD_REQUIRED':
      return setNewPassword(request);
    case 'SELECT_CHALLENGE': {
      const challenge = requireSession(request, session, name);
      requireSecretHash(request, namesOf(challenge));
      const factor = findFirstFactor(requireParameter(request, 'ANSWER'));
      if (!factor) return fail('InvalidParameterException', 'Selected challenge is not available');
      requireParameter(request, FACTOR_PARAMETERS[factor]);
      await useSession(request, challenge);
      return goOnWith(request, challenge.sentUsername, factor);
    }
    default:
      return fail('InvalidParameterException', `Challenge ${name} is not supported.`);
  }
}
