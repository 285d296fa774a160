import { timingSafeEqual } from 'node:crypto';
import { macOfCode } from '../../../domain/recovery/reset-code.ts';
import type { CodeFactor } from '../../../domain/sign-in/auth-flows.ts';
import type { Challenge } from '../../../domain/sign-in/challenge.ts';
import { CODE_WAYS } from '../../../domain/sign-in/first-factors.ts';
import type { User } from '../../../domain/users/user.ts';
import type { CodeAnswer } from '../../../store/store.ts';
import { changeUserAttributes } from '../users/change-user-attributes.ts';
import { namesOf, refuseUsedSession, refuseVoidSession, requireSession } from './challenges.ts';
import { requireSecretHash } from './client-secrets.ts';
import { findChooser } from './find-chooser.ts';
import { countAttempt, requireNoLockOut } from './find-subject.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { addressTagOf } from './send-code.ts';
import { type ChallengeAnswerRequest, requireParameter, type SignInAnswer } from './sign-in-request.ts';

/** Wrong codes that a challenge takes (S84). */
const MISTAKES_MAX = 10;
/** The text of a wrong code (S82). */
const WRONG_CODE = 'Invalid code or auth state for the user.';

/** The answer to a one-time password that was sent: tokens, if it is the code and the user is still who got it (S80 to S85). */
export async function verifyOneTimePassword(request: ChallengeAnswerRequest, name: CodeFactor): Promise<SignInAnswer> {
  const { fail } = request;
  const challenge = requireSession(request, request.session, name);
  requireSecretHash(request, namesOf(challenge));
  // Asked of as one who already proved a password: then it is another challenge.
  if (challenge.isSecondFactor) return refuseVoidSession(request);
  const code = requireParameter(request, `${name}_CODE`);
  const chooser = await findChooser(request, challenge.sentUsername);
  const { attribute } = CODE_WAYS[name];
  const address = chooser.addressOf(attribute);
  const isStill =
    chooser.sub === challenge.sub &&
    chooser.passwordTag === challenge.passwordTag &&
    addressTagOf(address) === challenge.addressTag &&
    chooser.factors.includes(name);
  if (!isStill) return refuseVoidSession(request);
  const { user } = chooser;
  const answer = await answerCode(request, challenge, isCodeOf(request, challenge, code) && user !== undefined);
  if (answer.kind === 'wrong') {
    // Each challenge sends a message and takes so many tries; that there are not many of them the lock-out sees to (R874).
    if (answer.mistakes === MISTAKES_MAX) await countAttempt(request, chooser.attemptsOf);
    return fail('CodeMismatchException', WRONG_CODE);
  }
  if (user === undefined) return refuseVoidSession(request);
  await requireNoLockOut(request, { user, hasFailures: chooser.hasFailures });
  return finishSignIn(request, await noteVerified(request, user, attribute));
}

/** What became of a code; a challenge that is over is refused here (S82 to S84). */
export async function answerCode(
  request: ChallengeAnswerRequest,
  { id, expiresAt }: Challenge,
  isRight: boolean,
): Promise<Extract<CodeAnswer, { kind: 'right' | 'wrong' }>> {
  const answer = await request.context.store.answerCode(id, { isRight, mistakesMax: MISTAKES_MAX, expiresAt });
  switch (answer.kind) {
    case 'answered-before':
      return refuseUsedSession(request);
    case 'exhausted':
      return refuseVoidSession(request);
    default:
      return answer;
  }
}

export function refuseCode({ fail }: ChallengeAnswerRequest): never {
  return fail('CodeMismatchException', WRONG_CODE);
}

/** Whether it is the code that the challenge was sent with. */
export function isCodeOf({ context }: ChallengeAnswerRequest, { id, codeMac = '' }: Challenge, code: string): boolean {
  const expected = Buffer.from(codeMac, 'base64');
  const given = macOfCode(context.signIn.keys.code, 'sign-in', id, code);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Whoever read the code has the address: it is verified from now on (S85). It stays unverified where another user has it as an alias, which
 * a sign-in takes from nobody.
 */
export async function noteVerified(
  { context, pool, fail }: ChallengeAnswerRequest,
  user: User,
  attribute: 'email' | 'phone_number',
): Promise<User> {
  const verification = `${attribute}_verified`;
  if (user.attributes[verification] === 'true') return user;
  const change = { changes: new Map([[verification, 'true']]), by: 'administrator' } as const;
  const { kind } = await changeUserAttributes(context, pool, user.sub, change, fail);
  return kind === 'changed' ? { ...user, attributes: { ...user.attributes, [verification]: 'true' } } : user;
}
