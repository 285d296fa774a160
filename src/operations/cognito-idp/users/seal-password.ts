import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { sealSrpVerifier } from '../../../domain/sign-in/sealed-password.ts';
import { SRP_SALT_BYTES, type SrpIdentity, srpPoolName } from '../../../domain/sign-in/srp.ts';
import type { User } from '../../../domain/users/user.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';

/** What the store keeps of a password: a fresh salt and the verifier, sealed for the user (S48). */
export async function sealPassword(
  { clock, signIn }: Pick<RequestContext, 'clock' | 'signIn'>,
  pool: UserPool,
  user: Pick<User, 'username' | 'sub'>,
  password: string,
  fail: Fail<'TooManyRequestsException'>,
): Promise<Uint8Array> {
  const salt = signIn.secretBytes(SRP_SALT_BYTES);
  const task = { identity: identityOf(pool, user), password, salt };
  const verifier = requireDone(await signIn.passwords.makeVerifier(task), fail);
  return new Uint8Array(sealSrpVerifier(signIn.keys.password, user.sub, { salt, verifier }, clock.nowMs()));
}

export function identityOf(pool: UserPool, { username }: Pick<User, 'username'>): SrpIdentity {
  return { poolName: srpPoolName(pool.id), username };
}

/** The answer of work that may be refused because too much of it waits (S52). */
export function requireDone<Answer>(answer: Answer | 'busy', fail: Fail<'TooManyRequestsException'>): Answer {
  return answer === 'busy' ? fail('TooManyRequestsException', 'Too many requests') : answer;
}
