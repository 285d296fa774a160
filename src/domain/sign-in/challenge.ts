import { openSecret, sealSecret } from '../../base/sealed-secret.ts';

/** A challenge that waits for its answer, as `Session` or `SECRET_BLOCK` carries it: any node opens it, and nobody else. */
export interface Challenge {
  readonly name: 'PASSWORD_VERIFIER' | 'SELECT_CHALLENGE' | 'NEW_PASSWORD_REQUIRED';
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
  /** The key of SRP, base64; for `PASSWORD_VERIFIER`. */
  readonly srpKey?: string;
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
