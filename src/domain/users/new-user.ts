import type { UserPool, UserPoolSettings } from '../pools/user-pool.ts';
import { fillText } from '../texts/fill-text.ts';
import { reasonText } from '../texts/log-line.ts';
import type { NewUser } from './user.ts';
import { judgeNewAttributes } from './user-attributes.ts';
import { userKeys } from './user-keys.ts';
import { userMfaRule } from './user-mfa.ts';
import { findUsernameFault, findUsernameKind } from './username-kind.ts';

export interface RequestedUser {
  readonly username: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly hasPassword: boolean;
}

export type NewUserVerdict =
  | { readonly kind: 'accepted'; readonly user: NewUser }
  | { readonly kind: 'refused'; readonly text: string };

/**
 * Judges a user whom an administrator creates. In a pool with username attributes the user name is the email address or phone number,
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

  const verdict = judgeNewAttributes(pool, given);
  if (verdict.kind === 'refused') return verdict;
  const { attributes } = verdict;
  const mfa = userMfaRule(settings)(undefined, attributes.phone_number !== undefined);
  if (mfa === undefined) return { kind: 'refused', text: fillText('mfa-mismatch') };
  const storedUsername = kind === undefined ? username : sub;
  const isConfirmed = !requested.hasPassword && canSignInWithoutPassword(settings, attributes);
  return {
    kind: 'accepted',
    user: {
      username: storedUsername,
      sub,
      status: isConfirmed ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      mfa,
      attributesJson: JSON.stringify(attributes),
      ...userKeys(settings, storedUsername, attributes),
    },
  };
}

/** Whether a one-time password can reach the user, who is CONFIRMED then (R265). */
function canSignInWithoutPassword(
  { allowedFirstAuthFactors }: UserPoolSettings,
  attributes: Readonly<Record<string, string>>,
): boolean {
  return (
    (allowedFirstAuthFactors.includes('EMAIL_OTP') && attributes.email !== undefined) ||
    (allowedFirstAuthFactors.includes('SMS_OTP') && attributes.phone_number !== undefined)
  );
}
