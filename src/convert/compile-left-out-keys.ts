import { USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import { compileUserKeys } from '../domain/users/derive-user-keys.ts';
import type { UserKeys } from '../domain/users/user.ts';
import { findUsernameKind } from '../domain/users/username-kind.ts';
import { compileMapping, type MappingTarget } from './mapping/compile-mapping.ts';
import type { Mapping, ValueRule } from './mapping/mapping.ts';
import type { SourceUser } from './sources/source.ts';

const KEY_ATTRIBUTES = ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'preferred_username'];

/**
 * The user name and the aliases that a record would have if its fault were corrected, as far as its values are clear (R1111). An address
 * of which it is unclear whether it is verified counts as verified.
 */
export function compileLeftOutKeys(mapping: Mapping, target: MappingTarget): (user: SourceUser) => UserKeys {
  const { columns, settings } = target;
  const attributes: Record<string, ValueRule> = {};
  for (const name of KEY_ATTRIBUTES) {
    const rule = mapping.attributes[name];
    if (rule !== undefined) attributes[name] = 'constant' in rule ? rule : { ...rule, unclear: 'blank' };
  }
  const tally = {
    lineBreaks: 0,
    blanked: new Map<string, number>(),
    verifiedIsUnclear: false,
    dates: { dayFirst: 0, monthFirst: 0, either: 0 },
  };
  const apply = compileMapping({ ...mapping, attributes, leaveOut: [] }, target, tally);
  const userKeysOf = compileUserKeys(settings, (key) => key);
  const blankValues = columns.map(() => '');
  const at = {
    username: columns.indexOf(USERNAME_COLUMN),
    email: columns.indexOf('email'),
    emailVerified: columns.indexOf('email_verified'),
    phone: columns.indexOf('phone_number'),
    phoneVerified: columns.indexOf('phone_number_verified'),
    preferredUsername: columns.indexOf('preferred_username'),
  };
  return (user) => {
    const values = blankValues.slice();
    apply(user.fields, values, user.isVerifiedUnknown === true, false);
    const textAt = (place: number) => values[place] || undefined;
    const username = textAt(at.username) ?? '';
    // A user name that is an address stands for a blank one (R219).
    const kind = username === '' ? undefined : findUsernameKind(settings, username);
    const given = {
      email: textAt(at.email) ?? (kind === 'email' ? username : undefined),
      email_verified: textAt(at.emailVerified) ?? 'true',
      phone_number: textAt(at.phone) ?? (kind === 'phone_number' ? username : undefined),
      phone_number_verified: textAt(at.phoneVerified) ?? 'true',
      preferred_username: textAt(at.preferredUsername),
    };
    // Under user names that are addresses, users are stored under a new UUID, which nobody has.
    const stored = settings.usernameAttributes.length > 0 ? '' : username;
    return userKeysOf(stored, given);
  };
}
