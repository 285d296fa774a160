import { type Challenge, openChallenge, sealChallenge } from '../../../domain/sign-in/challenge.ts';
import type { RequestContext } from '../../operation.ts';
import type { SignInAnswer, SignInRequest } from './sign-in-request.ts';
import { requireParameter } from './sign-in-request.ts';

type NewChallenge = Omit<Challenge, 'id' | 'userPoolId' | 'clientId' | 'expiresAt'> & {
  /** Of {@link makeChallengeId}, where something hangs on it. */
  readonly id?: string | undefined;
};

const ID_BYTES = 16;
const MINUTE_MS = 60_000;

export function makeChallengeId({ signIn }: RequestContext): string {
  return signIn.secretBytes(ID_BYTES).toString('hex');
}

/** Seals a challenge that waits for its answer as long as the client lets it (S72, S81). */
export function issueChallenge(
  { context, pool, client }: Pick<SignInRequest, 'context' | 'pool' | 'client'>,
  challenge: NewChallenge,
  encoding: 'base64' | 'base64url' = 'base64url',
): string {
  const { clock, signIn } = context;
  const whole: Challenge = {
    ...challenge,
    id: challenge.id ?? makeChallengeId(context),
    userPoolId: pool.id,
    clientId: client.id,
    expiresAt: clock.nowMs() + client.settings.authSessionValidityMinutes * MINUTE_MS,
  };
  return sealChallenge(signIn.keys.challenge, whole, encoding);
}

export type ChallengeVerdict =
  | { readonly kind: 'open'; readonly challenge: Challenge }
  | { readonly kind: 'unknown' | 'expired' };

/** The challenge in a `Session` or `SECRET_BLOCK`, if it is one of this client and of that name. */
export function judgeChallenge(
  { context, pool, client }: Pick<SignInRequest, 'context' | 'pool' | 'client'>,
  text: string,
  name: Challenge['name'],
): ChallengeVerdict {
  const challenge = openChallenge(context.signIn.keys.challenge, text);
  const isOurs = challenge?.userPoolId === pool.id && challenge.clientId === client.id && challenge.name === name;
  if (!isOurs) return { kind: 'unknown' };
  return context.clock.nowMs() < challenge.expiresAt ? { kind: 'open', challenge } : { kind: 'expired' };
}

export const SESSION_REFUSED = 'Invalid session for the user';

/** The challenge of a `Session` that was sent back, or the refusal of S83. Its `USERNAME` has to be one of those that it was given for. */
export function requireSession(
  request: SignInRequest,
  session: string | undefined,
  name: Challenge['name'],
): Challenge {
  const { fail } = request;
  if (session === undefined) return fail('InvalidParameterException', 'Missing required parameter Session');
  const sent = requireParameter(request, 'USERNAME');
  const verdict = judgeChallenge(request, session, name);
  if (verdict.kind !== 'open') {
    const reason = verdict.kind === 'expired' ? ', session is expired.' : '.';
    return fail('NotAuthorizedException', `${SESSION_REFUSED}${reason}`);
  }
  const { challenge } = verdict;
  if (!namesOf(challenge).includes(sent)) return fail('NotAuthorizedException', `${SESSION_REFUSED}.`);
  return challenge;
}

/** Uses a session up; the second answer to it is refused (S83). */
export async function useSession(request: SignInRequest, { id, expiresAt }: Challenge): Promise<void> {
  const answer = await request.context.store.answerChallenge(id, expiresAt);
  if (answer !== 'first') refuseUsedSession(request);
}

export function refuseUsedSession({ fail }: SignInRequest): never {
  return fail('NotAuthorizedException', `${SESSION_REFUSED}, session can only be used once.`);
}

/** Of a challenge whose user is another one by now, or that took too many wrong codes (S84). */
export function refuseVoidSession({ fail }: SignInRequest): never {
  return fail('NotAuthorizedException', `${SESSION_REFUSED}.`);
}

/** Names under which an answer may come, and a secret hash may have been made (S16, S70). */
export function namesOf({ sentUsername, storedUsername }: Challenge): string[] {
  return [sentUsername, storedUsername];
}

/** A challenge that comes with a `Session`. */
export function sessionAnswer(
  name: NonNullable<SignInAnswer['ChallengeName']>,
  session: string,
  parameters: Record<string, string>,
): SignInAnswer {
  return { ChallengeName: name, Session: session, ChallengeParameters: parameters };
}
