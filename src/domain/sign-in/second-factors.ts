import type { UserPoolSettings } from '../pools/user-pool.ts';
import { chosenMfa, MFA_FACTORS } from '../users/chosen-mfa.ts';
import type { MfaFactor, User } from '../users/user.ts';

type MfaSettings = Pick<UserPoolSettings, 'mfaConfiguration' | 'mfaFactors' | 'smsConfiguration'>;

/** What a second factor hangs on. */
export interface SecondFactorUser {
  readonly mfa: User['mfa'];
  readonly attributes: User['attributes'];
  /** Whether an app of the user gives codes that the pool has checked once. */
  readonly hasSoftwareToken: boolean;
}

/** What follows a proven password. */
export type SecondFactorStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'ask'; readonly factor: MfaFactor }
  | { readonly kind: 'choose'; readonly factors: readonly MfaFactor[] }
  /** The user sets up an app that gives codes. */
  | { readonly kind: 'set-up' }
  /** Only an administrator helps, with an address or a phone number (S88). */
  | { readonly kind: 'impossible' };

/** Whether a user has to prove more than a first factor (R239 to R243). */
export function needsSecondFactor(
  { mfaConfiguration }: Pick<MfaSettings, 'mfaConfiguration'>,
  mfa: User['mfa'],
): boolean {
  return mfaConfiguration === 'ON' || (mfaConfiguration === 'OPTIONAL' && mfa !== 'off');
}

/** Whether a pool has a second factor at all (R871). */
export function offersFactor({ smsConfiguration, mfaFactors }: MfaSettings, factor: MfaFactor): boolean {
  switch (factor) {
    case 'SMS_MFA':
      return smsConfiguration !== undefined;
    case 'EMAIL_OTP':
      return mfaFactors?.email !== undefined;
    case 'SOFTWARE_TOKEN_MFA':
      return mfaFactors?.softwareToken === true;
  }
}

/** Whether a user has what a second factor of the pool needs: a phone number, an address, an app (S87, R871). */
export function canUseFactor(settings: MfaSettings, user: SecondFactorUser, factor: MfaFactor): boolean {
  if (!offersFactor(settings, factor)) return false;
  switch (factor) {
    case 'SMS_MFA':
      return hasAttribute(user, 'phone_number');
    case 'EMAIL_OTP':
      return hasAttribute(user, 'email');
    case 'SOFTWARE_TOKEN_MFA':
      return user.hasSoftwareToken;
  }
}

/**
 * The second factor of a user who has proven a password. What the user has activated comes first, the preferred one alone; who has to have
 * one and activated none that works is asked for any that works; who has none sets up an app, if the pool takes its codes (S87, S88, R871).
 */
export function judgeSecondFactor(settings: MfaSettings, user: SecondFactorUser): SecondFactorStep {
  if (!needsSecondFactor(settings, user.mfa)) return { kind: 'none' };
  const { factors, preferred } = chosenMfa(user.mfa);
  const usable = MFA_FACTORS.filter((factor) => canUseFactor(settings, user, factor));
  const active = usable.filter((factor) => factors.includes(factor));
  if (preferred !== undefined && active.includes(preferred)) return { kind: 'ask', factor: preferred };
  const offered = active.length > 0 ? active : usable;
  const [first] = offered;
  if (first === undefined) return { kind: offersFactor(settings, 'SOFTWARE_TOKEN_MFA') ? 'set-up' : 'impossible' };
  return offered.length === 1 ? { kind: 'ask', factor: first } : { kind: 'choose', factors: offered };
}

function hasAttribute({ attributes }: SecondFactorUser, name: 'email' | 'phone_number'): boolean {
  const value = attributes[name];
  return value !== undefined && value !== '';
}
