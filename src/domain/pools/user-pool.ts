import type { Brand } from '../../base/brand.ts';

/** `us-east-1_AbCdEfGhI` (R49). */
export type UserPoolId = Brand<string, 'UserPoolId'>;
/** The integer that users and jobs of a pool are keyed by inside the store. */
export type UserPoolKey = Brand<number, 'UserPoolKey'>;
/** Twelve digits. */
export type AccountId = Brand<string, 'AccountId'>;

export type AutoVerifiedAttribute = 'email' | 'phone_number';
export type UsernameAttribute = 'email' | 'phone_number';
export type AliasAttribute = 'email' | 'phone_number' | 'preferred_username';
export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL';
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** An attribute that users of a pool may have (R156, R208 to R211). */
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

/** What the rules of import and of users look at. */
export interface UserPoolSettings {
  readonly autoVerifiedAttributes: readonly AutoVerifiedAttribute[];
  /** Fixed when the pool is made. At most one of `usernameAttributes` and `aliasAttributes` is not empty. */
  readonly usernameAttributes: readonly UsernameAttribute[];
  /** Fixed when the pool is made. */
  readonly aliasAttributes: readonly AliasAttribute[];
  /** Fixed when the pool is made (R228, R229). */
  readonly caseSensitiveUsernames: boolean;
  readonly mfaConfiguration: MfaConfiguration;
  readonly passwordPolicy: PasswordPolicy;
  /** `Policies.SignInPolicy.AllowedFirstAuthFactors` (R265). */
  readonly allowedFirstAuthFactors: readonly string[];
  readonly deletionProtection: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Settings that are kept and returned as given, by wire name (`LambdaConfig`, `EmailConfiguration`, ...). Rules look only at whether
   * there is an `SmsConfiguration` (R244).
   */
  readonly carried: Readonly<Record<string, JsonValue>>;
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
  /** Exact; a counter of the store, never a count. */
  readonly userCount: number;
}
