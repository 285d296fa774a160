import type { UserPool } from '../../../domain/pools/user-pool.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import type { NewUser } from '../../../domain/users/user.ts';
import { userKeys } from '../../../domain/users/user-keys.ts';
import type { OperationContext } from '../../operation.ts';

/**
 * Takes the alias that `wanting` needs from the user who holds it, whose address or number is not verified from then on. False if it
 * is no alias that can be taken. Then nothing changes.
 */
export async function releaseAlias(
  { store, clock }: OperationContext,
  pool: UserPool,
  wanting: NewUser,
  attribute: string,
): Promise<boolean> {
  if (attribute !== 'email' && attribute !== 'phone_number') return false;
  const key = attribute === 'email' ? wanting.emailKey : wanting.phoneKey;
  const holder = key === null ? undefined : await store.findUser(pool.key, key);
  if (!holder) return true;
  const attributes = { ...holder.attributes, [`${attribute}_verified`]: 'false' };
  const { emailKey, phoneKey, preferredUsernameKey } = userKeys(pool.settings, holder.username, attributes);
  const usernameKey = comparisonKey(holder.username, pool.settings.caseSensitiveUsernames);
  const expected = holder.attributes;
  // Whatever the answer, the caller tries again and sees who holds the alias then.
  const change = { attributes, expected, emailKey, phoneKey, preferredUsernameKey, nowMs: clock.nowMs() };
  await store.replaceUserAttributes(pool.key, usernameKey, change);
  return true;
}
