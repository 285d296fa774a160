import { needsSecondFactor } from '../../../domain/sign-in/second-factors.ts';
import type { User } from '../../../domain/users/user.ts';
import { identityOf, requireDone, sealPassword } from '../users/seal-password.ts';
import {
  findSubject,
  passwordTagOf,
  type RealSubject,
  refuseAttempt,
  requireNoLockOut,
  type Subject,
} from './find-subject.ts';
import type { PasswordRequest } from './sign-in-request.ts';

/** A user who has proven to know their password, and which one it was. */
export interface ProvenUser {
  readonly sent: string;
  readonly user: User;
  readonly passwordTag: string;
  /** When the password was set; milliseconds since 1970. */
  readonly passwordSetAt: number;
}

/** Judges a password as it was sent. The first right one moves an imported hash to SRP and erases it, in one statement (S46 to S50). */
export async function judgePassword(request: PasswordRequest, sent: string, password: string): Promise<ProvenUser> {
  for (;;) {
    const subject = await findSubject(request, sent);
    if (!(await isRight(request, subject, password)) || subject.kind === 'simulated') {
      return refuseAttempt(request, subject);
    }
    const isLastFactor = !needsSecondFactor(request.pool.settings, subject.user.mfa);
    await requireNoLockOut(request, subject, { isLastFactor });
    const proven = await moveToSrp(request, subject, password);
    // Another request moved or changed the password meanwhile: which of the two it was the next look tells.
    if (proven) return proven;
  }
}

/** A simulated user costs as much as one with a password of Muster's own (S32). */
async function isRight({ context, pool, fail }: PasswordRequest, subject: Subject, password: string): Promise<boolean> {
  const { passwords } = context.signIn;
  if (subject.kind === 'simulated') {
    const { simulated } = subject;
    const identity = identityOf(pool, simulated);
    return requireDone(await passwords.checkVerifier({ ...simulated, identity, password }), fail);
  }
  const { user, password: stored } = subject;
  if (stored.kind === 'hash') {
    return requireDone(await passwords.checkHash({ hash: stored.hash, password }), fail);
  }
  const { salt, verifier } = stored;
  return requireDone(
    await passwords.checkVerifier({ identity: identityOf(pool, user), password, salt, verifier }),
    fail,
  );
}

/** Undefined if the password is not the one any more that was judged. */
async function moveToSrp(
  { context, pool, fail }: PasswordRequest,
  { sent, user, password: stored, sealedPassword }: RealSubject,
  password: string,
): Promise<ProvenUser | undefined> {
  if (stored.kind === 'srp') {
    return { sent, user, passwordTag: passwordTagOf(sealedPassword), passwordSetAt: stored.setAt };
  }
  const nowMs = context.clock.nowMs();
  const moved = await sealPassword(context, pool, user, password, fail);
  const replacement = { sealedPassword: moved, expected: sealedPassword, nowMs };
  const change = await context.store.replacePassword(pool.key, user.sub, replacement);
  return change === 'changed' ? { sent, user, passwordTag: passwordTagOf(moved), passwordSetAt: nowMs } : undefined;
}
