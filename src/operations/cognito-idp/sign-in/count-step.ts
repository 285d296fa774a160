import { ServiceError } from '../../../model/service-error.ts';
import type { RequestContext } from '../../operation.ts';
import type { SignInAnswer } from './sign-in-request.ts';

/** Counts a step of a sign-in by what comes of it: tokens, a challenge, a refusal, or a failure of the server. */
export async function countStep(
  { signIn }: RequestContext,
  step: string,
  work: () => Promise<SignInAnswer>,
): Promise<SignInAnswer> {
  try {
    const answer = await work();
    signIn.countStep(step, answer.AuthenticationResult ? 'signed-in' : 'challenged');
    return answer;
  } catch (error) {
    signIn.countStep(step, error instanceof ServiceError ? 'refused' : 'failed');
    throw error;
  }
}
