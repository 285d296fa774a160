import {
  FIRST_FACTORS,
  type FirstFactor,
  findFirstFactor,
  nextSignInState,
} from '../../../domain/sign-in/auth-flows.ts';
import { issueChallenge, sessionAnswer } from './challenges.ts';
import { continueSignIn } from './continue-sign-in.ts';
import { exchangeSrpKeys } from './exchange-keys.ts';
import { findSubject, passwordTagOf } from './find-subject.ts';
import { judgePassword } from './judge-password.ts';
import { findParameter, requireParameter, type SignInAnswer, type SignInRequest } from './sign-in-request.ts';

/** `USER_AUTH`: goes on with the factor that the client prefers, or lets it choose (S75, S76). */
export async function selectFactor(request: SignInRequest, sent: string): Promise<SignInAnswer> {
  const preferred = findFirstFactor(findParameter(request, 'PREFERRED_CHALLENGE'));
  if (preferred) return goOnWith(request, sent, preferred);
  const subject = await findSubject(request, sent);
  const { sub, username } = subject.kind === 'real' ? subject.user : subject.simulated;
  const session = issueChallenge(request, {
    name: 'SELECT_CHALLENGE',
    sub,
    isSimulated: subject.kind === 'simulated',
    sentUsername: sent,
    storedUsername: username,
    passwordTag: passwordTagOf(subject.simulated.salt),
  });
  return { ...sessionAnswer('SELECT_CHALLENGE', session, {}), AvailableChallenges: [...FIRST_FACTORS] };
}

/** Judges a password that came along, or begins SRP with the A that did (S47, S73, S79). */
export async function goOnWith(request: SignInRequest, sent: string, factor: FirstFactor): Promise<SignInAnswer> {
  switch (nextSignInState('selecting', factor)) {
    case 'judging-password':
      return continueSignIn(request, await judgePassword(request, sent, requireParameter(request, 'PASSWORD')));
    case 'exchanging-keys':
      return exchangeSrpKeys(request, sent);
    default:
      throw new Error(`a first factor leads to its own step, not ${factor}`);
  }
}
