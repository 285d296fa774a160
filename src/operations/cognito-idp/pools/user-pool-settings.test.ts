import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import { ACCOUNT, OperationsFixture, REGION } from '../../operations.fixture.ts';
import { createUserPool } from './create-user-pool.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { listUserPools } from './list-user-pools.ts';
import { updateUserPool } from './update-user-pool.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

async function makePool(input: Partial<InputOf<'cognito-idp', 'CreateUserPool'>> = {}): Promise<string> {
  const { UserPool } = await createUserPool.run({ PoolName: 'people', ...input }, fixture.context());
  return UserPool?.Id ?? '';
}

async function describePool(UserPoolId: string) {
  const { UserPool } = await describeUserPool.run({ UserPoolId }, fixture.context());
  return UserPool ?? {};
}

const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
const LAMBDAS = {
  PreSignUp: functionArn('a'),
  CustomMessage: functionArn('b'),
  PostConfirmation: functionArn('c'),
  PreAuthentication: functionArn('d'),
  PostAuthentication: functionArn('e'),
  DefineAuthChallenge: functionArn('f'),
  CreateAuthChallenge: functionArn('g'),
  VerifyAuthChallengeResponse: functionArn('h'),
  PreTokenGeneration: functionArn('i'),
  UserMigration: functionArn('j'),
  PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: functionArn('i') },
  CustomSMSSender: { LambdaVersion: 'V1_0', LambdaArn: functionArn('k') },
  CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: functionArn('l') },
  InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: functionArn('m') },
  KMSKeyID: `arn:aws:kms:${REGION}:${ACCOUNT}:key/k`,
} satisfies InputOf<'cognito-idp', 'CreateUserPool'>['LambdaConfig'];

describe('the settings of a pool', () => {
  it('come back as they were given', async () => {
    const settings = {
      Policies: {
        PasswordPolicy: { MinimumLength: 6, PasswordHistorySize: 3, TemporaryPasswordValidityDays: 2 },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
      },
      DeletionProtection: 'ACTIVE',
      LambdaConfig: LAMBDAS,
      AutoVerifiedAttributes: ['email'],
      UsernameAttributes: ['email', 'phone_number'],
      UsernameConfiguration: { CaseSensitive: false },
      MfaConfiguration: 'OPTIONAL',
      EmailConfiguration: {
        SourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/a@example.com`,
        ReplyToEmailAddress: 'b@example.com',
        EmailSendingAccount: 'DEVELOPER',
        From: 'a@example.com',
        ConfigurationSet: 'set',
      },
      SmsConfiguration: {
        SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms`,
        ExternalId: 'id',
        SnsRegion: 'us-east-1',
        EumsSms: {
          CallerArn: `arn:aws:iam::${ACCOUNT}:role/eums`,
          ExternalId: 'id',
          OriginationIdentity: 'Muster',
          ConfigurationSetName: 'set',
          InEntityId: 'entity',
          InTemplateId: 'template',
          Region: 'us-west-2',
        },
      },
      SmsAuthenticationMessage: 'Your code is {####}',
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: { SMSMessage: '{username} {####}', EmailMessage: '{####}', EmailSubject: 'Welcome' },
      },
      VerificationMessageTemplate: {
        SmsMessage: 'by text {####}',
        EmailMessage: 'by mail {####}',
        EmailSubject: 'Hello',
        EmailMessageByLink: '{##here##}',
        EmailSubjectByLink: 'Link',
        DefaultEmailOption: 'CONFIRM_WITH_LINK',
      },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      UserPoolAddOns: {
        AdvancedSecurityMode: 'ENFORCED',
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' },
      },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      UserPoolTags: { stage: 'test' },
      UserPoolTier: 'PLUS',
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY', KmsKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/a` },
      IssuerConfiguration: { Type: 'UPDATED' },
    } satisfies Partial<InputOf<'cognito-idp', 'CreateUserPool'>>;
    const UserPoolId = await makePool(settings);
    const pool = await describePool(UserPoolId);
    expect(pool).toEqual({
      ...pool,
      ...settings,
      Policies: {
        PasswordPolicy: {
          RequireUppercase: false,
          RequireLowercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
          ...settings.Policies.PasswordPolicy,
        },
        SignInPolicy: settings.Policies.SignInPolicy,
      },
      AdminCreateUserConfig: { ...settings.AdminCreateUserConfig, UnusedAccountValidityDays: 2 },
    });
    const { UserPools = [] } = await listUserPools.run({ MaxResults: 60 }, fixture.context());
    expect(UserPools.find(({ Id }) => Id === UserPoolId)?.LambdaConfig).toEqual(LAMBDAS);
  });

  const template = { EmailMessage: 'mail {####}', EmailSubject: 'subject', SmsMessage: 'text {####}' };
  const older = {
    EmailVerificationMessage: 'mail {####}',
    EmailVerificationSubject: 'subject',
    SmsVerificationMessage: 'text {####}',
  };

  it.each<[string, Partial<InputOf<'cognito-idp', 'CreateUserPool'>>]>([
    ['the template', { VerificationMessageTemplate: template }],
    ['the three older members', older],
    [
      'a part of each',
      { VerificationMessageTemplate: { EmailSubject: 'subject' }, ...older, EmailVerificationSubject: undefined },
    ],
  ])('have the texts of a verification in both places, given %s (R473)', async (_, input) => {
    const expected = {
      ...older,
      VerificationMessageTemplate: { ...template, DefaultEmailOption: 'CONFIRM_WITH_CODE' },
    };
    const UserPoolId = await makePool(input);
    expect(await describePool(UserPoolId)).toMatchObject(expected);
    const bare = await makePool();
    await updateUserPool.run({ UserPoolId: bare, ...input }, fixture.context());
    expect(await describePool(bare)).toMatchObject(expected);
  });

  it('keep the texts of a verification as they are given, if both places have some (R473)', async () => {
    const both = {
      ...older,
      VerificationMessageTemplate: { EmailMessage: 'another {####}', SmsMessage: 'any {####}' },
    };
    expect(await describePool(await makePool(both))).toMatchObject({
      ...older,
      VerificationMessageTemplate: { ...both.VerificationMessageTemplate, EmailSubject: 'subject' },
    });
  });

  it('say that text messages go out in the region of the pool where no other is named (R474)', async () => {
    const SnsCallerArn = `arn:aws:iam::${ACCOUNT}:role/sms`;
    const bare = await describePool(await makePool({ SmsConfiguration: { SnsCallerArn } }));
    expect(bare.SmsConfiguration).toEqual({ SnsCallerArn, SnsRegion: REGION });
  });
});
