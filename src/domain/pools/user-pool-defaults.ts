import type { PasswordPolicy } from './user-pool.ts';

/** Days for which a temporary password is valid. */
export const TEMPORARY_PASSWORD_DAYS = 7;
export const PASSWORD_LENGTH_MIN = 8;

/** The policy of a pool that is created without one. */
export const DEFAULT_PASSWORD_POLICY: PasswordPolicy = {
  minimumLength: PASSWORD_LENGTH_MIN,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: TEMPORARY_PASSWORD_DAYS,
};

/** The policy of a pool that is created with a part of one: a requirement that is left out is off. */
export function completePasswordPolicy(
  given: {
    readonly [Name in keyof PasswordPolicy]?: PasswordPolicy[Name] | undefined;
  },
): PasswordPolicy {
  const { passwordHistorySize } = given;
  return {
    minimumLength: given.minimumLength ?? PASSWORD_LENGTH_MIN,
    requireUppercase: given.requireUppercase ?? false,
    requireLowercase: given.requireLowercase ?? false,
    requireNumbers: given.requireNumbers ?? false,
    requireSymbols: given.requireSymbols ?? false,
    ...(passwordHistorySize === undefined ? {} : { passwordHistorySize }),
    temporaryPasswordValidityDays: given.temporaryPasswordValidityDays ?? TEMPORARY_PASSWORD_DAYS,
  };
}
