import { describe, expect, it } from 'vitest';
import type { MfaConfiguration } from '../pools/user-pool.ts';
import { changeMfa } from '../users/chosen-mfa.ts';
import type { MfaFactor, User } from '../users/user.ts';
import { judgeSecondFactor, type SecondFactorStep } from './second-factors.ts';

const SMS = { smsConfiguration: { snsCallerArn: 'arn:aws:iam::111122223333:role/sms' } };
const PHONE = { phone_number: '+15550100' };
const EMAIL = { email: 'john@example.com' };

interface Row {
  readonly pool: MfaConfiguration;
  /** What the pool has. */
  readonly offers: readonly MfaFactor[];
  readonly mfa: User['mfa'];
  readonly has: Readonly<Record<string, string>>;
  readonly app?: boolean;
  readonly step: SecondFactorStep;
}

const ask = (factor: MfaFactor): SecondFactorStep => ({ kind: 'ask', factor });
const choose = (...factors: MfaFactor[]): SecondFactorStep => ({ kind: 'choose', factors });
const NONE: SecondFactorStep = { kind: 'none' };
const SET_UP: SecondFactorStep = { kind: 'set-up' };
const IMPOSSIBLE: SecondFactorStep = { kind: 'impossible' };
const chosen = (preferred: MfaFactor | undefined, ...factors: MfaFactor[]): User['mfa'] => ({
  factors,
  ...(preferred && { preferred }),
});

const ROWS: readonly Row[] = [
  { pool: 'OFF', offers: ['SMS_MFA'], mfa: 'sms', has: PHONE, step: NONE },
  { pool: 'OPTIONAL', offers: ['SMS_MFA'], mfa: 'off', has: PHONE, step: NONE },
  { pool: 'OPTIONAL', offers: ['SMS_MFA'], mfa: 'sms', has: PHONE, step: ask('SMS_MFA') },
  { pool: 'OPTIONAL', offers: ['SMS_MFA'], mfa: 'active', has: PHONE, step: ask('SMS_MFA') },
  { pool: 'OPTIONAL', offers: ['SMS_MFA'], mfa: 'active', has: {}, step: IMPOSSIBLE },
  { pool: 'OPTIONAL', offers: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], mfa: 'active', has: {}, step: SET_UP },
  // What was activated and is gone is not left out silently.
  { pool: 'OPTIONAL', offers: ['SMS_MFA'], mfa: 'sms', has: {}, step: IMPOSSIBLE },
  {
    pool: 'OPTIONAL',
    offers: ['SMS_MFA'],
    mfa: chosen('SOFTWARE_TOKEN_MFA', 'SOFTWARE_TOKEN_MFA'),
    has: PHONE,
    app: true,
    step: ask('SMS_MFA'),
  },
  { pool: 'ON', offers: ['SMS_MFA'], mfa: 'off', has: PHONE, step: ask('SMS_MFA') },
  { pool: 'ON', offers: ['SMS_MFA'], mfa: 'off', has: EMAIL, step: IMPOSSIBLE },
  { pool: 'ON', offers: ['SOFTWARE_TOKEN_MFA'], mfa: 'active', has: PHONE, step: SET_UP },
  { pool: 'ON', offers: ['SOFTWARE_TOKEN_MFA'], mfa: 'active', has: {}, app: true, step: ask('SOFTWARE_TOKEN_MFA') },
  {
    pool: 'ON',
    offers: ['SMS_MFA', 'EMAIL_OTP'],
    mfa: 'off',
    has: { ...PHONE, ...EMAIL },
    step: choose('SMS_MFA', 'EMAIL_OTP'),
  },
  { pool: 'ON', offers: ['SMS_MFA', 'EMAIL_OTP'], mfa: 'off', has: EMAIL, step: ask('EMAIL_OTP') },
  {
    pool: 'ON',
    offers: ['SMS_MFA', 'EMAIL_OTP'],
    mfa: chosen(undefined, 'EMAIL_OTP'),
    has: { ...PHONE, ...EMAIL },
    step: ask('EMAIL_OTP'),
  },
  {
    pool: 'OPTIONAL',
    offers: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
    mfa: chosen(undefined, 'SMS_MFA', 'SOFTWARE_TOKEN_MFA'),
    has: PHONE,
    app: true,
    step: choose('SMS_MFA', 'SOFTWARE_TOKEN_MFA'),
  },
  {
    pool: 'OPTIONAL',
    offers: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
    mfa: chosen('SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA'),
    has: PHONE,
    app: true,
    step: ask('SOFTWARE_TOKEN_MFA'),
  },
  // The preferred one does not work any more: the other one does.
  {
    pool: 'OPTIONAL',
    offers: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
    mfa: chosen('SMS_MFA', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA'),
    has: {},
    app: true,
    step: ask('SOFTWARE_TOKEN_MFA'),
  },
];

describe('the second factor after a password', () => {
  it.each(ROWS)(
    'of a pool $pool with $offers, for a user with MFA $mfa who has $has: $step (S87, S88, R240, R241, R243, R244, R871)',
    ({ pool, offers, mfa, has, app = false, step }) => {
      const settings = {
        mfaConfiguration: pool,
        mfaFactors: {
          softwareToken: offers.includes('SOFTWARE_TOKEN_MFA'),
          ...(offers.includes('EMAIL_OTP') && { email: {} }),
        },
        ...(offers.includes('SMS_MFA') && SMS),
      };
      expect(judgeSecondFactor(settings, { mfa, attributes: has, hasSoftwareToken: app })).toEqual(step);
    },
  );
});

describe('the factors that a user has activated', () => {
  it.each<[string, User['mfa'], Parameters<typeof changeMfa>[1], User['mfa']]>([
    ['one comes', 'off', [{ factor: 'EMAIL_OTP', isEnabled: true }], { factors: ['EMAIL_OTP'] }],
    [
      'one comes beside that of the import',
      'sms',
      [{ factor: 'SOFTWARE_TOKEN_MFA', isEnabled: true, isPreferred: true }],
      { factors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' },
    ],
    ['the last one goes', 'sms', [{ factor: 'SMS_MFA', isEnabled: false }], 'off'],
    [
      'the preferred one goes',
      { factors: ['SMS_MFA', 'EMAIL_OTP'], preferred: 'SMS_MFA' },
      [{ factor: 'SMS_MFA', isEnabled: false }],
      { factors: ['EMAIL_OTP'] },
    ],
    ['it is preferred no more', 'sms', [{ factor: 'SMS_MFA', isPreferred: false }], { factors: ['SMS_MFA'] }],
    ['nothing is asked', 'active', [], 'active'],
    [
      'one that is not there goes, from a user who has to have one',
      'active',
      [{ factor: 'SMS_MFA', isEnabled: false }],
      'off',
    ],
  ])('change: %s (R872)', (_, before, changes, after) => {
    expect(changeMfa(before, changes)).toEqual(after);
  });
});
