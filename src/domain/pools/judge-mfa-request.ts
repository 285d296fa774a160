import type { MfaFactors } from './mfa-factors.ts';
import type { SmsConfiguration } from './optional-settings.ts';
import type { MfaConfiguration, UserPoolSettings } from './user-pool.ts';

/** What SetUserPoolMfaConfig asks for; what is left out stays as it is (R634). */
export interface MfaRequest extends MfaFactors {
  readonly mfaConfiguration?: MfaConfiguration | undefined;
  readonly sms?:
    | {
        readonly authenticationMessage?: string | undefined;
        readonly configuration?: SmsConfiguration | undefined;
      }
    | undefined;
}

export type MfaVerdict =
  | { readonly kind: 'accepted'; readonly settings: UserPoolSettings }
  | {
      readonly kind: 'refused';
      readonly code: 'InvalidParameterException' | 'FeatureUnavailableInTierException';
      readonly text: string;
    };

const SMS_REQUIRED =
  'SMS configuration and Auto verification for phone_number are required when MFA is required/optional';

/**
 * What CreateUserPool and UpdateUserPool refuse: MFA in a pool that has no way to send text messages, unless SetUserPoolMfaConfig has given
 * the pool another factor (R479).
 */
export function findMfaFault({
  mfaConfiguration,
  mfaFactors = {},
  smsConfiguration,
}: Pick<UserPoolSettings, 'mfaConfiguration' | 'mfaFactors' | 'smsConfiguration'>): string | undefined {
  const hasFactor =
    smsConfiguration !== undefined || mfaFactors.softwareToken === true || mfaFactors.email !== undefined;
  return mfaConfiguration === 'OFF' || hasFactor ? undefined : SMS_REQUIRED;
}

/** The settings of a pool after the request, or why it is refused (R635, R636). */
export function judgeMfaRequest(current: UserPoolSettings, request: MfaRequest): MfaVerdict {
  const settings = applyRequest(current, request);
  const { mfaConfiguration, mfaFactors = {}, smsConfiguration } = settings;
  if (mfaConfiguration === 'OFF' && (request.sms || request.softwareToken)) {
    return refuse("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");
  }
  if (request.sms && smsConfiguration === undefined) return refuse(SMS_REQUIRED);
  if (settings.userPoolTier === 'LITE') {
    const needsPlan = request.email || request.webAuthn?.factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION';
    if (needsPlan) {
      return {
        kind: 'refused',
        code: 'FeatureUnavailableInTierException',
        text: 'MFA by email and by passkey is not available in the LITE feature plan of the user pool.',
      };
    }
  }
  if (request.email && settings.emailConfiguration?.emailSendingAccount !== 'DEVELOPER') {
    return refuse(
      'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.',
    );
  }
  if (mfaConfiguration !== 'OFF' && !smsConfiguration && !mfaFactors.softwareToken && !mfaFactors.email) {
    return refuse('Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.');
  }
  return { kind: 'accepted', settings };
}

/** Without MFA no app gives codes; the ways to send messages stay, because a pool has other uses for them. */
function applyRequest(current: UserPoolSettings, request: MfaRequest): UserPoolSettings {
  const mfaConfiguration = request.mfaConfiguration ?? current.mfaConfiguration;
  const { softwareToken, email, webAuthn } = current.mfaFactors ?? {};
  return {
    ...current,
    mfaConfiguration,
    smsConfiguration: request.sms?.configuration ?? current.smsConfiguration,
    smsAuthenticationMessage: request.sms?.authenticationMessage ?? current.smsAuthenticationMessage,
    mfaFactors: {
      softwareToken: mfaConfiguration === 'OFF' ? undefined : (request.softwareToken ?? softwareToken),
      email: request.email ?? email,
      webAuthn: request.webAuthn ?? webAuthn,
    },
  };
}

function refuse(text: string): MfaVerdict {
  return { kind: 'refused', code: 'InvalidParameterException', text };
}
