import { createHash } from 'node:crypto';
import { maskDestination } from '../../../domain/messages/mask-destination.ts';
import type { MessageMedium } from '../../../domain/messages/message.ts';
import { macOfCode, makeDigits } from '../../../domain/recovery/reset-code.ts';
import type { Challenge, ChallengeName } from '../../../domain/sign-in/challenge.ts';
import { issueChallenge, makeChallengeId, sessionAnswer } from './challenges.ts';
import type { SignInAnswer, SignInRequest } from './sign-in-request.ts';

const MINUTE_MS = 60_000;

/** Where the code of a challenge goes. */
export interface CodeWay {
  readonly medium: MessageMedium;
  /** Email address or phone number. */
  readonly address: string;
  readonly digits: number;
}

type CodeChallenge = Pick<
  Challenge,
  'sub' | 'isSimulated' | 'sentUsername' | 'storedUsername' | 'passwordTag' | 'isSecondFactor'
> & { readonly name: Extract<ChallengeName, 'EMAIL_OTP' | 'SMS_OTP' | 'SMS_MFA'> };

/**
 * Sends a code and waits for it in a challenge, which carries the keyed hash of the code: any node can judge it, and nothing is stored of it
 * but the message. For nobody all the same is done, and the message is dropped (S24, S32, S77, S87).
 */
export async function sendCode(
  request: SignInRequest,
  challenge: CodeChallenge,
  { medium, address, digits }: CodeWay,
): Promise<SignInAnswer> {
  const { context, pool, client, fail } = request;
  const { outbox, signIn, store } = context;
  if (!outbox.canDeliver(medium)) {
    return fail(
      'InvalidUserPoolConfigurationException',
      `A code is to be sent by ${medium}, and this server has no way to deliver one.`,
    );
  }
  const id = makeChallengeId(context);
  const code = makeDigits((count) => signIn.secretBytes(count), digits);
  const message = outbox.prepare(
    pool,
    { to: address, medium, kind: 'Authentication', username: challenge.storedUsername, code },
    { validMs: client.settings.authSessionValidityMinutes * MINUTE_MS, isForNobody: challenge.isSimulated },
  );
  switch (await store.putMessage(message)) {
    case 'outbox-full':
      return fail('TooManyRequestsException', 'Too many messages wait for delivery. Try again later.');
    case 'pool-not-found':
      return fail('ResourceNotFoundException', `User pool ${pool.id} does not exist.`);
    case 'stored':
      outbox.wake();
  }
  const session = issueChallenge(request, {
    ...challenge,
    id,
    codeMac: macOfCode(signIn.keys.code, 'sign-in', id, code).toString('base64'),
    addressTag: addressTagOf(address),
  });
  return sessionAnswer(challenge.name, session, {
    CODE_DELIVERY_DELIVERY_MEDIUM: medium,
    CODE_DELIVERY_DESTINATION: maskDestination(medium, address),
    ...(challenge.isSecondFactor && { USER_ID_FOR_SRP: challenge.storedUsername }),
  });
}

/** Tells one address from another and is as long for each. */
export function addressTagOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 16);
}
