import type {
  AdminCreateUserConfig,
  EmailConfiguration,
  LambdaConfig,
  SmsConfiguration,
  UserPoolAddOns,
  VersionedFunction,
} from '../../../domain/pools/optional-settings.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { VerificationMessages } from '../../../domain/pools/verification-messages.ts';
import type { OutputOf } from '../../../model/operation-types.ts';

type UserPoolType = NonNullable<OutputOf<'cognito-idp', 'DescribeUserPool'>['UserPool']>;
type Answer<Name extends keyof UserPoolType> = NonNullable<UserPoolType[Name]>;

/** The members of `UserPoolType` that a pool may lack, with the defaults of those that are always there. */
export function optionalSettingsAnswer({ settings, region }: Pick<UserPool, 'settings' | 'region'>): UserPoolType {
  const { olderVerificationMessages, accountRecoverySetting, passwordPolicy } = settings;
  return {
    UsernameConfiguration: ifSet(settings.usernameConfiguration, ({ caseSensitive }) => ({
      CaseSensitive: caseSensitive,
    })),
    EmailConfiguration: emailAnswer(settings.emailConfiguration ?? {}),
    SmsConfiguration: ifSet(settings.smsConfiguration, (sms) => smsAnswer(sms, region)),
    SmsVerificationMessage: olderVerificationMessages?.smsVerificationMessage,
    EmailVerificationMessage: olderVerificationMessages?.emailVerificationMessage,
    EmailVerificationSubject: olderVerificationMessages?.emailVerificationSubject,
    VerificationMessageTemplate: templateAnswer(settings.verificationMessages ?? {}),
    SmsAuthenticationMessage: settings.smsAuthenticationMessage,
    AdminCreateUserConfig: adminCreateUserAnswer(
      settings.adminCreateUserConfig ?? {},
      passwordPolicy.temporaryPasswordValidityDays,
    ),
    AccountRecoverySetting: ifSet(accountRecoverySetting, ({ recoveryMechanisms }) => ({
      RecoveryMechanisms: recoveryMechanisms?.map(({ name, priority }) => ({ Name: name, Priority: priority })),
    })),
    UserAttributeUpdateSettings: ifSet(settings.userAttributeUpdateSettings, (set) => ({
      AttributesRequireVerificationBeforeUpdate: ifSet(set.attributesRequireVerificationBeforeUpdate, (names) => [
        ...names,
      ]),
    })),
    DeviceConfiguration: ifSet(settings.deviceConfiguration, (set) => ({
      ChallengeRequiredOnNewDevice: set.challengeRequiredOnNewDevice,
      DeviceOnlyRememberedOnUserPrompt: set.deviceOnlyRememberedOnUserPrompt,
    })),
    LambdaConfig: lambdaAnswer(settings.lambdaConfig ?? {}),
    UserPoolAddOns: ifSet(settings.userPoolAddOns, addOnsAnswer),
    UserPoolTier: settings.userPoolTier ?? 'ESSENTIALS',
    KeyConfiguration: ifSet(settings.keyConfiguration, ({ keyType, kmsKeyArn }) => ({
      KeyType: keyType,
      KmsKeyArn: kmsKeyArn,
    })),
    IssuerConfiguration: ifSet(settings.issuerConfiguration, ({ type }) => ({ Type: type })),
  };
}

export function lambdaAnswer(set: LambdaConfig): Answer<'LambdaConfig'> {
  return {
    PreSignUp: set.preSignUp,
    CustomMessage: set.customMessage,
    PostConfirmation: set.postConfirmation,
    PreAuthentication: set.preAuthentication,
    PostAuthentication: set.postAuthentication,
    DefineAuthChallenge: set.defineAuthChallenge,
    CreateAuthChallenge: set.createAuthChallenge,
    VerifyAuthChallengeResponse: set.verifyAuthChallengeResponse,
    PreTokenGeneration: set.preTokenGeneration,
    UserMigration: set.userMigration,
    PreTokenGenerationConfig: ifSet(set.preTokenGenerationConfig, functionAnswer),
    CustomSMSSender: ifSet(set.customSMSSender, functionAnswer),
    CustomEmailSender: ifSet(set.customEmailSender, functionAnswer),
    InboundFederation: ifSet(set.inboundFederation, functionAnswer),
    KMSKeyID: set.kmsKeyID,
  };
}

function functionAnswer<Version>({ lambdaVersion, lambdaArn }: VersionedFunction<Version>) {
  return { LambdaVersion: lambdaVersion, LambdaArn: lambdaArn };
}

function emailAnswer(set: EmailConfiguration): Answer<'EmailConfiguration'> {
  return {
    SourceArn: set.sourceArn,
    ReplyToEmailAddress: set.replyToEmailAddress,
    EmailSendingAccount: set.emailSendingAccount ?? 'COGNITO_DEFAULT',
    From: set.from,
    ConfigurationSet: set.configurationSet,
  };
}

/** Text messages go out in the region of the pool unless the client names another one (R474). */
export function smsAnswer(set: SmsConfiguration, region: string): Answer<'SmsConfiguration'> {
  return {
    SnsCallerArn: set.snsCallerArn,
    ExternalId: set.externalId,
    SnsRegion: set.snsRegion ?? region,
    EumsSms: ifSet(set.eumsSms, (eums) => ({
      CallerArn: eums.callerArn,
      ExternalId: eums.externalId,
      OriginationIdentity: eums.originationIdentity,
      ConfigurationSetName: eums.configurationSetName,
      InEntityId: eums.inEntityId,
      InTemplateId: eums.inTemplateId,
      Region: eums.region,
    })),
  };
}

function templateAnswer(set: VerificationMessages): Answer<'VerificationMessageTemplate'> {
  return {
    SmsMessage: set.smsMessage,
    EmailMessage: set.emailMessage,
    EmailSubject: set.emailSubject,
    EmailMessageByLink: set.emailMessageByLink,
    EmailSubjectByLink: set.emailSubjectByLink,
    DefaultEmailOption: set.defaultEmailOption ?? 'CONFIRM_WITH_CODE',
  };
}

function adminCreateUserAnswer(set: AdminCreateUserConfig, validityDays: number): Answer<'AdminCreateUserConfig'> {
  return {
    AllowAdminCreateUserOnly: set.allowAdminCreateUserOnly ?? false,
    UnusedAccountValidityDays: validityDays,
    InviteMessageTemplate: ifSet(set.inviteMessageTemplate, ({ smsMessage, emailMessage, emailSubject }) => ({
      SMSMessage: smsMessage,
      EmailMessage: emailMessage,
      EmailSubject: emailSubject,
    })),
  };
}

function addOnsAnswer(set: UserPoolAddOns): Answer<'UserPoolAddOns'> {
  return {
    AdvancedSecurityMode: set.advancedSecurityMode,
    AdvancedSecurityAdditionalFlows: ifSet(set.advancedSecurityAdditionalFlows, ({ customAuthMode }) => ({
      CustomAuthMode: customAuthMode,
    })),
  };
}

function ifSet<Value, Result>(value: Value | undefined, convert: (value: Value) => Result): Result | undefined {
  return value === undefined ? undefined : convert(value);
}
