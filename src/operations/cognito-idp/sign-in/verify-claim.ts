import { timingSafeEqual } from 'node:crypto';
import type { Challenge } from '../../../domain/sign-in/challenge.ts';
import { needsSecondFactor } from '../../../domain/sign-in/second-factors.ts';
import { claimSignature, srpPoolName } from '../../../domain/sign-in/srp.ts';
import { judgeChallenge, namesOf } from './challenges.ts';
import { requireSecretHash } from './client-secrets.ts';
import {
  findSubject,
  passwordTagOf,
  type RealSubject,
  refuseAttempt,
  requireNoLockOut,
  type Subject,
} from './find-subject.ts';
import type { ProvenUser } from './judge-password.ts';
import { INCORRECT, requireParameter, type SignInRequest } from './sign-in-request.ts';

/** The second step of SRP: the claim of a client that knows the password, over a block that is good once (S70, S72). */
export async function verifySrpClaim(request: SignInRequest): Promise<ProvenUser> {
  const { context, fail } = request;
  const sent = requireParameter(request, 'USERNAME');
  const block = requireParameter(request, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = requireParameter(request, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = requireParameter(request, 'TIMESTAMP');
  const verdict = judgeChallenge(request, block, 'PASSWORD_VERIFIER');
  if (verdict.kind !== 'open') {
    requireSecretHash(request, [sent]);
    return fail('NotAuthorizedException', INCORRECT);
  }
  const { challenge } = verdict;
  const names = namesOf(challenge);
  if (!names.includes(sent)) return fail('NotAuthorizedException', INCORRECT);
  requireSecretHash(request, names);
  const subject = await findSubject(request, challenge.sentUsername);
  const answer = await context.store.answerChallenge(challenge.id, challenge.expiresAt);
  if (answer !== 'first') return fail('NotAuthorizedException', INCORRECT);
  const isRight = isClaim(request, challenge, { block, signature, timestamp });
  if (!isOf(subject, challenge) || !isRight) return refuseAttempt(request, subject);
  const isLastFactor = !needsSecondFactor(request.pool.settings, subject.user.mfa);
  await requireNoLockOut(request, subject, { isLastFactor });
  const { user, sealedPassword, password } = subject;
  const passwordSetAt = password.kind === 'srp' ? password.setAt : 0;
  return { sent: challenge.sentUsername, user, passwordTag: passwordTagOf(sealedPassword), passwordSetAt };
}

/** Whether the challenge was given for this user and the password that they still have. */
function isOf(subject: Subject, { sub, isSimulated, passwordTag }: Challenge): subject is RealSubject {
  if (subject.kind === 'simulated' || isSimulated) return false;
  return subject.user.sub === sub && passwordTagOf(subject.sealedPassword) === passwordTag;
}

function isClaim(
  { pool }: SignInRequest,
  { storedUsername, srpKey = '' }: Challenge,
  { block, signature, timestamp }: Readonly<Record<'block' | 'signature' | 'timestamp', string>>,
): boolean {
  const identity = { poolName: srpPoolName(pool.id), username: storedUsername };
  const key = Buffer.from(srpKey, 'base64');
  const expected = claimSignature(key, identity, Buffer.from(block, 'base64'), timestamp);
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
