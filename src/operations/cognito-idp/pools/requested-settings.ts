import type {
  AdminCreateUserConfig,
  EmailConfiguration,
  LambdaConfig,
  OptionalSettings,
  SmsConfiguration,
  UserPoolAddOns,
} from '../../../domain/pools/optional-settings.ts';
import { fillVerificationMessages, type VerificationMessages } from '../../../domain/pools/verification-messages.ts';
import type { InputOf } from '../../../model/operation-types.ts';

type UpdateInput = InputOf<'cognito-idp', 'UpdateUserPool'>;
type CreateInput = InputOf<'cognito-idp', 'CreateUserPool'>;
type Given<Name extends keyof UpdateInput> = NonNullable<UpdateInput[Name]>;

/** The optional settings of an input, without those that are fixed at creation or set by SetUserPoolMfaConfig. */
export function requestedSettings(
  input: UpdateInput | CreateInput,
): Omit<OptionalSettings, 'usernameConfiguration' | 'mfaFactors'> {
  return {
    emailConfiguration: ifGiven(input.EmailConfiguration, emailConfiguration),
    smsConfiguration: ifGiven(input.SmsConfiguration, smsConfiguration),
    ...fillVerificationMessages(verificationMessages(input.VerificationMessageTemplate ?? {}), {
      smsVerificationMessage: input.SmsVerificationMessage,
      emailVerificationMessage: input.EmailVerificationMessage,
      emailVerificationSubject: input.EmailVerificationSubject,
    }),
    smsAuthenticationMessage: input.SmsAuthenticationMessage,
    adminCreateUserConfig: ifGiven(input.AdminCreateUserConfig, adminCreateUserConfig),
    accountRecoverySetting: ifGiven(input.AccountRecoverySetting, ({ RecoveryMechanisms }) => ({
      recoveryMechanisms: RecoveryMechanisms?.map(({ Name, Priority }) => ({ name: Name, priority: Priority })),
    })),
    userAttributeUpdateSettings: ifGiven(input.UserAttributeUpdateSettings, (given) => ({
      attributesRequireVerificationBeforeUpdate: given.AttributesRequireVerificationBeforeUpdate,
    })),
    deviceConfiguration: ifGiven(input.DeviceConfiguration, (given) => ({
      challengeRequiredOnNewDevice: given.ChallengeRequiredOnNewDevice,
      deviceOnlyRememberedOnUserPrompt: given.DeviceOnlyRememberedOnUserPrompt,
    })),
    lambdaConfig: ifGiven(input.LambdaConfig, lambdaConfig),
    userPoolAddOns: ifGiven(input.UserPoolAddOns, userPoolAddOns),
    userPoolTier: input.UserPoolTier,
    keyConfiguration: ifGiven(input.KeyConfiguration, ({ KeyType, KmsKeyArn }) => ({
      keyType: KeyType,
      kmsKeyArn: KmsKeyArn,
    })),
    issuerConfiguration: ifGiven(input.IssuerConfiguration, ({ Type }) => ({ type: Type })),
  };
}

function emailConfiguration(given: Given<'EmailConfiguration'>): EmailConfiguration {
  return {
    sourceArn: given.SourceArn,
    replyToEmailAddress: given.ReplyToEmailAddress,
    emailSendingAccount: given.EmailSendingAccount,
    from: given.From,
    configurationSet: given.ConfigurationSet,
  };
}

export function smsConfiguration(given: Given<'SmsConfiguration'>): SmsConfiguration {
  return {
    snsCallerArn: given.SnsCallerArn,
    externalId: given.ExternalId,
    snsRegion: given.SnsRegion,
    eumsSms: ifGiven(given.EumsSms, (eums) => ({
      callerArn: eums.CallerArn,
      externalId: eums.ExternalId,
      originationIdentity: eums.OriginationIdentity,
      configurationSetName: eums.ConfigurationSetName,
      inEntityId: eums.InEntityId,
      inTemplateId: eums.InTemplateId,
      region: eums.Region,
    })),
  };
}

function verificationMessages(given: Given<'VerificationMessageTemplate'>): VerificationMessages {
  return {
    smsMessage: given.SmsMessage,
    emailMessage: given.EmailMessage,
    emailSubject: given.EmailSubject,
    emailMessageByLink: given.EmailMessageByLink,
    emailSubjectByLink: given.EmailSubjectByLink,
    defaultEmailOption: given.DefaultEmailOption,
  };
}

function adminCreateUserConfig(given: Given<'AdminCreateUserConfig'>): AdminCreateUserConfig {
  return {
    allowAdminCreateUserOnly: given.AllowAdminCreateUserOnly,
    inviteMessageTemplate: ifGiven(given.InviteMessageTemplate, ({ SMSMessage, EmailMessage, EmailSubject }) => ({
      smsMessage: SMSMessage,
      emailMessage: EmailMessage,
      emailSubject: EmailSubject,
    })),
  };
}

function lambdaConfig(given: Given<'LambdaConfig'>): LambdaConfig {
  return {
    preSignUp: given.PreSignUp,
    customMessage: given.CustomMessage,
    postConfirmation: given.PostConfirmation,
    preAuthentication: given.PreAuthentication,
    postAuthentication: given.PostAuthentication,
    defineAuthChallenge: given.DefineAuthChallenge,
    createAuthChallenge: given.CreateAuthChallenge,
    verifyAuthChallengeResponse: given.VerifyAuthChallengeResponse,
    preTokenGeneration: given.PreTokenGeneration,
    userMigration: given.UserMigration,
    preTokenGenerationConfig: ifGiven(given.PreTokenGenerationConfig, versionedFunction),
    customSMSSender: ifGiven(given.CustomSMSSender, versionedFunction),
    customEmailSender: ifGiven(given.CustomEmailSender, versionedFunction),
    inboundFederation: ifGiven(given.InboundFederation, versionedFunction),
    kmsKeyID: given.KMSKeyID,
  };
}

function versionedFunction<Version>(given: { readonly LambdaVersion: Version; readonly LambdaArn: string }) {
  return { lambdaVersion: given.LambdaVersion, lambdaArn: given.LambdaArn };
}

function userPoolAddOns(given: Given<'UserPoolAddOns'>): UserPoolAddOns {
  return {
    advancedSecurityMode: given.AdvancedSecurityMode,
    advancedSecurityAdditionalFlows: ifGiven(given.AdvancedSecurityAdditionalFlows, ({ CustomAuthMode }) => ({
      customAuthMode: CustomAuthMode,
    })),
  };
}

function ifGiven<Value, Result>(value: Value | undefined, convert: (value: Value) => Result): Result | undefined {
  return value === undefined ? undefined : convert(value);
}
