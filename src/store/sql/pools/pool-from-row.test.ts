import { describe, expect, it } from 'vitest';
import { poolFromRow } from './pool-from-row.ts';

/** As a server of version 0.1.0 stored a pool that has every setting; the template and an older member disagree about one text. */
const CARRIED = {
  LambdaConfig: {
    PreSignUp: 'arn:aws:lambda:eu-central-1:111122223333:function:a',
    CustomMessage: 'arn:aws:lambda:eu-central-1:111122223333:function:b',
    PostConfirmation: 'arn:aws:lambda:eu-central-1:111122223333:function:c',
    PreAuthentication: 'arn:aws:lambda:eu-central-1:111122223333:function:d',
    PostAuthentication: 'arn:aws:lambda:eu-central-1:111122223333:function:e',
    DefineAuthChallenge: 'arn:aws:lambda:eu-central-1:111122223333:function:f',
    CreateAuthChallenge: 'arn:aws:lambda:eu-central-1:111122223333:function:g',
    VerifyAuthChallengeResponse: 'arn:aws:lambda:eu-central-1:111122223333:function:h',
    PreTokenGeneration: 'arn:aws:lambda:eu-central-1:111122223333:function:i',
    UserMigration: 'arn:aws:lambda:eu-central-1:111122223333:function:j',
    PreTokenGenerationConfig: {
      LambdaVersion: 'V2_0',
      LambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:i',
    },
    CustomSMSSender: { LambdaVersion: 'V1_0', LambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:k' },
    CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:l' },
    InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:m' },
    KMSKeyID: 'arn:aws:kms:eu-central-1:111122223333:key/k',
  },
  SmsVerificationMessage: 'old sms {####}',
  EmailVerificationMessage: 'old mail {####}',
  EmailVerificationSubject: 'old subject',
  VerificationMessageTemplate: {
    EmailMessageByLink: 'click {##here##}',
    EmailSubjectByLink: 'link',
    DefaultEmailOption: 'CONFIRM_WITH_LINK',
    SmsMessage: 'new sms {####}',
  },
  SmsAuthenticationMessage: 'factor {####}',
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
  EmailConfiguration: {
    SourceArn: 'arn:aws:ses:eu-central-1:111122223333:identity/a@example.com',
    ReplyToEmailAddress: 'r@example.com',
    EmailSendingAccount: 'DEVELOPER',
    From: 'a@example.com',
    ConfigurationSet: 'set',
  },
  SmsConfiguration: {
    SnsCallerArn: 'arn:aws:iam::111122223333:role/sms',
    ExternalId: 'x',
    SnsRegion: 'eu-west-1',
    EumsSms: {
      CallerArn: 'arn:aws:iam::111122223333:role/eums',
      Region: 'eu-west-1',
      InEntityId: 'e',
      InTemplateId: 't',
      OriginationIdentity: 'o',
      ConfigurationSetName: 'c',
      ExternalId: 'y',
    },
  },
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: true,
    UnusedAccountValidityDays: 3,
    InviteMessageTemplate: {
      SMSMessage: 'hi {username} {####}',
      EmailMessage: 'hello {username} {####}',
      EmailSubject: 'invited',
    },
  },
  UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'ENFORCED' } },
  AccountRecoverySetting: {
    RecoveryMechanisms: [
      { Priority: 1, Name: 'verified_email' },
      { Priority: 2, Name: 'admin_only' },
    ],
  },
  UserPoolTier: 'PLUS',
  KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k' },
  IssuerConfiguration: { Type: 'UPDATED' },
  UsernameConfiguration: { CaseSensitive: false },
};
const TYPED = {
  autoVerifiedAttributes: ['email'],
  usernameAttributes: [],
  aliasAttributes: [],
  caseSensitiveUsernames: false,
};

function settingsOf(settings: object) {
  return poolFromRow({
    key: 1,
    id: 'eu-central-1_aBcDeFgHi',
    account: '111122223333',
    region: 'eu-central-1',
    name: 'old',
    created_at: 1,
    modified_at: 1,
    settings: JSON.stringify(settings),
    schema_attributes: '[]',
    user_count: 0,
  }).settings;
}

describe('a stored pool', () => {
  it('has its settings by type, though they were stored by the names of the API (R473)', () => {
    const { lambdaConfig, ...settings } = settingsOf({ ...TYPED, carried: CARRIED });
    expect(settings).toEqual({
      ...TYPED,
      smsAuthenticationMessage: 'factor {####}',
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
      deviceConfiguration: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false },
      emailConfiguration: {
        sourceArn: 'arn:aws:ses:eu-central-1:111122223333:identity/a@example.com',
        replyToEmailAddress: 'r@example.com',
        emailSendingAccount: 'DEVELOPER',
        from: 'a@example.com',
        configurationSet: 'set',
      },
      smsConfiguration: {
        snsCallerArn: 'arn:aws:iam::111122223333:role/sms',
        externalId: 'x',
        snsRegion: 'eu-west-1',
        eumsSms: {
          callerArn: 'arn:aws:iam::111122223333:role/eums',
          region: 'eu-west-1',
          inEntityId: 'e',
          inTemplateId: 't',
          originationIdentity: 'o',
          configurationSetName: 'c',
          externalId: 'y',
        },
      },
      adminCreateUserConfig: {
        allowAdminCreateUserOnly: true,
        inviteMessageTemplate: {
          smsMessage: 'hi {username} {####}',
          emailMessage: 'hello {username} {####}',
          emailSubject: 'invited',
        },
      },
      userPoolAddOns: {
        advancedSecurityMode: 'AUDIT',
        advancedSecurityAdditionalFlows: { customAuthMode: 'ENFORCED' },
      },
      accountRecoverySetting: {
        recoveryMechanisms: [
          { priority: 1, name: 'verified_email' },
          { priority: 2, name: 'admin_only' },
        ],
      },
      userPoolTier: 'PLUS',
      keyConfiguration: { keyType: 'CUSTOMER_MANAGED_KEY', kmsKeyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k' },
      issuerConfiguration: { type: 'UPDATED' },
      usernameConfiguration: { caseSensitive: false },
      verificationMessages: {
        emailMessage: 'old mail {####}',
        emailSubject: 'old subject',
        emailMessageByLink: 'click {##here##}',
        emailSubjectByLink: 'link',
        defaultEmailOption: 'CONFIRM_WITH_LINK',
        smsMessage: 'new sms {####}',
      },
      olderVerificationMessages: {
        smsVerificationMessage: 'old sms {####}',
        emailVerificationMessage: 'old mail {####}',
        emailVerificationSubject: 'old subject',
      },
    });
    expect(lambdaConfig).toEqual({
      preSignUp: 'arn:aws:lambda:eu-central-1:111122223333:function:a',
      customMessage: 'arn:aws:lambda:eu-central-1:111122223333:function:b',
      postConfirmation: 'arn:aws:lambda:eu-central-1:111122223333:function:c',
      preAuthentication: 'arn:aws:lambda:eu-central-1:111122223333:function:d',
      postAuthentication: 'arn:aws:lambda:eu-central-1:111122223333:function:e',
      defineAuthChallenge: 'arn:aws:lambda:eu-central-1:111122223333:function:f',
      createAuthChallenge: 'arn:aws:lambda:eu-central-1:111122223333:function:g',
      verifyAuthChallengeResponse: 'arn:aws:lambda:eu-central-1:111122223333:function:h',
      preTokenGeneration: 'arn:aws:lambda:eu-central-1:111122223333:function:i',
      userMigration: 'arn:aws:lambda:eu-central-1:111122223333:function:j',
      preTokenGenerationConfig: {
        lambdaVersion: 'V2_0',
        lambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:i',
      },
      customSMSSender: { lambdaVersion: 'V1_0', lambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:k' },
      customEmailSender: { lambdaVersion: 'V1_0', lambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:l' },
      inboundFederation: { lambdaVersion: 'V1_0', lambdaArn: 'arn:aws:lambda:eu-central-1:111122223333:function:m' },
      kmsKeyID: 'arn:aws:kms:eu-central-1:111122223333:key/k',
    });
  });

  it('that was stored without such settings has none', () => {
    const none = { verificationMessages: {}, olderVerificationMessages: {} };
    expect(settingsOf({ ...TYPED, carried: {} })).toEqual({ ...TYPED, ...none });
    expect(settingsOf(TYPED)).toEqual(TYPED);
  });
});
