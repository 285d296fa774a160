import type { PasswordPolicy, UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import { completePasswordPolicy, DEFAULT_PASSWORD_POLICY } from '../../../domain/pools/user-pool-defaults.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { requestedSettings } from './requested-settings.ts';

type CreateInput = InputOf<'cognito-idp', 'CreateUserPool'>;
type UpdateInput = InputOf<'cognito-idp', 'UpdateUserPool'>;

const DEFAULT_FIRST_AUTH_FACTORS = ['PASSWORD'] as const;

/** The settings of a new pool, with defaults for what the input leaves out. */
export function newPoolSettings(input: CreateInput): UserPoolSettings {
  const { UsernameConfiguration } = input;
  const settings = changeableSettings(input);
  return {
    ...settings,
    usernameAttributes: withoutRepeats(input.UsernameAttributes),
    aliasAttributes: withoutRepeats(input.AliasAttributes),
    caseSensitiveUsernames: UsernameConfiguration?.CaseSensitive ?? true,
    usernameConfiguration: UsernameConfiguration && { caseSensitive: UsernameConfiguration.CaseSensitive },
    tags: input.UserPoolTags ?? {},
  };
}

/** The settings of a pool after an update: what the input leaves out goes back to its default, and what was fixed at creation stays. */
export function updatedPoolSettings(current: UserPoolSettings, input: UpdateInput): UserPoolSettings {
  const settings = changeableSettings(input);
  return {
    ...settings,
    usernameAttributes: current.usernameAttributes,
    aliasAttributes: current.aliasAttributes,
    caseSensitiveUsernames: current.caseSensitiveUsernames,
    usernameConfiguration: current.usernameConfiguration,
    mfaFactors: current.mfaFactors,
    tags: input.UserPoolTags ?? current.tags,
  };
}

function changeableSettings(input: UpdateInput | CreateInput) {
  return {
    autoVerifiedAttributes: withoutRepeats(input.AutoVerifiedAttributes),
    mfaConfiguration: input.MfaConfiguration ?? 'OFF',
    passwordPolicy: passwordPolicyOf(input),
    allowedFirstAuthFactors: input.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? DEFAULT_FIRST_AUTH_FACTORS,
    deletionProtection: input.DeletionProtection === 'ACTIVE',
    ...requestedSettings(input),
  };
}

/** `UnusedAccountValidityDays` is the older name of `TemporaryPasswordValidityDays`, and is used if that is not given. */
function passwordPolicyOf({ Policies, AdminCreateUserConfig }: UpdateInput | CreateInput): PasswordPolicy {
  const given = Policies?.PasswordPolicy;
  const days = given?.TemporaryPasswordValidityDays ?? AdminCreateUserConfig?.UnusedAccountValidityDays;
  if (!given) {
    return { ...DEFAULT_PASSWORD_POLICY, ...(days === undefined ? {} : { temporaryPasswordValidityDays: days }) };
  }
  return completePasswordPolicy({
    minimumLength: given.MinimumLength,
    requireUppercase: given.RequireUppercase,
    requireLowercase: given.RequireLowercase,
    requireNumbers: given.RequireNumbers,
    requireSymbols: given.RequireSymbols,
    passwordHistorySize: given.PasswordHistorySize,
    temporaryPasswordValidityDays: days,
  });
}

function withoutRepeats<Name>(list: readonly Name[] | undefined): Name[] {
  return [...new Set(list)];
}
