import type { UserPoolSettings } from '../pools/user-pool.ts';
import type { UserMfa } from './user.ts';

/** The MFA of a user by `cognito:mfa_enabled` (undefined: blank), or undefined if the pool refuses the value (R239 to R241). */
export type UserMfaRule = (enabled: 'true' | 'false' | undefined, hasPhoneNumber: boolean) => UserMfa | undefined;

/** The MFA rule of a pool. A second factor goes to the phone only if the pool has an SMS configuration (R244). */
export function userMfaRule({ mfaConfiguration, smsConfiguration }: UserPoolSettings): UserMfaRule {
  const sendsSms = smsConfiguration !== undefined;
  const active = (hasPhoneNumber: boolean): UserMfa => (sendsSms && hasPhoneNumber ? 'sms' : 'active');
  switch (mfaConfiguration) {
    case 'ON':
      return (enabled, hasPhoneNumber) => (enabled === 'false' ? undefined : active(hasPhoneNumber));
    case 'OFF':
      return (enabled) => (enabled === 'true' ? undefined : 'off');
    case 'OPTIONAL':
      return (enabled, hasPhoneNumber) => (enabled === 'true' ? active(hasPhoneNumber) : 'off');
  }
}
