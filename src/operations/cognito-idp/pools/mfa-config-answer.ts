import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import { smsAnswer } from './optional-settings-answer.ts';

type MfaConfig = OutputOf<'cognito-idp', 'GetUserPoolMfaConfig'>;

/** What is not set is not answered; codes of an app only while MFA is not off (R634). */
export function mfaConfigAnswer({ settings, region }: Pick<UserPool, 'settings' | 'region'>): MfaConfig {
  const { mfaConfiguration, mfaFactors = {}, smsConfiguration, smsAuthenticationMessage } = settings;
  const { softwareToken, email, webAuthn } = mfaFactors;
  return {
    ...(smsConfiguration && {
      SmsMfaConfiguration: {
        ...(smsAuthenticationMessage !== undefined && { SmsAuthenticationMessage: smsAuthenticationMessage }),
        SmsConfiguration: smsAnswer(smsConfiguration, region),
      },
    }),
    ...(softwareToken !== undefined &&
      mfaConfiguration !== 'OFF' && { SoftwareTokenMfaConfiguration: { Enabled: softwareToken } }),
    ...(email && {
      EmailMfaConfiguration: {
        ...(email.message !== undefined && { Message: email.message }),
        ...(email.subject !== undefined && { Subject: email.subject }),
      },
    }),
    MfaConfiguration: mfaConfiguration,
    ...(webAuthn && {
      WebAuthnConfiguration: {
        ...(webAuthn.relyingPartyId !== undefined && { RelyingPartyId: webAuthn.relyingPartyId }),
        ...(webAuthn.userVerification !== undefined && { UserVerification: webAuthn.userVerification }),
        ...(webAuthn.factorConfiguration !== undefined && { FactorConfiguration: webAuthn.factorConfiguration }),
      },
    }),
  };
}
