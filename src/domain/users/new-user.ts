import type { UserPool, UserPoolSettings } from '../pools/user-pool.ts';
import { fillText } from '../texts/fill-text.ts';
import { reasonText } from '../texts/log-line.ts';
import type { Attributes, NewUser, UserStatus } from './user.ts';
import { judgeNewAttributes } from './user-attributes.ts';
import { userKeys } from './user-keys.ts';
import { userMfaRule } from './user-mfa.ts';
import { findUsernameFault, findUsernameKind } from './username-kind.ts';

export interface RequestedUser {
  readonly username: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly hasPassword: boolean;
  /** Who creates the user: an administrator, or the person who signs up (R910). */
  readonly by: 'administrator' | 'user';
}

export type NewUserVerdict =
  | { readonly kind: 'accepted'; readonly user: NewUser }
  | { readonly kind: 'refused'; readonly text: string };

/** Whoever signs up has proved nothing yet, and so blocks no name that others may prefer (R914). */
const UNCONFIRMED_PREFERRED_USERNAME =
  'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.';

/**
 * Judges a new user. In a pool with username attributes the user name is the email address or phone number,
 * which becomes an attribute, and the user is stored under `sub` (R218, R219).
 */
export function judgeNewUser(
  pool: Pick<UserPool, 'settings' | 'schema'>,
  requested: RequestedUser,
  sub: string,
): NewUserVerdict {
  const { settings } = pool;
  const { username } = requested;
  const usernameFault = findUsernameFault(settings, username, (column) => requested.attributes.get(column) ?? '');
  if (usernameFault) return { kind: 'refused', text: reasonText(usernameFault) };
  const kind = findUsernameKind(settings, username);
  const given = new Map(requested.attributes);
  if (kind !== undefined && !given.get(kind)) given.set(kind, username);

  if (
    requested.by === 'user' &&
    given.get('preferred_username') &&
    settings.aliasAttributes.includes('preferred_username')
  )
    return { kind: 'refused', text: UNCONFIRMED_PREFERRED_USERNAME };
  const verdict = judgeNewAttributes(pool, given);
  if (verdict.kind === 'refused') return verdict;
  const { attributes } = verdict;
  const mfa = userMfaRule(settings)(undefined, attributes.phone_number !== undefined);
  if (mfa === undefined) return { kind: 'refused', text: fillText('mfa-mismatch') };
  const storedUsername = kind === undefined ? username : sub;
  return {
    kind: 'accepted',
    user: {
      username: storedUsername,
      sub,
      status: statusOf(settings, requested, attributes),
      mfa,
      attributesJson: JSON.stringify(attributes),
      ...userKeys(settings, storedUsername, attributes),
    },
  };
}

function statusOf(settings: UserPoolSettings, { by, hasPassword }: RequestedUser, attributes: Attributes): UserStatus {
  if (by === 'user') return 'UNCONFIRMED';
  return !hasPassword && canSignInWithoutPassword(settings, attributes) ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
}

/** Whether a one-time password can reach the user, who needs no other then (R265). */
export function canSignInWithoutPassword(
  { allowedFirstAuthFactors }: UserPoolSettings,
  attributes: Attributes,
): boolean {
  return (
    (allowedFirstAuthFactors.includes('EMAIL_OTP') && attributes.email !== undefined) ||
    (allowedFirstAuthFactors.includes('SMS_OTP') && attributes.phone_number !== undefined)
  );
}
