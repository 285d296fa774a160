import { allowsFlow } from '../../../domain/app-clients/auth-flows.ts';
import type { Challenge } from '../../../domain/sign-in/challenge.ts';
import type { User } from '../../../domain/users/user.ts';
import type { ProvedContact } from '../../../store/verification-store.ts';
import type { Fail } from '../../define-operation.ts';
import { issueChallenge, judgeChallenge, namesOf, SESSION_REFUSED } from '../sign-in/challenges.ts';
import { passwordTagOf } from '../sign-in/find-subject.ts';
import { addressTagOf } from '../sign-in/send-code.ts';
import type { SignInRequest } from '../sign-in/sign-in-request.ts';

/** Sessions by which somebody who signs up is signed in without a further factor: of a client with `USER_AUTH` only (R919). */
type SessionRequest = Pick<SignInRequest, 'context' | 'pool' | 'client'>;

interface SignedUp {
  /** The name as it was sent. */
  readonly sent: string;
  readonly user: Pick<User, 'sub' | 'username'>;
  /** Undefined for a user without a password. */
  readonly sealedPassword: Uint8Array | undefined;
}

/** `Session` of SignUp: it remembers that the password was given. */
export function sessionOfSignUp(request: SessionRequest, signedUp: SignedUp): string | undefined {
  if (!allowsFlow(request.client.settings, 'USER_AUTH')) return undefined;
  const isPasswordGiven = signedUp.sealedPassword !== undefined;
  return issueChallenge(request, { name: 'SIGN_UP', ...ownerOf(signedUp), isPasswordGiven });
}

/**
 * The session that ConfirmSignUp was given. One that has run out counts as none, since the code is good for longer; what is no session of
 * this client and name is refused before the code is used (R1051).
 */
export function openSessionOfSignUp(
  request: SessionRequest,
  session: string | undefined,
  sent: string,
  fail: Fail<'NotAuthorizedException'>,
): Challenge | undefined {
  if (session === undefined) return undefined;
  const verdict = judgeChallenge(request, session, 'SIGN_UP');
  if (verdict.kind === 'expired') return undefined;
  const isTheirs = verdict.kind === 'open' && namesOf(verdict.challenge).includes(sent);
  return isTheirs ? verdict.challenge : fail('NotAuthorizedException', `${SESSION_REFUSED}.`);
}

/** `Session` of ConfirmSignUp: InitiateAuth takes it in place of a factor. `begun` is the session of SignUp, if it came along. */
export function sessionOfConfirmation(
  request: SessionRequest,
  signedUp: SignedUp,
  { attribute, address }: ProvedContact,
  begun: Challenge | undefined,
): string | undefined {
  if (!allowsFlow(request.client.settings, 'USER_AUTH')) return undefined;
  const owner = ownerOf(signedUp);
  const isBegun = begun?.sub === owner.sub && begun.passwordTag === owner.passwordTag;
  return issueChallenge(request, {
    name: 'CONFIRM_SIGN_UP',
    ...owner,
    confirmedBy: attribute === 'email' ? 'EMAIL_OTP' : 'SMS_OTP',
    addressTag: addressTagOf(address),
    isPasswordGiven: isBegun && begun.isPasswordGiven === true,
  });
}

function ownerOf({ sent, user, sealedPassword }: SignedUp) {
  return {
    sub: user.sub,
    isSimulated: false,
    sentUsername: sent,
    storedUsername: user.username,
    passwordTag: passwordTagOf(sealedPassword),
  };
}
