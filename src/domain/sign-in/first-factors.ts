import type { MessageMedium } from '../messages/message.ts';
import type { UserPoolSettings } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import type { CodeFactor, FirstFactor } from './auth-flows.ts';
import { needsSecondFactor } from './second-factors.ts';

type FactorSettings = Pick<UserPoolSettings, 'allowedFirstAuthFactors' | 'mfaConfiguration'>;
/** Whether a message of a medium arrives anywhere. */
type CanDeliver = (medium: MessageMedium) => boolean;

/** Ways in which a code reaches a user. */
export const CODE_WAYS = {
  EMAIL_OTP: { medium: 'EMAIL', attribute: 'email' },
  SMS_OTP: { medium: 'SMS', attribute: 'phone_number' },
} as const satisfies Record<CodeFactor, { medium: MessageMedium; attribute: 'email' | 'phone_number' }>;

const CODE_FACTORS: readonly CodeFactor[] = ['EMAIL_OTP', 'SMS_OTP'];
const PASSWORDS: readonly FirstFactor[] = ['PASSWORD_SRP', 'PASSWORD'];

/**
 * The challenges that a user may choose among (S74 to S78). A code is for a confirmed user with an address of its medium, verified or not
 * (R265), whom nothing but the first factor is asked of: a code that is sent is no second factor beside another one (R873).
 */
export function firstFactorsOf(
  settings: FactorSettings,
  { status, attributes, mfa }: Pick<User, 'status' | 'attributes' | 'mfa'>,
  hasPassword: boolean,
  canDeliver: CanDeliver,
): readonly FirstFactor[] {
  if (status !== 'CONFIRMED' || needsSecondFactor(settings, mfa)) return PASSWORDS;
  const codes = codeFactorsOf(settings, canDeliver).filter((factor) => {
    const address = attributes[CODE_WAYS[factor].attribute];
    return address !== undefined && address !== '';
  });
  return hasPassword || codes.length === 0 ? [...PASSWORDS, ...codes] : codes;
}

/** The challenges that somebody whom nobody knows seems to have: all that the pool has (S24). */
export function simulatedFirstFactors(settings: FactorSettings, canDeliver: CanDeliver): readonly FirstFactor[] {
  if (settings.mfaConfiguration === 'ON') return PASSWORDS;
  return [...PASSWORDS, ...codeFactorsOf(settings, canDeliver)];
}

function codeFactorsOf({ allowedFirstAuthFactors }: FactorSettings, canDeliver: CanDeliver): readonly CodeFactor[] {
  return CODE_FACTORS.filter(
    (factor) => allowedFirstAuthFactors.includes(factor) && canDeliver(CODE_WAYS[factor].medium),
  );
}
