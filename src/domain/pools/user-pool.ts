import type { Brand } from '../../base/brand.ts';
import type { OptionalSettings } from './optional-settings.ts';

/** `us-east-1_AbCdEfGhI` (R49). */
export type UserPoolId = Brand<string, 'UserPoolId'>;
/** The integer key of a pool inside the store, part of the keys of its users and jobs. */
export type UserPoolKey = Brand<number, 'UserPoolKey'>;
/** Twelve digits. */
export type AccountId = Brand<string, 'AccountId'>;

export type AutoVerifiedAttribute = 'email' | 'phone_number';
export type UsernameAttribute = 'email' | 'phone_number';
export type AliasAttribute = 'email' | 'phone_number' | 'preferred_username';
export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL';
export type AuthFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN' | 'SOFTWARE_TOKEN';

/** An attribute that users of a pool may have (R156, R208 to R211); `DEFAULT_SCHEMA` has those of every pool. */
export interface SchemaAttribute {
  /** Full name as users carry it: `email`, `custom:team`, `dev:custom:key`. */
  readonly name: string;
  readonly dataType: 'String' | 'Number' | 'Boolean' | 'DateTime';
  readonly developerOnly: boolean;
  readonly mutable: boolean;
  readonly required: boolean;
  /** Code points, for String. Kept as the text the client gave. */
  readonly minLength?: string;
  readonly maxLength?: string;
  /** Bounds, for Number. Kept as the text the client gave. */
  readonly minValue?: string;
  readonly maxValue?: string;
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly passwordHistorySize?: number;
  readonly temporaryPasswordValidityDays: number;
}

/** The settings that rules of import and of users read; the optional ones are kept and answered. */
export interface UserPoolSettings extends OptionalSettings {
  readonly autoVerifiedAttributes: readonly AutoVerifiedAttribute[];
  /** Fixed at creation. At most one of `usernameAttributes` and `aliasAttributes` is not empty. */
  readonly usernameAttributes: readonly UsernameAttribute[];
  /** Fixed at creation. */
  readonly aliasAttributes: readonly AliasAttribute[];
  /** Fixed at creation (R228, R229). */
  readonly caseSensitiveUsernames: boolean;
  readonly mfaConfiguration: MfaConfiguration;
  readonly passwordPolicy: PasswordPolicy;
  /** `Policies.SignInPolicy.AllowedFirstAuthFactors` (R265). */
  readonly allowedFirstAuthFactors: readonly AuthFactor[];
  readonly deletionProtection: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface UserPool {
  readonly key: UserPoolKey;
  readonly id: UserPoolId;
  readonly account: AccountId;
  readonly region: string;
  readonly name: string;
  /** Milliseconds since 1970, as all times inside. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly settings: UserPoolSettings;
  /** In DescribeUserPool order (R153). */
  readonly schema: readonly SchemaAttribute[];
  /** Exact: a counter that the store keeps with each change of a user. */
  readonly userCount: number;
}
