import {
  eachValue,
  imported,
  JOHN,
  john,
  oneRecord,
  type RecordCase,
  records,
  type Values,
} from './record-case.fixture.ts';

const NO_CONTACT: Values = { email: '', email_verified: '' };
const PHONE: Values = { phone_number: '+12345550100', phone_number_verified: 'true' };

/** Sections 12, 13 and 15: what the pool verifies, the second factor, the status. */
export const STATUS_CASES: readonly RecordCase[] = [
  ...(['email', 'phone_number'] as const).flatMap((attribute) => [
    oneRecord(
      `needs the only auto-verified attribute to be true: ${attribute} (R235, R238)`,
      { ...PHONE, email_verified: 'false' },
      attribute === 'email' ? ['nothing-verified'] : john(),
      { settings: { autoVerifiedAttributes: [attribute] } },
    ),
    oneRecord(
      `needs the only auto-verified attribute to be true: ${attribute}, the email is (R235, R238)`,
      { ...PHONE, phone_number_verified: '' },
      attribute === 'email' ? john() : ['nothing-verified'],
      { settings: { autoVerifiedAttributes: [attribute] } },
    ),
  ]),
  records('needs one of two auto-verified attributes to be true (R234, R236, R237)', [
    [{ ...JOHN, 'cognito:username': 'a' }, imported('a')],
    [{ ...NO_CONTACT, ...PHONE, 'cognito:username': 'b' }, imported('b')],
    [{ ...JOHN, ...PHONE, 'cognito:username': 'c' }, imported('c')],
    [{ ...JOHN, 'cognito:username': 'd', email_verified: 'false' }, ['nothing-verified']],
    [{ ...JOHN, 'cognito:username': 'e', email_verified: '' }, ['nothing-verified']],
    [{ 'cognito:username': 'f' }, ['nothing-verified']],
  ]),

  ...(
    [
      ['ON', '', 'active', 'R239'],
      ['ON', 'TRUE', 'active', 'R239'],
      ['ON', 'false', undefined, 'R239'],
      ['OFF', '', 'off', 'R240'],
      ['OFF', 'False', 'off', 'R240'],
      ['OFF', 'true', undefined, 'R240'],
      ['OPTIONAL', '', 'off', 'R241'],
      ['OPTIONAL', 'false', 'off', 'R241'],
      ['OPTIONAL', 'True', 'active', 'R241'],
    ] as const
  ).map(([mfaConfiguration, flag, mfa, rule]) =>
    oneRecord(
      `judges cognito:mfa_enabled "${flag}" where MFA is ${mfaConfiguration} (R215, ${rule}, R243)`,
      { 'cognito:mfa_enabled': flag },
      mfa ? john({ mfa }) : ['mfa-mismatch'],
      { settings: { mfaConfiguration } },
    ),
  ),
  ...eachValue('takes no cognito:mfa_enabled that is no Boolean (R242)', 'cognito:mfa_enabled', [
    ['on', ['boolean-malformed', 'cognito:mfa_enabled']],
    ['1', ['boolean-malformed', 'cognito:mfa_enabled']],
  ]),
  ...(
    [
      ['ON', '', { phone_number: '+1' }, 'sms'],
      ['ON', '', {}, 'active'],
      ['OPTIONAL', 'true', { phone_number: '+1' }, 'sms'],
      ['OPTIONAL', '', { phone_number: '+1' }, 'off'],
    ] as const
  ).map(([mfaConfiguration, flag, change, mfa]) =>
    oneRecord(
      `sends the second factor where the pool has SMS and the user a phone number: ${mfaConfiguration}, "${flag}", ${JSON.stringify(change)} (R243, R244, R245)`,
      { ...change, 'cognito:mfa_enabled': flag },
      john({ mfa }),
      {
        settings: {
          mfaConfiguration,
          smsConfiguration: { snsCallerArn: 'arn:aws:iam::000000000000:role/sms' },
        },
      },
    ),
  ),

  ...(
    [
      [['PASSWORD'], {}, 'RESET_REQUIRED', 'R267'],
      [['PASSWORD', 'EMAIL_OTP'], {}, 'CONFIRMED', 'R265'],
      [['PASSWORD', 'SMS_OTP'], {}, 'RESET_REQUIRED', 'R265'],
      [['PASSWORD', 'SMS_OTP'], { phone_number: '+1' }, 'CONFIRMED', 'R265'],
      [['PASSWORD', 'SMS_OTP', 'EMAIL_OTP'], {}, 'CONFIRMED', 'R265'],
      [['PASSWORD', 'EMAIL_OTP'], { ...PHONE, email: '', email_verified: '' }, 'RESET_REQUIRED', 'R265'],
      [['PASSWORD', 'EMAIL_OTP'], { ...PHONE, email_verified: 'false' }, 'CONFIRMED', 'R265'],
      [['PASSWORD', 'WEB_AUTHN'], PHONE, 'RESET_REQUIRED', 'R266'],
    ] as const
  ).map(([allowedFirstAuthFactors, change, status, rule]) =>
    oneRecord(
      `makes a user ${status} under ${allowedFirstAuthFactors.join(' and ')} with ${JSON.stringify(change)} (${rule})`,
      change,
      john({ status }),
      {
        settings: { allowedFirstAuthFactors },
      },
    ),
  ),
];
