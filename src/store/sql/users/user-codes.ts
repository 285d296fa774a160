import { assertPresent } from '../../../base/assert.ts';
import { MFA_FACTORS } from '../../../domain/users/chosen-mfa.ts';
import type { ChosenMfa, User, UserMfa, UserStatus } from '../../../domain/users/user.ts';

/** Stored as the index: one byte a user instead of fifteen. New ones go to the end. */
export const USER_STATUSES: readonly UserStatus[] = [
  'UNCONFIRMED',
  'CONFIRMED',
  'RESET_REQUIRED',
  'FORCE_CHANGE_PASSWORD',
  'EXTERNAL_PROVIDER',
];
export const USER_MFAS: readonly UserMfa[] = ['off', 'active', 'sms'];

export function userStatusCode(status: UserStatus): number {
  return USER_STATUSES.indexOf(status);
}

/** Codes from here on are those of {@link ChosenMfa}: two bits for the preferred factor, and above them one for each that is active. */
export const CHOSEN_MFA_MIN = 8;

export function userMfaCode(mfa: User['mfa']): number {
  if (typeof mfa === 'string') return USER_MFAS.indexOf(mfa);
  const { factors, preferred } = mfa;
  const active = MFA_FACTORS.reduce(
    (bits, factor, index) => (factors.includes(factor) ? bits | (1 << index) : bits),
    0,
  );
  return CHOSEN_MFA_MIN + 4 * active + (preferred === undefined ? 0 : MFA_FACTORS.indexOf(preferred) + 1);
}

export function userStatusOf(code: number): UserStatus {
  return assertPresent(USER_STATUSES[code], `no user status has the code ${code}`);
}

export function userMfaOf(code: number): User['mfa'] {
  if (code < CHOSEN_MFA_MIN) return assertPresent(USER_MFAS[code], `no MFA state has the code ${code}`);
  const bits = code - CHOSEN_MFA_MIN;
  const preferred = MFA_FACTORS[(bits % 4) - 1];
  const factors = MFA_FACTORS.filter((_, index) => (bits >> (2 + index)) % 2 === 1);
  return { factors, ...(preferred !== undefined && { preferred }) } satisfies ChosenMfa;
}
