import { assertPresent } from '../../../base/assert.ts';
import type { UserMfa, UserStatus } from '../../../domain/users/user.ts';

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

export function userMfaCode(mfa: UserMfa): number {
  return USER_MFAS.indexOf(mfa);
}

export function userStatusOf(code: number): UserStatus {
  return assertPresent(USER_STATUSES[code], `no user status has the code ${code}`);
}

export function userMfaOf(code: number): UserMfa {
  return assertPresent(USER_MFAS[code], `no MFA state has the code ${code}`);
}
