import type { MessageMedium } from '../messages/message.ts';
import type { AccountRecoverySetting } from '../pools/optional-settings.ts';
import type { UserPoolSettings } from '../pools/user-pool.ts';
import { isEmailAddress, isPhoneNumber } from '../users/attribute-forms.ts';
import type { Attributes, UserMfa } from '../users/user.ts';
import type { ContactAttribute } from './code-purpose.ts';

/** Where a code goes. */
export interface CodeDestination {
  readonly medium: MessageMedium;
  readonly attribute: ContactAttribute;
  /** Email address or phone number. */
  readonly address: string;
}

const MEDIA = {
  verified_email: { medium: 'EMAIL', attribute: 'email' },
  verified_phone_number: { medium: 'SMS', attribute: 'phone_number' },
} as const;

/** Where the code goes that proves an attribute. */
export function contactDestination(attribute: ContactAttribute, address: string): CodeDestination {
  return { medium: attribute === 'email' ? 'EMAIL' : 'SMS', attribute, address };
}

/** Without a setting: the phone first (S35). */
const DEFAULT_MECHANISMS = ['verified_phone_number', 'verified_email'] as const;

/** Whether a message of a medium arrives anywhere. */
export type CanDeliver = (medium: MessageMedium) => boolean;

/**
 * Where the code to reset a password goes: to the first verified attribute in the order of the pool's setting (S35) that can be delivered
 * to, or to the first one if none can. Undefined if the user has none, or the pool leaves it to administrators (S36). A phone that is a second
 * factor does not recover a password where the pool has the setting (S36).
 */
export function chooseCodeDestination(
  settings: Pick<UserPoolSettings, 'accountRecoverySetting'>,
  user: { readonly attributes: Attributes; readonly mfa: UserMfa },
  canDeliver: CanDeliver,
): CodeDestination | undefined {
  const verified = listVerified(settings, user);
  return verified.find(({ medium }) => canDeliver(medium)) ?? verified[0];
}

function listVerified(
  settings: Pick<UserPoolSettings, 'accountRecoverySetting'>,
  user: { readonly attributes: Attributes; readonly mfa: UserMfa },
): readonly CodeDestination[] {
  const { mechanisms, isSet } = mechanismsOf(settings);
  const verified: CodeDestination[] = [];
  for (const mechanism of mechanisms) {
    if (mechanism === 'verified_phone_number' && isSet && user.mfa === 'sms') continue;
    const { medium, attribute } = MEDIA[mechanism];
    const address = user.attributes[attribute];
    if (address !== undefined && address !== '' && user.attributes[`${attribute}_verified`] === 'true')
      verified.push({ medium, attribute, address });
  }
  return verified;
}

/** At most one address is proved at sign-up: the phone number before the email address (R910). */
const SIGN_UP_ORDER = ['phone_number', 'email'] as const;

type AutoVerification = Pick<UserPoolSettings, 'autoVerifiedAttributes'>;

/**
 * Where the code goes that confirms a new user: to the first attribute that the pool verifies and the user has, and that can be delivered
 * to, or to the first one if none can (R910). Undefined if the user has none of them.
 */
export function chooseSignUpDestination(
  { autoVerifiedAttributes }: AutoVerification,
  attributes: Attributes,
  canDeliver: CanDeliver,
): CodeDestination | undefined {
  const given = SIGN_UP_ORDER.flatMap((attribute) => {
    const address = attributes[attribute];
    const isProved = autoVerifiedAttributes.includes(attribute) && address !== undefined && address !== '';
    return isProved ? [contactDestination(attribute, address)] : [];
  });
  return given.find(({ medium }) => canDeliver(medium)) ?? given[0];
}

/** Where that code would go for a name that no user who waits to be confirmed has, as {@link simulateCodeDestination} makes it up. */
export function simulateSignUpDestination(
  { autoVerifiedAttributes }: AutoVerification,
  name: string,
  characters: string,
  canDeliver: CanDeliver,
): CodeDestination {
  const proved = SIGN_UP_ORDER.filter((attribute) => autoVerifiedAttributes.includes(attribute));
  const recoveryMechanisms = proved.map((attribute, index) => ({
    name: `verified_${attribute}` as const,
    priority: index,
  }));
  const accountRecoverySetting: AccountRecoverySetting = { recoveryMechanisms };
  return simulateCodeDestination({ accountRecoverySetting }, name, characters, canDeliver);
}

/**
 * Where the code would go for a name that nobody has, or whose owner gets none: to the name itself if it is an address or number, else to
 * one made up from it, by the first medium of the pool that can be delivered (S25 to S27). `characters` are two of them, the same at each
 * try.
 */
export function simulateCodeDestination(
  settings: Pick<UserPoolSettings, 'accountRecoverySetting'>,
  name: string,
  characters: string,
  canDeliver: CanDeliver,
): CodeDestination {
  if (isEmailAddress(name) && canDeliver('EMAIL')) return { ...MEDIA.verified_email, address: name };
  if (isPhoneNumber(name) && canDeliver('SMS')) return { ...MEDIA.verified_phone_number, address: name };
  const { mechanisms, isSet } = mechanismsOf(settings);
  // Most users have an email address, with or without a phone: without a setting it is the likelier medium.
  const likeliest = isSet ? mechanisms : mechanisms.toReversed();
  const mechanism = likeliest.find((each) => canDeliver(MEDIA[each].medium)) ?? likeliest[0] ?? 'verified_email';
  const address =
    mechanism === 'verified_email'
      ? `${characters[0]}@${characters[1]}`
      : `+0000000${[...characters].map((character) => String(character.charCodeAt(0) % 100).padStart(2, '0')).join('')}`;
  return { ...MEDIA[mechanism], address };
}

function mechanismsOf({ accountRecoverySetting }: Pick<UserPoolSettings, 'accountRecoverySetting'>): {
  readonly mechanisms: readonly (keyof typeof MEDIA)[];
  readonly isSet: boolean;
} {
  const given = accountRecoverySetting?.recoveryMechanisms;
  if (given === undefined || given.length === 0) return { mechanisms: DEFAULT_MECHANISMS, isSet: false };
  const names = given.toSorted((one, other) => one.priority - other.priority).map(({ name }) => name);
  return { mechanisms: names.filter((name) => name !== 'admin_only'), isSet: true };
}
