import { openSecret, sealSecret } from '../../base/sealed-secret.ts';
import type { MfaFactor } from '../users/user.ts';
import type { CodeFactor } from './auth-flows.ts';

export type ChallengeName =
  | 'PASSWORD_VERIFIER'
  | 'SELECT_CHALLENGE'
  | 'NEW_PASSWORD_REQUIRED'
  | 'EMAIL_OTP'
  | 'SMS_OTP'
  | 'SMS_MFA'
  | 'SOFTWARE_TOKEN_MFA'
  | 'SELECT_MFA_TYPE'
  | 'MFA_SETUP'
  | 'DEVICE_SRP_AUTH'
  | 'DEVICE_PASSWORD_VERIFIER'
  /** No challenges of Cognito's: the sessions that SignUp and ConfirmSignUp answer. */
  | 'SIGN_UP'
  | 'CONFIRM_SIGN_UP';

/** A challenge that waits for its answer, as `Session` or `SECRET_BLOCK` carries it: any node opens it, and nobody else. */
export interface Challenge {
  readonly name: ChallengeName;
  /** Under which the store remembers that it was answered: 32 hexadecimal digits. */
  readonly id: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Of the user; of nobody if the challenge is simulated. */
  readonly sub: string;
  readonly isSimulated: boolean;
  /** `USERNAME` of the answer: the name as it was sent. */
  readonly sentUsername: string;
  /** `USER_ID_FOR_SRP`, which an answer may have as its `USERNAME`, too. */
  readonly storedUsername: string;
  /** Of the stored password: a challenge is void once it is another one. */
  readonly passwordTag: string;
  /** The key of SRP, base64; for `PASSWORD_VERIFIER` and `DEVICE_PASSWORD_VERIFIER`. */
  readonly srpKey?: string;
  /** The keyed hash of the code that was sent, base64; where one was. */
  readonly codeMac?: string;
  /** Tells the address that the code went to from another one, and says nothing of it: as long for nobody as for somebody. */
  readonly addressTag?: string;
  /** Whether a password was proven before. `EMAIL_OTP` is a first factor or a second one. */
  readonly isSecondFactor?: boolean;
  /** What may be chosen; of `SELECT_MFA_TYPE`. */
  readonly factors?: readonly MfaFactor[];
  /** The secret that is being set up, base64; of `MFA_SETUP`. */
  readonly softwareToken?: string;
  /** The device that proves its secret; of the two challenges of devices. */
  readonly deviceUuid?: string;
  /** Whether a second factor was set up, and only the tokens are to be fetched; of `MFA_SETUP`. */
  readonly isSetUp?: boolean;
  /** What confirmed a sign-up; of `CONFIRM_SIGN_UP`. */
  readonly confirmedBy?: CodeFactor;
  /** Whether whoever signs up gave the password; of `SIGN_UP` and `CONFIRM_SIGN_UP`. */
  readonly isPasswordGiven?: boolean;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const CONTEXT = 'challenge';

/** base64url in a `Session`, base64 in a `SECRET_BLOCK`. */
export function sealChallenge(key: Buffer, challenge: Challenge, encoding: 'base64' | 'base64url'): string {
  const { isSimulated, ...rest } = challenge;
  // A number, so that simulated challenges are not a character shorter than real ones.
  const plain = { ...rest, isSimulated: isSimulated ? 1 : 0 };
  return sealSecret(key, Buffer.from(JSON.stringify(plain)), CONTEXT).toString(encoding);
}

/** Undefined for what this deployment did not seal, or what was altered. Takes both alphabets of base64. */
export function openChallenge(key: Buffer, text: string): Challenge | undefined {
  const plain = openSecret(key, Buffer.from(text, 'base64'), CONTEXT);
  if (!plain) return undefined;
  const sealed: Omit<Challenge, 'isSimulated'> & { readonly isSimulated: 0 | 1 } = JSON.parse(plain.toString());
  return { ...sealed, isSimulated: sealed.isSimulated === 1 };
}
