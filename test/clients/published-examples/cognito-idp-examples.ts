import { assertPresent } from '../../../src/base/assert.ts';
import { CLIENT_AND_GROUP_EXAMPLES } from './cognito-idp-clients-and-groups.ts';
import { EXAMPLE_ACCOUNT, type ExampleWorld, type PublishedExample } from './published-example.ts';

/** The pools of the examples, as they call them in turn. */
const SDK_POOL = 'us-east-1_EXAMPLE';
const OLD_POOL = 'us-west-2_aaaaaaaaa';
const NEW_POOL = 'us-west-2_EXAMPLE';
/** In no example: the first pool of `NEW_POOL`, which it stands for again once the second one is deleted. */
const POOL_OF_NAMES = 'the pool whose user names are names';
const functionArn = `arn:aws:lambda:us-east-1:${EXAMPLE_ACCOUNT}:function:MyFunction`;
const versioned = { LambdaArn: functionArn, LambdaVersion: 'V1_0' };

function nameOf(world: ExampleWorld, published: string): string {
  return assertPresent(world.names.get(published), `nothing stands for ${published}`);
}

function rememberPool(...published: readonly string[]): NonNullable<PublishedExample['after']> {
  return (world, { UserPool }) => {
    const { Id = '' } = UserPool as { Id?: string };
    for (const name of published) world.names.set(name, Id);
  };
}

/** A job of the pool under the published id, with a file, and a role that may not write a log yet: so it waits, once it is started. */
async function makeWaitingJob(world: ExampleWorld): Promise<void> {
  const UserPoolId = nameOf(world, NEW_POOL);
  await world.cognito.updateUserPool({ UserPoolId, AutoVerifiedAttributes: ['email'] });
  const CloudWatchLogsRoleArn = nameOf(world, 'arn:aws:iam::111111111111:role/CognitoCloudWatchLogsRole');
  const job = await world.cognito.createUserImportJob({ UserPoolId, JobName: 'import-Test10', CloudWatchLogsRoleArn });
  const { JobId = '', PreSignedUrl = '' } = assertPresent(job.UserImportJob, 'CreateUserImportJob answers with a job');
  const { CSVHeader = [] } = await world.cognito.getCSVHeader({ UserPoolId });
  const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
  const { status } = await fetch(PreSignedUrl, { method: 'PUT', headers, body: `${CSVHeader.join()}\n` });
  if (status !== 200) throw new Error(`the upload was answered ${status}`);
  world.names.set('import-mAgUtd8PMm', JobId);
}

async function createAddressUser(world: ExampleWorld, Username: string): Promise<void> {
  await world.cognito.adminCreateUser({
    UserPoolId: nameOf(world, OLD_POOL),
    Username,
    UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
  });
}

/** In the order in which one leaves what the next one takes for granted. */
export const COGNITO_IDP_EXAMPLES: readonly PublishedExample[] = [
  {
    service: 'cognito-idp',
    operation: 'CreateUserPool',
    source: 'AWS SDK',
    title: 'all settings',
    input: {
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: false,
        InviteMessageTemplate: {
          EmailMessage: 'Your username is {username} and temporary password is {####}.',
          EmailSubject: 'Your sign-in information',
          SMSMessage: 'Your username is {username} and temporary password is {####}.',
        },
      },
      AliasAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      DeletionProtection: 'ACTIVE',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      EmailConfiguration: {
        ConfigurationSet: 'my-test-ses-configuration-set',
        EmailSendingAccount: 'DEVELOPER',
        From: 'support@example.com',
        ReplyToEmailAddress: 'support@example.com',
        SourceArn: `arn:aws:ses:us-east-1:${EXAMPLE_ACCOUNT}:identity/support@example.com`,
      },
      EmailVerificationMessage: 'Your verification code is {####}.',
      EmailVerificationSubject: 'Verify your email address',
      LambdaConfig: {
        CustomEmailSender: versioned,
        CustomMessage: functionArn,
        CustomSMSSender: versioned,
        DefineAuthChallenge: functionArn,
        InboundFederation: versioned,
        KMSKeyID: `arn:aws:kms:us-east-1:${EXAMPLE_ACCOUNT}:key/a6c4f8e2-0c45-47db-925f-87854bc9e357`,
        PostAuthentication: functionArn,
        PostConfirmation: functionArn,
        PreAuthentication: functionArn,
        PreSignUp: functionArn,
        PreTokenGeneration: functionArn,
        UserMigration: functionArn,
        VerifyAuthChallengeResponse: functionArn,
      },
      MfaConfiguration: 'OPTIONAL',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 6,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
          TemporaryPasswordValidityDays: 7,
        },
      },
      PoolName: 'my-test-user-pool',
      Schema: [
        {
          AttributeDataType: 'Number',
          DeveloperOnlyAttribute: true,
          Mutable: true,
          Name: 'mydev',
          NumberAttributeConstraints: { MaxValue: '99', MinValue: '1' },
          Required: false,
          StringAttributeConstraints: { MaxLength: '99', MinLength: '1' },
        },
      ],
      SmsAuthenticationMessage: 'Your verification code is {####}.',
      SmsConfiguration: {
        ExternalId: 'my-role-external-id',
        SnsCallerArn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/service-role/test-cognito-SMS-Role`,
      },
      SmsVerificationMessage: 'Your verification code is {####}.',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      UserPoolAddOns: { AdvancedSecurityMode: 'OFF' },
      UserPoolTags: { 'my-test-tag-key': 'my-test-tag-key' },
      UsernameConfiguration: { CaseSensitive: true },
      VerificationMessageTemplate: {
        DefaultEmailOption: 'CONFIRM_WITH_CODE',
        EmailMessage: 'Your confirmation code is {####}',
        EmailMessageByLink: 'Choose this link to {##verify your email##}',
        EmailSubject: 'Here is your confirmation code',
        EmailSubjectByLink: 'Here is your confirmation link',
        SmsMessage: 'Your confirmation code is {####}',
      },
    },
    answer: {
      UserPool: {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
        AliasAttributes: ['email'],
        DeletionProtection: 'ACTIVE',
        EmailVerificationMessage: 'Your verification code is {####}.',
        EmailVerificationSubject: 'Verify your email address',
        EstimatedNumberOfUsers: 0,
        LambdaConfig: { CustomSMSSender: versioned, UserMigration: functionArn },
        MfaConfiguration: 'OPTIONAL',
        Name: 'my-test-user-pool',
        SmsConfiguration: { SnsRegion: 'us-east-1' },
        SmsVerificationMessage: 'Your verification code is {####}.',
        UsernameConfiguration: { CaseSensitive: true },
        VerificationMessageTemplate: {
          DefaultEmailOption: 'CONFIRM_WITH_CODE',
          EmailMessage: 'Your confirmation code is {####}',
          EmailSubject: 'Here is your confirmation code',
          SmsMessage: 'Your confirmation code is {####}',
        },
      },
    },
    after: (world, answer) => {
      rememberPool(SDK_POOL)(world, answer);
      const { SchemaAttributes = [] } = answer.UserPool as { SchemaAttributes?: readonly unknown[] };
      const last = JSON.stringify(SchemaAttributes.at(-1));
      // The bounds of the other type are left out of the published answer, too.
      if (!/"dev:custom:mydev"/.test(last) || /StringAttribute/.test(last)) throw new Error(`the pool has ${last}`);
    },
  },
  {
    service: 'cognito-idp',
    operation: 'AdminCreateUser',
    source: 'AWS SDK',
    input: {
      DesiredDeliveryMediums: ['SMS'],
      MessageAction: 'SUPPRESS',
      TemporaryPassword: 'This-is-my-test-99!',
      UserAttributes: [
        { Name: 'name', Value: 'John' },
        { Name: 'phone_number', Value: '+12065551212' },
        { Name: 'email', Value: 'testuser@example.com' },
      ],
      UserPoolId: SDK_POOL,
      Username: 'testuser',
    },
    answer: { User: { Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD', Username: 'testuser' } },
  },
  {
    service: 'cognito-idp',
    operation: 'ListUsers',
    source: 'AWS SDK',
    title: 'the next users by a quoted name',
    input: {
      AttributesToGet: ['email', 'sub'],
      Filter: '"email"^="testuser"',
      Limit: 3,
      PaginationToken: 'abcd1234EXAMPLE',
      UserPoolId: SDK_POOL,
    },
    before: async (world) => {
      const UserPoolId = nameOf(world, SDK_POOL);
      for (const Username of ['testuser2', 'testuser3', 'testuser4', 'testuser5']) {
        const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }];
        await world.cognito.adminCreateUser({ UserPoolId, Username, UserAttributes });
      }
      const first = await world.cognito.listUsers({ UserPoolId, Filter: '"email"^="testuser"', Limit: 1 });
      world.names.set('abcd1234EXAMPLE', assertPresent(first.PaginationToken, 'more users follow'));
    },
    answer: { Users: ['testuser2', 'testuser3', 'testuser4'].map((Username) => ({ Username })) },
  },
  {
    service: 'cognito-idp',
    operation: 'CreateUserPool',
    source: 'AWS CLI',
    title: 'a name only',
    input: { PoolName: 'MyUserPool' },
    answer: { UserPool: { Name: 'MyUserPool', MfaConfiguration: 'OFF', LambdaConfig: {} } },
    after: rememberPool(NEW_POOL, OLD_POOL, POOL_OF_NAMES),
  },
  {
    service: 'cognito-idp',
    operation: 'AdminCreateUser',
    source: 'AWS CLI',
    input: {
      UserPoolId: OLD_POOL,
      Username: 'diego',
      UserAttributes: [
        { Name: 'email', Value: 'diego@example.com' },
        { Name: 'phone_number', Value: '+15555551212' },
      ],
      MessageAction: 'SUPPRESS',
    },
    answer: { User: { Username: 'diego', Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' } },
  },
  {
    service: 'cognito-idp',
    operation: 'ListUsers',
    source: 'AWS CLI',
    title: 'by a filter',
    input: { UserPoolId: NEW_POOL, Filter: 'email^="testuser"' },
    answer: { Users: [] },
  },
  {
    service: 'cognito-idp',
    operation: 'ListUsers',
    source: 'AWS CLI',
    title: 'with a limit',
    input: { UserPoolId: OLD_POOL, Limit: 20 },
    answer: { Users: [{ Username: 'diego' }] },
  },
  {
    service: 'cognito-idp',
    operation: 'CreateUserPool',
    source: 'AWS CLI',
    title: 'addresses as user names',
    input: {
      PoolName: 'MyUserPool',
      UsernameAttributes: ['email'],
      EmailConfiguration: {
        SourceArn: 'arn:aws:ses:us-east-1:111111111111:identity/jane@example.com',
        ReplyToEmailAddress: 'jane@example.com',
      },
    },
    answer: {
      UserPool: {
        UsernameAttributes: ['email'],
        EmailConfiguration: {
          SourceArn: 'arn:aws:ses:us-east-1:111111111111:identity/jane@example.com',
          ReplyToEmailAddress: 'jane@example.com',
        },
      },
    },
    after: rememberPool(NEW_POOL, OLD_POOL),
  },
  {
    service: 'cognito-idp',
    operation: 'AddCustomAttributes',
    source: 'AWS CLI',
    input: {
      UserPoolId: OLD_POOL,
      CustomAttributes: [
        {
          Name: 'CustomAttr1',
          AttributeDataType: 'String',
          DeveloperOnlyAttribute: false,
          Required: false,
          StringAttributeConstraints: { MinLength: '1', MaxLength: '15' },
        },
      ],
    },
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'AdminGetUser',
    source: 'AWS CLI',
    input: { UserPoolId: OLD_POOL, Username: 'jane@example.com' },
    before: (world) => createAddressUser(world, 'jane@example.com'),
    answer: { Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' },
    after: (_, { Username, UserAttributes }) => {
      const [sub] = UserAttributes as { Name: string; Value: string }[];
      if (sub?.Name !== 'sub' || sub.Value !== Username) throw new Error(`${Username} is not the sub`);
    },
  },
  {
    service: 'cognito-idp',
    operation: 'AdminUpdateUserAttributes',
    source: 'AWS CLI',
    input: {
      UserPoolId: OLD_POOL,
      Username: 'diego@example.com',
      UserAttributes: [{ Name: 'custom:CustomAttr1', Value: 'Purple' }],
    },
    before: (world) => createAddressUser(world, 'diego@example.com'),
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'AdminSetUserSettings',
    source: 'AWS CLI',
    input: { UserPoolId: OLD_POOL, Username: 'diego@example.com', MFAOptions: [{ DeliveryMedium: 'EMAIL' }] },
    answer: { error: 'InvalidParameterException', reason: 'R877' },
  },
  ...CLIENT_AND_GROUP_EXAMPLES,
  ...['AdminDisableUser', 'AdminEnableUser', 'AdminDeleteUser'].map(
    (operation): PublishedExample => ({
      service: 'cognito-idp',
      operation,
      source: 'AWS CLI',
      input: { UserPoolId: operation === 'AdminDeleteUser' ? OLD_POOL : NEW_POOL, Username: 'diego@example.com' },
      answer: {},
    }),
  ),
  {
    service: 'cognito-idp',
    operation: 'GetCSVHeader',
    source: 'AWS CLI',
    input: { UserPoolId: OLD_POOL },
    answer: { CSVHeader: expectedHeader() },
  },
  {
    service: 'cognito-idp',
    operation: 'ListUserPools',
    source: 'AWS CLI',
    input: { MaxResults: 3 },
    answer: {
      UserPools: [{ Name: 'my-test-user-pool' }, { Name: 'MyUserPool', LambdaConfig: {} }, { Name: 'MyUserPool' }],
    },
  },
  {
    service: 'cognito-idp',
    operation: 'CreateUserImportJob',
    source: 'AWS CLI',
    input: {
      UserPoolId: OLD_POOL,
      JobName: 'MyImportJob',
      CloudWatchLogsRoleArn: 'arn:aws:iam::111111111111:role/CognitoCloudWatchLogsRole',
    },
    before: async ({ iam, names }) => {
      const AssumeRolePolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      });
      const RoleName = 'CognitoCloudWatchLogsRole';
      const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument });
      // The role is of the account of the pool.
      names.set('arn:aws:iam::111111111111:role/CognitoCloudWatchLogsRole', Role?.Arn ?? '');
    },
    answer: {
      UserImportJob: { JobName: 'MyImportJob', Status: 'Created', ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 0 },
    },
    after: ({ names }, { UserImportJob }) => {
      names.set('import-TZqNQvDRnW', (UserImportJob as { JobId: string }).JobId);
    },
  },
  {
    service: 'cognito-idp',
    operation: 'DescribeUserImportJob',
    source: 'AWS CLI',
    input: { UserPoolId: OLD_POOL, JobId: 'import-TZqNQvDRnW' },
    answer: { UserImportJob: { Status: 'Created', ImportedUsers: 0, SkippedUsers: 0, FailedUsers: 0 } },
  },
  {
    service: 'cognito-idp',
    operation: 'ListUserImportJobs',
    source: 'AWS CLI',
    input: { UserPoolId: NEW_POOL, MaxResults: 3 },
    answer: { UserImportJobs: [{ JobName: 'MyImportJob', Status: 'Created' }] },
  },
  {
    service: 'cognito-idp',
    operation: 'StartUserImportJob',
    source: 'AWS CLI',
    input: { UserPoolId: NEW_POOL, JobId: 'import-mAgUtd8PMm' },
    before: makeWaitingJob,
    answer: { UserImportJob: { JobName: 'import-Test10', Status: 'Pending', ImportedUsers: 0 } },
  },
  {
    service: 'cognito-idp',
    operation: 'StopUserImportJob',
    source: 'AWS CLI',
    input: { UserPoolId: NEW_POOL, JobId: 'import-mAgUtd8PMm' },
    answer: {
      UserImportJob: { Status: 'Stopped', CompletionMessage: 'The Import Job was stopped by the developer.' },
    },
  },
  {
    service: 'cognito-idp',
    operation: 'DeleteUserPool',
    source: 'AWS CLI',
    input: { UserPoolId: OLD_POOL },
    answer: {},
    after: ({ names }) => void names.set(NEW_POOL, names.get(POOL_OF_NAMES) ?? ''),
  },
  {
    service: 'cognito-idp',
    operation: 'UpdateUserPool',
    source: 'AWS CLI',
    input: {
      UserPoolId: NEW_POOL,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 6,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
      },
      DeletionProtection: 'ACTIVE',
      LambdaConfig: {
        PreSignUp: `arn:aws:lambda:us-west-2:${EXAMPLE_ACCOUNT}:function:cognito-test-presignup-function`,
        PreTokenGeneration: `arn:aws:lambda:us-west-2:${EXAMPLE_ACCOUNT}:function:cognito-test-pretoken-function`,
      },
      AutoVerifiedAttributes: ['phone_number', 'email'],
      VerificationMessageTemplate: {
        SmsMessage: 'Your code is {####}',
        EmailMessage: 'Your code is {####}',
        EmailSubject: 'Your verification code',
        EmailMessageByLink: 'Click {##here##} to verify your email address.',
        EmailSubjectByLink: 'Your verification link',
        DefaultEmailOption: 'CONFIRM_WITH_LINK',
      },
      SmsAuthenticationMessage: 'Your code is {####}',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] },
      MfaConfiguration: 'OPTIONAL',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      EmailConfiguration: {
        SourceArn: `arn:aws:ses:us-west-2:${EXAMPLE_ACCOUNT}:identity/admin@example.com`,
        ReplyToEmailAddress: 'amdin+noreply@example.com',
        EmailSendingAccount: 'DEVELOPER',
        From: 'admin@amazon.com',
        ConfigurationSet: 'test-configuration-set',
      },
      SmsConfiguration: {
        SnsCallerArn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/service-role/SNS-SMS-Role`,
        ExternalId: '12345',
        SnsRegion: 'us-west-2',
      },
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: false,
        InviteMessageTemplate: {
          SMSMessage: 'Welcome {username}. Your confirmation code is {####}',
          EmailMessage: 'Welcome {username}. Your confirmation code is {####}',
          EmailSubject: 'Welcome to MyMobileGame',
        },
      },
      UserPoolTags: { Function: 'MyMobileGame', Developers: 'Berlin' },
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_email' },
          { Priority: 2, Name: 'verified_phone_number' },
        ],
      },
    },
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'DescribeUserPool',
    source: 'AWS CLI',
    input: { UserPoolId: NEW_POOL },
    answer: {
      UserPool: {
        DeletionProtection: 'ACTIVE',
        MfaConfiguration: 'OPTIONAL',
        SmsVerificationMessage: 'Your code is {####}',
        EmailVerificationSubject: 'Your verification code',
        SmsConfiguration: { SnsRegion: 'us-west-2' },
        AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1 }, { Priority: 2 }] },
        UserPoolTags: { Function: 'MyMobileGame', Developers: 'Berlin' },
      },
    },
  },
];

function expectedHeader(): string[] {
  const standard =
    'name given_name family_name middle_name nickname preferred_username profile picture website email email_verified ' +
    'gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at';
  return [...standard.split(' '), 'custom:CustomAttr1', 'cognito:mfa_enabled', 'cognito:username', 'password_hash'];
}
