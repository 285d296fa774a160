import type { UsernameAttribute, UserPoolSettings } from '../pools/user-pool.ts';
import type { FailureReason } from '../texts/record-outcome.ts';
import { isEmailAddress, isPhoneNumber } from './attribute-forms.ts';
import { comparisonKey } from './comparison-key.ts';

type KindSettings = Pick<UserPoolSettings, 'usernameAttributes' | 'aliasAttributes' | 'caseSensitiveUsernames'>;

/** Which attribute a user name is, in a pool where user names are email addresses or phone numbers (R218); undefined in other pools. */
export function findUsernameKind(settings: KindSettings, username: string): UsernameAttribute | undefined {
  const { usernameAttributes } = settings;
  if (usernameAttributes.includes('email') && isEmailAddress(username)) return 'email';
  if (usernameAttributes.includes('phone_number') && isPhoneNumber(username)) return 'phone_number';
  return undefined;
}

/**
 * Why the pool refuses the user name: it is of the wrong kind (R220), differs from the column of its kind (R221), or looks like an
 * alias (R223). Undefined if the pool accepts it. `columnValue` returns the value of a column as the file has it.
 */
export function findUsernameFault(
  settings: KindSettings,
  username: string,
  columnValue: (column: UsernameAttribute) => string,
): FailureReason | undefined {
  const { usernameAttributes, aliasAttributes, caseSensitiveUsernames } = settings;
  if (usernameAttributes.length > 0) {
    const kind = findUsernameKind(settings, username);
    if (kind === undefined) {
      if (usernameAttributes.length > 1) return ['username-not-email-or-phone-number'];
      return usernameAttributes.includes('email') ? ['username-not-email'] : ['username-not-phone-number'];
    }
    const value = columnValue(kind);
    const keyOf = (text: string) => comparisonKey(text, caseSensitiveUsernames);
    return value !== '' && keyOf(value) !== keyOf(username) ? ['username-differs', kind] : undefined;
  }
  if (aliasAttributes.includes('email') && isEmailAddress(username)) return ['username-like-email'];
  if (aliasAttributes.includes('phone_number') && isPhoneNumber(username)) return ['username-like-phone-number'];
  return undefined;
}
