import type { ChosenMfa, MfaFactor, User } from './user.ts';

/** All second factors, in the order in which they are told. New ones go to the end: the store counts on it. */
export const MFA_FACTORS: readonly MfaFactor[] = ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'];

const NOTHING: { readonly factors: readonly MfaFactor[]; readonly preferred?: MfaFactor } = { factors: [] };
const SMS: ChosenMfa = { factors: ['SMS_MFA'], preferred: 'SMS_MFA' };

/** The second factors of a user: none if MFA is off, or is active before the user has any (R243, R244). */
export function chosenMfa(mfa: User['mfa']): typeof NOTHING {
  if (mfa === 'sms') return SMS;
  return typeof mfa === 'string' ? NOTHING : mfa;
}

/** What is asked of one factor; what is undefined stays. */
export interface MfaFactorChange {
  readonly factor: MfaFactor;
  readonly isEnabled?: boolean | undefined;
  readonly isPreferred?: boolean | undefined;
}

/** The second factors after changes. Without any left MFA is off; a factor that goes is not preferred (R872). */
export function changeMfa(mfa: User['mfa'], changes: readonly MfaFactorChange[]): User['mfa'] {
  const before = chosenMfa(mfa);
  const active = new Set(before.factors);
  let { preferred } = before;
  for (const { factor, isEnabled, isPreferred } of changes) {
    if (isEnabled === true) active.add(factor);
    if (isEnabled === false) active.delete(factor);
    if (isPreferred === true) preferred = factor;
    if (isPreferred === false && preferred === factor) preferred = undefined;
  }
  const factors = MFA_FACTORS.filter((factor) => active.has(factor));
  // One whose factor is yet to come stays required (R243).
  if (factors.length === 0)
    return mfa === 'active' && changes.every(({ isEnabled }) => isEnabled !== false) ? mfa : 'off';
  return preferred !== undefined && active.has(preferred) ? { factors, preferred } : { factors };
}
