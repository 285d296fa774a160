import { describe, expect, it } from 'vitest';
import { judgeMfaRequest, type MfaRequest } from './judge-mfa-request.ts';
import { fixtureSettings } from './user-pool.fixture.ts';
import type { UserPoolSettings } from './user-pool.ts';

const SMS = { snsCallerArn: 'arn:aws:iam::111122223333:role/sms' };
const DEVELOPER = { emailConfiguration: { emailSendingAccount: 'DEVELOPER' } } as const;

function judge(request: MfaRequest, change: Partial<UserPoolSettings> = {}) {
  return judgeMfaRequest(fixtureSettings(change), request);
}

const NO_FACTOR = 'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.';
const OFF_AND_ON = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.";

describe('the MFA of a pool', () => {
  it.each<[string, MfaRequest, Partial<UserPoolSettings>, string]>([
    ['without a factor (R635)', { mfaConfiguration: 'ON' }, {}, NO_FACTOR],
    [
      'with a factor that is switched off (R635)',
      { mfaConfiguration: 'OPTIONAL', softwareToken: false },
      {},
      NO_FACTOR,
    ],
    [
      'whose only factor goes (R635)',
      { softwareToken: false },
      { mfaConfiguration: 'ON', mfaFactors: { softwareToken: true } },
      NO_FACTOR,
    ],
    ['switched off with an app (R635)', { mfaConfiguration: 'OFF', softwareToken: true }, {}, OFF_AND_ON],
    [
      'switched off with text messages (R635)',
      { mfaConfiguration: 'OFF', sms: { configuration: SMS } },
      {},
      OFF_AND_ON,
    ],
    ['off, with text messages (R635)', { sms: { configuration: SMS } }, {}, OFF_AND_ON],
    [
      'by text message without a way to send one (R635)',
      { mfaConfiguration: 'ON', sms: {} },
      {},
      'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    ],
    [
      'by email that Cognito would send itself (R636)',
      { mfaConfiguration: 'ON', email: {} },
      {},
      'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.',
    ],
  ])('is refused %s', (_, request, current, text) => {
    expect(judge(request, current)).toEqual({ kind: 'refused', code: 'InvalidParameterException', text });
  });

  it.each<[string, MfaRequest]>([
    ['email', { email: {} }],
    ['passkeys as a second factor', { webAuthn: { factorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } }],
  ])('needs a higher plan than LITE for %s (R636)', (_, request) => {
    const lite = judge(request, { ...DEVELOPER, userPoolTier: 'LITE' });
    expect(lite).toMatchObject({ kind: 'refused', code: 'FeatureUnavailableInTierException' });
    expect(judge(request, { ...DEVELOPER, userPoolTier: 'PLUS' })).toMatchObject({ kind: 'accepted' });
  });

  it.each<[string, MfaRequest, Partial<UserPoolSettings>, Partial<UserPoolSettings>]>([
    [
      'an app',
      { mfaConfiguration: 'ON', softwareToken: true },
      {},
      { mfaConfiguration: 'ON', mfaFactors: { softwareToken: true } },
    ],
    [
      'text messages',
      { mfaConfiguration: 'OPTIONAL', sms: { configuration: SMS, authenticationMessage: '{####}' } },
      {},
      { mfaConfiguration: 'OPTIONAL', smsConfiguration: SMS, smsAuthenticationMessage: '{####}' },
    ],
    [
      'the text messages that the pool sends already',
      { mfaConfiguration: 'ON' },
      { smsConfiguration: SMS },
      { mfaConfiguration: 'ON', smsConfiguration: SMS },
    ],
    [
      'email',
      { mfaConfiguration: 'ON', email: { message: '{####}', subject: 'x' } },
      DEVELOPER,
      { mfaConfiguration: 'ON', mfaFactors: { email: { message: '{####}', subject: 'x' } } },
    ],
    [
      'a message for codes at sign-in, without MFA',
      { email: { message: '{####}' } },
      DEVELOPER,
      { mfaConfiguration: 'OFF', mfaFactors: { email: { message: '{####}' } } },
    ],
    [
      'passkeys, which are no second factor by themselves',
      { webAuthn: { relyingPartyId: 'example.com', userVerification: 'preferred' } },
      {},
      {
        mfaConfiguration: 'OFF',
        mfaFactors: { webAuthn: { relyingPartyId: 'example.com', userVerification: 'preferred' } },
      },
    ],
    [
      'nothing more than before, where nothing is given',
      {},
      { mfaConfiguration: 'ON', mfaFactors: { softwareToken: true } },
      { mfaConfiguration: 'ON', mfaFactors: { softwareToken: true } },
    ],
    [
      'no app any more once it is off',
      { mfaConfiguration: 'OFF' },
      { mfaConfiguration: 'ON', mfaFactors: { softwareToken: true }, smsConfiguration: SMS },
      { mfaConfiguration: 'OFF', mfaFactors: {}, smsConfiguration: SMS },
    ],
  ])('takes %s (R634)', (_, request, current, changed) => {
    const settings = { ...fixtureSettings(current), mfaFactors: {}, ...changed };
    expect(judge(request, current)).toEqual({ kind: 'accepted', settings });
  });
});
