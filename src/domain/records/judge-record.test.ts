import { describe, expect, it } from 'vitest';
import { csvHeaderOf } from '../imports/csv-header.ts';
import type { Verdict } from '../imports/verdict.ts';
import { fixtureSchema, fixtureSettings, stringAttribute } from '../pools/user-pool.fixture.ts';
import type { SchemaAttribute, UserPoolSettings } from '../pools/user-pool.ts';
import type { FailureReason } from '../texts/record-outcome.ts';
import type { NewUser } from '../users/user.ts';
import { digestKey } from '../users/user-keys.ts';
import { compileJudge } from './judge-record.ts';

interface PoolChange {
  readonly settings?: Partial<UserPoolSettings>;
  readonly schema?: readonly SchemaAttribute[];
}
type Values = Readonly<Record<string, string>>;

const SUB = '0190b7a6-0000-7000-8000-000000000000';
/** A record that every fixture pool without username attributes takes. */
const GOOD: Values = { 'cognito:username': 'john', email: 'j@example.com', email_verified: 'TRUE' };

const NUMBER: SchemaAttribute = {
  ...stringAttribute('custom:age'),
  dataType: 'Number',
  minValue: '-5',
  maxValue: '99.5',
};
const BOOLEAN: SchemaAttribute = { ...stringAttribute('custom:vip'), dataType: 'Boolean' };
const DATE: SchemaAttribute = { ...stringAttribute('custom:since'), dataType: 'DateTime' };
const CUSTOM = fixtureSchema(
  stringAttribute('custom:team', { minLength: '2', maxLength: '4', mutable: false }),
  stringAttribute('dev:custom:key', { developerOnly: true }),
  NUMBER,
  BOOLEAN,
  DATE,
);

function judge(values: Values, { settings, schema = fixtureSchema() }: PoolChange = {}): Verdict {
  const pool = { settings: fixtureSettings(settings), schema };
  const columns = csvHeaderOf(pool);
  return compileJudge({ pool, columns, digestKey, newSub: () => SUB })(columns.map((column) => values[column] ?? ''));
}

function reasonOf(verdict: Verdict): FailureReason | 'accepted' {
  return verdict.kind === 'failed' ? verdict.reason : 'accepted';
}

function userOf(verdict: Verdict): NewUser {
  if (verdict.kind === 'failed') throw new Error(`failed: ${verdict.reason.join()}`);
  return verdict.user;
}

function attributesOf(verdict: Verdict): unknown {
  return JSON.parse(userOf(verdict).attributesJson);
}

describe('compileJudge', () => {
  it('makes a user of a record as Cognito does (R191, R264 to R268)', () => {
    const values = {
      ...GOOD,
      name: 'Jöhn "J" Doe\\',
      address: '1, Any Street',
      birthdate: '02/29/2000',
      updated_at: '1471453471',
      phone_number: '+12345550100',
      phone_number_verified: 'False',
      'cognito:mfa_enabled': 'FALSE',
    };
    const verdict = judge(values);
    expect(verdict).toEqual({
      kind: 'accepted',
      user: {
        username: 'john',
        sub: SUB,
        status: 'RESET_REQUIRED',
        mfa: 'off',
        attributesJson: expect.any(String),
        usernameKey: 'john',
        emailKey: null,
        phoneKey: null,
        preferredUsernameKey: null,
      },
    });
    expect(attributesOf(verdict)).toEqual({
      name: 'Jöhn "J" Doe\\',
      email: 'j@example.com',
      email_verified: 'true',
      birthdate: '02/29/2000',
      phone_number: '+12345550100',
      phone_number_verified: 'false',
      address: '1, Any Street',
      updated_at: '1471453471',
    });
  });

  it('fails a record that was too long (R182)', () => {
    const pool = { settings: fixtureSettings(), schema: fixtureSchema() };
    const verdict = compileJudge({ pool, columns: csvHeaderOf(pool), digestKey, newSub: () => SUB })(undefined);
    expect(reasonOf(verdict)).toEqual(['record-too-long']);
  });

  it.each([20, 22])('fails a record of %i fields under a header of 21 (R181)', (count) => {
    const pool = { settings: fixtureSettings(), schema: fixtureSchema() };
    const verdict = compileJudge({ pool, columns: csvHeaderOf(pool), digestKey, newSub: () => SUB })(
      Array(count).fill('x'),
    );
    expect(reasonOf(verdict)).toEqual(['field-count-differs', count, 21]);
  });

  it.each<[string, Values, FailureReason | 'accepted']>([
    ['U+0000 (R190)', { name: 'a\0b' }, ['nul-character', 'name']],
    ['no user name (R193)', { 'cognito:username': '' }, ['username-missing']],
    ['a space in the user name (R194)', { 'cognito:username': 'j d' }, ['username-malformed']],
    ['a control character in the user name (R194)', { 'cognito:username': 'j\u0007' }, ['username-malformed']],
    ['a user name of 128 (R194)', { 'cognito:username': 'x'.repeat(128) }, 'accepted'],
    ['a user name of 129 (R194)', { 'cognito:username': 'x'.repeat(129) }, ['username-malformed']],
    ['a user name of 128 emoji (R194)', { 'cognito:username': '😀'.repeat(128) }, 'accepted'],
    ['a user name of 129 emoji (R194)', { 'cognito:username': '😀'.repeat(129) }, ['username-malformed']],
    ['a user name in another script (R194)', { 'cognito:username': 'дмитрий_漢字' }, 'accepted'],
    ['a no-break space in the user name (R194)', { 'cognito:username': 'j\u00a0d' }, ['username-malformed']],
    ['a verified flag that is no Boolean (R197)', { email_verified: 'yes' }, ['boolean-malformed', 'email_verified']],
    ['the other flag (R197)', { phone_number_verified: '1' }, ['boolean-malformed', 'phone_number_verified']],
    ['MFA that is no Boolean (R242)', { 'cognito:mfa_enabled': 'on' }, ['boolean-malformed', 'cognito:mfa_enabled']],
    ['an email without an at (R201)', { email: 'j.example.com' }, ['email-malformed']],
    ['an email with two (R201)', { email: 'j@a@example.com' }, ['email-malformed']],
    ['an email without a dot (R201)', { email: 'j@localhost' }, ['email-malformed']],
    ['an email with an empty label (R201)', { email: 'j@example..com' }, ['email-malformed']],
    ['an email with a space (R201)', { email: 'j d@example.com' }, ['email-malformed']],
    ['an email in another script (R201)', { email: 'д@пример.рф' }, 'accepted'],
    ['a verified email that is blank (R200)', { email: '' }, ['verified-email-missing']],
    ['a phone number without plus (R203)', { phone_number: '12345' }, ['phone-number-malformed']],
    ['a phone number with 16 digits (R203)', { phone_number: `+${'1'.repeat(16)}` }, ['phone-number-malformed']],
    ['a phone number with 15 digits (R203)', { phone_number: `+${'0'.repeat(15)}` }, 'accepted'],
    ['a phone number with a dash (R203)', { phone_number: '+1-234' }, ['phone-number-malformed']],
    ['a verified phone that is blank (R202)', { phone_number_verified: 'true' }, ['verified-phone-number-missing']],
    ['phone_number_verified false alone (R199)', { phone_number_verified: 'false' }, 'accepted'],
    ['a birthdate the other way round (R204)', { birthdate: '1985-02-01' }, ['birthdate-malformed']],
    ['a day that never was (R204)', { birthdate: '02/29/1900' }, ['birthdate-malformed']],
    ['a month that is none (R204)', { birthdate: '13/01/1985' }, ['birthdate-malformed']],
    ['day zero (R204)', { birthdate: '01/00/1985' }, ['birthdate-malformed']],
    ['a short birthdate (R204)', { birthdate: '2/1/1985' }, ['birthdate-malformed']],
    ['updated_at with a fraction (R205)', { updated_at: '1471453471.5' }, ['updated-at-malformed']],
    ['updated_at below zero (R205)', { updated_at: '-1' }, ['updated-at-malformed']],
    ['a value of 2048 (R192)', { nickname: '漢'.repeat(2048) }, 'accepted'],
    ['a value of 2049 (R192)', { nickname: '漢'.repeat(2049) }, ['constraint-violated', 'nickname']],
    ['a value of 2048 emoji (R192)', { nickname: '😀'.repeat(2048) }, 'accepted'],
    ['no verified flag (R236)', { email_verified: '' }, ['nothing-verified']],
    ['verified false (R236)', { email_verified: 'false' }, ['nothing-verified']],
    [
      'only the phone verified (R234)',
      { email_verified: '', phone_number: '+1', phone_number_verified: 'true' },
      'accepted',
    ],
    ['MFA in a pool without (R240)', { 'cognito:mfa_enabled': 'true' }, ['mfa-mismatch']],
    ['free text that looks odd (R206)', { gender: '?', zoneinfo: 'Moon', website: 'no url', locale: '"' }, 'accepted'],
  ])('judges %s', (_name, values, reason) => {
    expect(reasonOf(judge({ ...GOOD, ...values }))).toEqual(reason);
  });

  it.each<[string, Values, FailureReason | 'accepted']>([
    ['custom:team', { 'custom:team': 'a' }, ['constraint-violated', 'custom:team']],
    ['custom:team', { 'custom:team': '😀😀😀😀' }, 'accepted'],
    ['custom:team', { 'custom:team': '😀' }, ['constraint-violated', 'custom:team']],
    ['custom:team', { 'custom:team': 'abcde' }, ['constraint-violated', 'custom:team']],
    ['custom:age', { 'custom:age': '99.50' }, 'accepted'],
    ['custom:age', { 'custom:age': '99.51' }, ['constraint-violated', 'custom:age']],
    ['custom:age', { 'custom:age': '-5' }, 'accepted'],
    ['custom:age', { 'custom:age': '-5.00000000000000000000001' }, ['constraint-violated', 'custom:age']],
    ['custom:age', { 'custom:age': '1e1' }, ['constraint-violated', 'custom:age']],
    ['custom:age', { 'custom:age': '+1' }, ['constraint-violated', 'custom:age']],
    ['custom:age', { 'custom:age': '.5' }, ['constraint-violated', 'custom:age']],
    ['custom:vip', { 'custom:vip': 'maybe' }, ['boolean-malformed', 'custom:vip']],
    ['custom:since', { 'custom:since': 'whenever' }, 'accepted'],
    ['custom:since', { 'custom:since': 'x'.repeat(2049) }, ['constraint-violated', 'custom:since']],
    ['dev:custom:key', { 'dev:custom:key': 'k' }, 'accepted'],
  ])('holds %s to its schema (R208 to R213): %j', (_name, values, reason) => {
    expect(reasonOf(judge({ ...GOOD, ...values }, { schema: CUSTOM }))).toEqual(reason);
  });

  it('stores Booleans in lower case and all else as given (R197, R209, R210)', () => {
    const values = { ...GOOD, 'custom:vip': 'TRUE', 'custom:age': '007', 'dev:custom:key': 'K' };
    expect(attributesOf(judge(values, { schema: CUSTOM }))).toMatchObject({
      'custom:vip': 'true',
      'custom:age': '007',
      'dev:custom:key': 'K',
    });
  });

  it('names the first required attribute that is blank (R214)', () => {
    const schema = fixtureSchema().map((attribute) =>
      ['given_name', 'family_name'].includes(attribute.name) ? { ...attribute, required: true } : attribute,
    );
    expect(reasonOf(judge(GOOD, { schema }))).toEqual(['attribute-required', 'given_name']);
    expect(reasonOf(judge({ ...GOOD, given_name: 'J' }, { schema }))).toEqual(['attribute-required', 'family_name']);
  });

  /** Each line breaks one rule more than those below it. */
  it('reports the first rule that fails, in the order of the rules (R271)', () => {
    const schema = CUSTOM.map((attribute) =>
      attribute.name === 'locale' ? { ...attribute, required: true } : attribute,
    );
    const faults: [Values, FailureReason][] = [
      [{ name: '\0' }, ['nul-character', 'name']],
      [{ 'cognito:username': '' }, ['username-missing']],
      [{ phone_number_verified: 'x' }, ['boolean-malformed', 'phone_number_verified']],
      [{ 'cognito:mfa_enabled': 'x' }, ['boolean-malformed', 'cognito:mfa_enabled']],
      [{ email: 'x' }, ['email-malformed']],
      [{ phone_number: 'x' }, ['phone-number-malformed']],
      [{ birthdate: 'x' }, ['birthdate-malformed']],
      [{ updated_at: 'x' }, ['updated-at-malformed']],
      [{ 'custom:team': 'x' }, ['constraint-violated', 'custom:team']],
      [{ locale: '' }, ['attribute-required', 'locale']],
      [{ email_verified: '' }, ['nothing-verified']],
      [{ 'cognito:mfa_enabled': 'true' }, ['mfa-mismatch']],
      [{ 'cognito:username': 'j@example.com' }, ['username-like-email']],
    ];
    const values: Record<string, string> = { ...GOOD, locale: 'x' };
    for (const [fault, reason] of faults.reverse()) {
      Object.assign(values, fault);
      expect(reasonOf(judge(values, { schema, settings: { aliasAttributes: ['email'] } }))).toEqual(reason);
    }
  });
});

describe('the auto-verified rule', () => {
  const phoneOnly: Values = { ...GOOD, email_verified: '', phone_number: '+1', phone_number_verified: 'true' };

  it.each([
    ['email', GOOD, 'accepted'],
    ['email', phoneOnly, ['nothing-verified']],
    ['phone_number', GOOD, ['nothing-verified']],
    ['phone_number', phoneOnly, 'accepted'],
  ] as const)('of a pool that verifies %s alone (R235)', (attribute, values, reason) => {
    expect(reasonOf(judge(values, { settings: { autoVerifiedAttributes: [attribute] } }))).toEqual(reason);
  });
});

describe('the MFA rule', () => {
  const SMS = { smsConfiguration: { snsCallerArn: 'arn' } };

  it.each([
    ['ON', '', {}, 'active'],
    ['ON', 'True', {}, 'active'],
    ['ON', 'false', {}, undefined],
    ['OFF', '', {}, 'off'],
    ['OFF', 'false', {}, 'off'],
    ['OFF', 'true', {}, undefined],
    ['OPTIONAL', '', {}, 'off'],
    ['OPTIONAL', 'false', {}, 'off'],
    ['OPTIONAL', 'TRUE', {}, 'active'],
    ['OPTIONAL', 'TRUE', SMS, 'sms'],
    ['ON', '', SMS, 'sms'],
  ] as const)('of a pool with %s takes "%s" (R239 to R244)', (mfaConfiguration, enabled, sms, mfa) => {
    const values = { ...GOOD, phone_number: '+1', 'cognito:mfa_enabled': enabled };
    const verdict = judge(values, { settings: { mfaConfiguration, ...sms } });
    expect(verdict.kind === 'accepted' ? verdict.user.mfa : undefined).toBe(mfa);
  });

  it('sends nothing to a user without a phone number (R243, R244)', () => {
    expect(userOf(judge(GOOD, { settings: { mfaConfiguration: 'ON', ...SMS } })).mfa).toBe('active');
  });
});

describe('the status of a new user', () => {
  it.each([
    [['PASSWORD'], 'RESET_REQUIRED'],
    [['PASSWORD', 'EMAIL_OTP'], 'CONFIRMED'],
    [['PASSWORD', 'SMS_OTP'], 'RESET_REQUIRED'],
    [['SMS_OTP', 'EMAIL_OTP'], 'CONFIRMED'],
    [['WEB_AUTHN'], 'RESET_REQUIRED'],
  ] as const)('with an email address under %j is %s (R265 to R267)', (allowedFirstAuthFactors, status) => {
    expect(userOf(judge(GOOD, { settings: { allowedFirstAuthFactors } })).status).toBe(status);
  });

  it('with a phone number that is not verified is CONFIRMED under SMS_OTP (R265)', () => {
    const values = { ...GOOD, phone_number: '+1', phone_number_verified: 'false' };
    expect(userOf(judge(values, { settings: { allowedFirstAuthFactors: ['SMS_OTP'] } })).status).toBe('CONFIRMED');
  });
});

describe('a pool with username attributes', () => {
  const EMAIL = { settings: { usernameAttributes: ['email'], caseSensitiveUsernames: false } } as const;
  const BOTH = { settings: { usernameAttributes: ['email', 'phone_number'] } } as const;
  const PHONE = { settings: { usernameAttributes: ['phone_number'] } } as const;
  const verifiedEmail: Values = { email: 'J@example.com', email_verified: 'true' };

  it('stores the sub as user name and fills the blank email, verified or not (R218, R219)', () => {
    const verdict = judge({ 'cognito:username': 'J@example.com', email_verified: 'true' }, EMAIL);
    expect(userOf(verdict)).toMatchObject({
      username: SUB,
      usernameKey: SUB,
      emailKey: 'j@example.com',
      phoneKey: null,
    });
    expect(attributesOf(verdict)).toEqual({ email: 'J@example.com', email_verified: 'true' });
  });

  it('fills the blank phone number where the user name is one (R219)', () => {
    const verdict = judge({ 'cognito:username': '+123', phone_number_verified: 'true' }, BOTH);
    expect(userOf(verdict)).toMatchObject({ emailKey: null, phoneKey: '+123' });
    expect(attributesOf(verdict)).toEqual({ phone_number: '+123', phone_number_verified: 'true' });
  });

  it('takes a filled attribute for one that is there (R214)', () => {
    const schema = fixtureSchema().map((attribute) =>
      attribute.name === 'email' ? { ...attribute, required: true } : attribute,
    );
    const values = { 'cognito:username': 'j@example.com', email_verified: 'true' };
    expect(reasonOf(judge(values, { ...EMAIL, schema }))).toBe('accepted');
  });

  it.each<[string, PoolChange, string, Values, FailureReason | 'accepted']>([
    ['a name that is no email (R220)', EMAIL, 'john', verifiedEmail, ['username-not-email']],
    ['a name that is no phone number (R220)', PHONE, 'john', verifiedEmail, ['username-not-phone-number']],
    ['a name that is neither (R220)', BOTH, 'john', verifiedEmail, ['username-not-email-or-phone-number']],
    ['a phone number where emails are names (R220)', EMAIL, '+1', verifiedEmail, ['username-not-email']],
    ['another email in its column (R221)', EMAIL, 'x@example.com', verifiedEmail, ['username-differs', 'email']],
    ['the same email in another case (R221, R228)', EMAIL, 'j@EXAMPLE.com', verifiedEmail, 'accepted'],
    [
      'another case where cases are told apart (R221)',
      BOTH,
      'j@example.com',
      verifiedEmail,
      ['username-differs', 'email'],
    ],
    [
      'another phone number (R221)',
      BOTH,
      '+1',
      { ...verifiedEmail, phone_number: '+2' },
      ['username-differs', 'phone_number'],
    ],
  ])('judges %s', (_name, pool, username, values, reason) => {
    expect(reasonOf(judge({ ...values, 'cognito:username': username }, pool))).toEqual(reason);
  });
});

describe('a pool with aliases', () => {
  const ALIASES = { settings: { aliasAttributes: ['email', 'phone_number', 'preferred_username'] } } as const;
  const EMAIL_ALIAS = { settings: { aliasAttributes: ['email'] } } as const;

  it.each<[string, PoolChange, FailureReason | 'accepted']>([
    ['j@example.com', ALIASES, ['username-like-email']],
    ['+123', ALIASES, ['username-like-phone-number']],
    ['+123', EMAIL_ALIAS, 'accepted'],
    ['j@localhost', ALIASES, 'accepted'],
  ])('judges the user name %s (R223)', (username, pool, reason) => {
    expect(reasonOf(judge({ ...GOOD, 'cognito:username': username }, pool))).toEqual(reason);
  });

  it('gives keys to verified aliases only (R224 to R226)', () => {
    const values = { ...GOOD, phone_number: '+1', phone_number_verified: 'false', preferred_username: 'jj' };
    expect(userOf(judge(values, ALIASES))).toMatchObject({
      username: 'john',
      usernameKey: 'john',
      emailKey: 'j@example.com',
      phoneKey: null,
      preferredUsernameKey: 'jj',
    });
  });
});

describe('a password_hash column', () => {
  it('is ignored by a job without an algorithm (R252)', () => {
    const pool = { settings: fixtureSettings(), schema: fixtureSchema() };
    const columns = csvHeaderOf(pool, { hashImport: true });
    const fields = columns.map((column) => (column === 'password_hash' ? 'rubbish' : (GOOD[column] ?? '')));
    const verdict = compileJudge({ pool, columns, digestKey, newSub: () => SUB })(fields);
    expect(attributesOf(verdict)).toEqual({ email: 'j@example.com', email_verified: 'true' });
  });
});
