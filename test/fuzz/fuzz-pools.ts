import { fixtureSchema, fixtureSettings, stringAttribute } from '../../src/domain/pools/user-pool.fixture.ts';
import type { UserPool } from '../../src/domain/pools/user-pool.ts';

export type FuzzPool = Pick<UserPool, 'settings' | 'schema'>;

const CUSTOM = fixtureSchema(
  stringAttribute('custom:team', { minLength: '2', maxLength: '5' }),
  { ...stringAttribute('custom:age'), dataType: 'Number', minValue: '-5', maxValue: '99.5' },
  { ...stringAttribute('custom:vip'), dataType: 'Boolean' },
  { ...stringAttribute('custom:since'), dataType: 'DateTime' },
  stringAttribute('dev:custom:key', { developerOnly: true }),
);
const REQUIRED = fixtureSchema().map((attribute) => ({ ...attribute, required: attribute.name === 'email' }));

/** One pool for each way in which the rules part. */
export const FUZZ_POOLS: readonly [FuzzPool, ...FuzzPool[]] = [
  { settings: fixtureSettings(), schema: fixtureSchema() },
  { settings: fixtureSettings({ autoVerifiedAttributes: ['email'], mfaConfiguration: 'OPTIONAL' }), schema: CUSTOM },
  {
    settings: fixtureSettings({
      aliasAttributes: ['email', 'phone_number', 'preferred_username'],
      caseSensitiveUsernames: false,
    }),
    schema: fixtureSchema(),
  },
  {
    settings: fixtureSettings({ usernameAttributes: ['email'], allowedFirstAuthFactors: ['EMAIL_OTP'] }),
    schema: REQUIRED,
  },
  {
    settings: fixtureSettings({
      usernameAttributes: ['email', 'phone_number'],
      caseSensitiveUsernames: false,
      mfaConfiguration: 'ON',
      smsConfiguration: {},
    }),
    schema: CUSTOM,
  },
];
