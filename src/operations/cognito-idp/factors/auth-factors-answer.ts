import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { FirstFactor } from '../../../domain/sign-in/auth-flows.ts';
import { firstFactorsOf } from '../../../domain/sign-in/first-factors.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { User } from '../../../domain/users/user.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import type { RequestContext } from '../../operation.ts';
import { NOBODY } from '../sign-in/find-subject.ts';
import { mfaState } from '../users/user-answer.ts';

type Answer = OutputOf<'cognito-idp', 'GetUserAuthFactors'>;
type Configured = NonNullable<Answer['ConfiguredUserAuthFactors']>[number];

/** The factors of a user: the first ones that they can sign in by now, and the second ones that they have activated (R879). */
export async function authFactorsAnswer(
  { store, outbox }: RequestContext,
  { key, settings }: UserPool,
  user: User,
): Promise<Answer> {
  const nameKey = comparisonKey(user.username, settings.caseSensitiveUsernames);
  const { found } = await store.findSignInUser(key, nameKey, NOBODY);
  const hasPassword = found?.sealedPassword !== undefined;
  const factors = firstFactorsOf(settings, user, hasPassword, (medium) => outbox.canDeliver(medium));
  return {
    Username: user.username,
    ...mfaState(user),
    ConfiguredUserAuthFactors: [...new Set(factors.filter((factor) => hasPassword || isCode(factor)).map(nameOf))],
  };
}

function isCode(factor: FirstFactor): boolean {
  return factor === 'EMAIL_OTP' || factor === 'SMS_OTP';
}

function nameOf(factor: FirstFactor): Configured {
  return factor === 'PASSWORD_SRP' ? 'PASSWORD' : factor;
}
