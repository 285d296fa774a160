import type { SchemaAttribute, UserPoolSettings } from './user-pool.ts';

/** The classic order (R154), without custom attributes. */
const STRING_NAMES_BEFORE_EMAIL = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
];

/** A String attribute for a test. */
export function stringAttribute(name: string, change: Partial<SchemaAttribute> = {}): SchemaAttribute {
  const lengths = { minLength: '0', maxLength: '2048' };
  return { name, dataType: 'String', developerOnly: false, mutable: true, required: false, ...lengths, ...change };
}

function booleanAttribute(name: string): SchemaAttribute {
  return { name, dataType: 'Boolean', developerOnly: false, mutable: true, required: false };
}

/** A schema for a test: the default one, and what is added. */
export function fixtureSchema(...custom: readonly SchemaAttribute[]): SchemaAttribute[] {
  return [
    stringAttribute('sub', { minLength: '1', mutable: false, required: true }),
    ...STRING_NAMES_BEFORE_EMAIL.map((name) => stringAttribute(name)),
    booleanAttribute('email_verified'),
    stringAttribute('gender'),
    stringAttribute('birthdate', { minLength: '10', maxLength: '10' }),
    stringAttribute('zoneinfo'),
    stringAttribute('locale'),
    stringAttribute('phone_number'),
    booleanAttribute('phone_number_verified'),
    stringAttribute('address'),
    { name: 'updated_at', dataType: 'Number', developerOnly: false, mutable: true, required: false, minValue: '0' },
    ...custom,
  ];
}

/** Settings for a test: email and phone number are verified automatically, no aliases, no MFA. */
export function fixtureSettings(change: Partial<UserPoolSettings> = {}): UserPoolSettings {
  return {
    autoVerifiedAttributes: ['email', 'phone_number'],
    usernameAttributes: [],
    aliasAttributes: [],
    caseSensitiveUsernames: true,
    mfaConfiguration: 'OFF',
    passwordPolicy: {
      minimumLength: 8,
      requireUppercase: true,
      requireLowercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
    },
    allowedFirstAuthFactors: ['PASSWORD'],
    deletionProtection: false,
    tags: {},
    ...change,
  };
}
