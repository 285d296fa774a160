import { AdminCreateUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../../../src/base/assert.ts';
import type { PublicConnection } from '../public-connection.ts';
import type { TrialPool } from '../trial-pool.ts';
import type { Attempt } from './judge-attempts.ts';

export const RIGHT = 'Right-Password-of-Trial-1';
export const WRONG = 'Wrong-Password-of-Trial-2';

const COUNTED = 'Incorrect username or password.';
const REFUSED_UNSEEN = 'Password attempts exceeded';

export interface Target {
  readonly ClientId: string;
  readonly username: string;
  /** By how much the clock of stored times is ahead of that of the machine. */
  readonly offsetMs: number;
}

/** A user with a password of Muster's own. */
export async function createTarget(pool: TrialPool, Username: string): Promise<void> {
  const { userPoolId: UserPoolId } = pool;
  await pool.client.send(new AdminCreateUserCommand({ UserPoolId, Username }));
  const input = { UserPoolId, Username, Password: RIGHT, Permanent: true };
  await pool.client.send(new AdminSetUserPasswordCommand(input));
}

/** Tries a password. `isSignedIn` is what a right one is when nothing locks the user out. */
export async function attemptSignIn(
  connection: PublicConnection,
  { ClientId, username, offsetMs }: Target,
  PASSWORD: string,
): Promise<Attempt & { readonly isSignedIn: boolean }> {
  const AuthParameters = { USERNAME: username, PASSWORD };
  const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
  const { status, body, sentAt, receivedAt } = await connection.send('InitiateAuth', input);
  const isSignedIn = status === 200;
  const isCounted = body.message === COUNTED;
  assert(isSignedIn || isCounted || body.message === REFUSED_UNSEEN, `answered ${JSON.stringify(body)}`);
  assert(!isSignedIn || PASSWORD === RIGHT, 'nobody signs in with a wrong password');
  return { sentAt: sentAt + offsetMs, receivedAt: receivedAt + offsetMs, isCounted, isSignedIn };
}
