import type * as Logs from '@aws-sdk/client-cloudwatch-logs';
import type * as Cognito from '@aws-sdk/client-cognito-identity-provider';
import type * as Iam from '@aws-sdk/client-iam';
import type * as Sts from '@aws-sdk/client-sts';
import { describe, expectTypeOf, it } from 'vitest';
import type { ErrorOf, InputOf, OperationName, OutputOf } from './operation-types.ts';

/** The SDK decodes timestamps to Date and adds `$metadata`; all else must agree. */
type AsOnTheWire<Type> = Type extends Date
  ? number
  : Type extends (infer Member)[]
    ? AsOnTheWire<Member>[]
    : Type extends object
      ? { [Name in keyof Type as Name extends '$metadata' ? never : Name]: AsOnTheWire<Type[Name]> }
      : Type;

/** The SDK's own types of each operation: [input, output]. */
interface CognitoSdk {
  CreateUserImportJob: [Cognito.CreateUserImportJobCommandInput, Cognito.CreateUserImportJobCommandOutput];
  StartUserImportJob: [Cognito.StartUserImportJobCommandInput, Cognito.StartUserImportJobCommandOutput];
  StopUserImportJob: [Cognito.StopUserImportJobCommandInput, Cognito.StopUserImportJobCommandOutput];
  DescribeUserImportJob: [Cognito.DescribeUserImportJobCommandInput, Cognito.DescribeUserImportJobCommandOutput];
  ListUserImportJobs: [Cognito.ListUserImportJobsCommandInput, Cognito.ListUserImportJobsCommandOutput];
  GetCSVHeader: [Cognito.GetCSVHeaderCommandInput, Cognito.GetCSVHeaderCommandOutput];
  CreateUserPool: [Cognito.CreateUserPoolCommandInput, Cognito.CreateUserPoolCommandOutput];
  DescribeUserPool: [Cognito.DescribeUserPoolCommandInput, Cognito.DescribeUserPoolCommandOutput];
  UpdateUserPool: [Cognito.UpdateUserPoolCommandInput, Cognito.UpdateUserPoolCommandOutput];
  DeleteUserPool: [Cognito.DeleteUserPoolCommandInput, unknown];
  ListUserPools: [Cognito.ListUserPoolsCommandInput, Cognito.ListUserPoolsCommandOutput];
  AddCustomAttributes: [Cognito.AddCustomAttributesCommandInput, Cognito.AddCustomAttributesCommandOutput];
  AdminCreateUser: [Cognito.AdminCreateUserCommandInput, Cognito.AdminCreateUserCommandOutput];
  AdminGetUser: [Cognito.AdminGetUserCommandInput, Cognito.AdminGetUserCommandOutput];
  AdminDeleteUser: [Cognito.AdminDeleteUserCommandInput, unknown];
  AdminUpdateUserAttributes: [
    Cognito.AdminUpdateUserAttributesCommandInput,
    Cognito.AdminUpdateUserAttributesCommandOutput,
  ];
  AdminEnableUser: [Cognito.AdminEnableUserCommandInput, Cognito.AdminEnableUserCommandOutput];
  AdminDisableUser: [Cognito.AdminDisableUserCommandInput, Cognito.AdminDisableUserCommandOutput];
  SignUp: [Cognito.SignUpCommandInput, Cognito.SignUpCommandOutput];
  ConfirmSignUp: [Cognito.ConfirmSignUpCommandInput, Cognito.ConfirmSignUpCommandOutput];
  ResendConfirmationCode: [Cognito.ResendConfirmationCodeCommandInput, Cognito.ResendConfirmationCodeCommandOutput];
  AdminConfirmSignUp: [Cognito.AdminConfirmSignUpCommandInput, Cognito.AdminConfirmSignUpCommandOutput];
  GetUserAttributeVerificationCode: [
    Cognito.GetUserAttributeVerificationCodeCommandInput,
    Cognito.GetUserAttributeVerificationCodeCommandOutput,
  ];
  VerifyUserAttribute: [Cognito.VerifyUserAttributeCommandInput, Cognito.VerifyUserAttributeCommandOutput];
  ForgotPassword: [Cognito.ForgotPasswordCommandInput, Cognito.ForgotPasswordCommandOutput];
  ConfirmForgotPassword: [Cognito.ConfirmForgotPasswordCommandInput, Cognito.ConfirmForgotPasswordCommandOutput];
  InitiateAuth: [Cognito.InitiateAuthCommandInput, Cognito.InitiateAuthCommandOutput];
  RespondToAuthChallenge: [Cognito.RespondToAuthChallengeCommandInput, Cognito.RespondToAuthChallengeCommandOutput];
  GetTokensFromRefreshToken: [
    Cognito.GetTokensFromRefreshTokenCommandInput,
    Cognito.GetTokensFromRefreshTokenCommandOutput,
  ];
  RevokeToken: [Cognito.RevokeTokenCommandInput, Cognito.RevokeTokenCommandOutput];
  GetUser: [Cognito.GetUserCommandInput, Cognito.GetUserCommandOutput];
  UpdateUserAttributes: [Cognito.UpdateUserAttributesCommandInput, Cognito.UpdateUserAttributesCommandOutput];
  DeleteUserAttributes: [Cognito.DeleteUserAttributesCommandInput, Cognito.DeleteUserAttributesCommandOutput];
  ChangePassword: [Cognito.ChangePasswordCommandInput, Cognito.ChangePasswordCommandOutput];
  GlobalSignOut: [Cognito.GlobalSignOutCommandInput, Cognito.GlobalSignOutCommandOutput];
  AdminInitiateAuth: [Cognito.AdminInitiateAuthCommandInput, Cognito.AdminInitiateAuthCommandOutput];
  AdminRespondToAuthChallenge: [
    Cognito.AdminRespondToAuthChallengeCommandInput,
    Cognito.AdminRespondToAuthChallengeCommandOutput,
  ];
  AdminUserGlobalSignOut: [Cognito.AdminUserGlobalSignOutCommandInput, Cognito.AdminUserGlobalSignOutCommandOutput];
  AdminSetUserPassword: [Cognito.AdminSetUserPasswordCommandInput, Cognito.AdminSetUserPasswordCommandOutput];
  AdminResetUserPassword: [Cognito.AdminResetUserPasswordCommandInput, Cognito.AdminResetUserPasswordCommandOutput];
  AdminDeleteUserAttributes: [
    Cognito.AdminDeleteUserAttributesCommandInput,
    Cognito.AdminDeleteUserAttributesCommandOutput,
  ];
  DeleteUser: [Cognito.DeleteUserCommandInput, unknown];
  ListUsers: [Cognito.ListUsersCommandInput, Cognito.ListUsersCommandOutput];
  CreateUserPoolClient: [Cognito.CreateUserPoolClientCommandInput, Cognito.CreateUserPoolClientCommandOutput];
  DescribeUserPoolClient: [Cognito.DescribeUserPoolClientCommandInput, Cognito.DescribeUserPoolClientCommandOutput];
  UpdateUserPoolClient: [Cognito.UpdateUserPoolClientCommandInput, Cognito.UpdateUserPoolClientCommandOutput];
  DeleteUserPoolClient: [Cognito.DeleteUserPoolClientCommandInput, unknown];
  ListUserPoolClients: [Cognito.ListUserPoolClientsCommandInput, Cognito.ListUserPoolClientsCommandOutput];
  AddUserPoolClientSecret: [Cognito.AddUserPoolClientSecretCommandInput, Cognito.AddUserPoolClientSecretCommandOutput];
  ListUserPoolClientSecrets: [
    Cognito.ListUserPoolClientSecretsCommandInput,
    Cognito.ListUserPoolClientSecretsCommandOutput,
  ];
  DeleteUserPoolClientSecret: [
    Cognito.DeleteUserPoolClientSecretCommandInput,
    Cognito.DeleteUserPoolClientSecretCommandOutput,
  ];
  CreateGroup: [Cognito.CreateGroupCommandInput, Cognito.CreateGroupCommandOutput];
  GetGroup: [Cognito.GetGroupCommandInput, Cognito.GetGroupCommandOutput];
  ListGroups: [Cognito.ListGroupsCommandInput, Cognito.ListGroupsCommandOutput];
  UpdateGroup: [Cognito.UpdateGroupCommandInput, Cognito.UpdateGroupCommandOutput];
  DeleteGroup: [Cognito.DeleteGroupCommandInput, unknown];
  AdminAddUserToGroup: [Cognito.AdminAddUserToGroupCommandInput, unknown];
  AdminRemoveUserFromGroup: [Cognito.AdminRemoveUserFromGroupCommandInput, unknown];
  AdminListGroupsForUser: [Cognito.AdminListGroupsForUserCommandInput, Cognito.AdminListGroupsForUserCommandOutput];
  ListUsersInGroup: [Cognito.ListUsersInGroupCommandInput, Cognito.ListUsersInGroupCommandOutput];
  SetUserPoolMfaConfig: [Cognito.SetUserPoolMfaConfigCommandInput, Cognito.SetUserPoolMfaConfigCommandOutput];
  GetUserPoolMfaConfig: [Cognito.GetUserPoolMfaConfigCommandInput, Cognito.GetUserPoolMfaConfigCommandOutput];
  TagResource: [Cognito.TagResourceCommandInput, Cognito.TagResourceCommandOutput];
  UntagResource: [Cognito.UntagResourceCommandInput, Cognito.UntagResourceCommandOutput];
  ListTagsForResource: [Cognito.ListTagsForResourceCommandInput, Cognito.ListTagsForResourceCommandOutput];
}

interface LogsSdk {
  CreateLogGroup: [Logs.CreateLogGroupCommandInput, unknown];
  DeleteLogGroup: [Logs.DeleteLogGroupCommandInput, unknown];
  DescribeLogGroups: [Logs.DescribeLogGroupsCommandInput, Logs.DescribeLogGroupsCommandOutput];
  CreateLogStream: [Logs.CreateLogStreamCommandInput, unknown];
  DeleteLogStream: [Logs.DeleteLogStreamCommandInput, unknown];
  DescribeLogStreams: [Logs.DescribeLogStreamsCommandInput, Logs.DescribeLogStreamsCommandOutput];
  GetLogEvents: [Logs.GetLogEventsCommandInput, Logs.GetLogEventsCommandOutput];
  FilterLogEvents: [Logs.FilterLogEventsCommandInput, Logs.FilterLogEventsCommandOutput];
  PutLogEvents: [Logs.PutLogEventsCommandInput, Logs.PutLogEventsCommandOutput];
  PutRetentionPolicy: [Logs.PutRetentionPolicyCommandInput, unknown];
  DeleteRetentionPolicy: [Logs.DeleteRetentionPolicyCommandInput, unknown];
}

interface IamSdk {
  CreateRole: [Iam.CreateRoleCommandInput, Iam.CreateRoleCommandOutput];
  GetRole: [Iam.GetRoleCommandInput, Iam.GetRoleCommandOutput];
  ListRoles: [Iam.ListRolesCommandInput, Iam.ListRolesCommandOutput];
  DeleteRole: [Iam.DeleteRoleCommandInput, unknown];
  UpdateAssumeRolePolicy: [Iam.UpdateAssumeRolePolicyCommandInput, unknown];
  PutRolePolicy: [Iam.PutRolePolicyCommandInput, unknown];
  GetRolePolicy: [Iam.GetRolePolicyCommandInput, Iam.GetRolePolicyCommandOutput];
  ListRolePolicies: [Iam.ListRolePoliciesCommandInput, Iam.ListRolePoliciesCommandOutput];
  DeleteRolePolicy: [Iam.DeleteRolePolicyCommandInput, unknown];
  CreatePolicy: [Iam.CreatePolicyCommandInput, Iam.CreatePolicyCommandOutput];
  GetPolicy: [Iam.GetPolicyCommandInput, Iam.GetPolicyCommandOutput];
  ListPolicies: [Iam.ListPoliciesCommandInput, Iam.ListPoliciesCommandOutput];
  DeletePolicy: [Iam.DeletePolicyCommandInput, unknown];
  AttachRolePolicy: [Iam.AttachRolePolicyCommandInput, unknown];
  DetachRolePolicy: [Iam.DetachRolePolicyCommandInput, unknown];
  ListAttachedRolePolicies: [Iam.ListAttachedRolePoliciesCommandInput, Iam.ListAttachedRolePoliciesCommandOutput];
  CreateUser: [Iam.CreateUserCommandInput, Iam.CreateUserCommandOutput];
  GetUser: [Iam.GetUserCommandInput, Iam.GetUserCommandOutput];
  ListUsers: [Iam.ListUsersCommandInput, Iam.ListUsersCommandOutput];
  DeleteUser: [Iam.DeleteUserCommandInput, unknown];
  PutUserPolicy: [Iam.PutUserPolicyCommandInput, unknown];
  GetUserPolicy: [Iam.GetUserPolicyCommandInput, Iam.GetUserPolicyCommandOutput];
  DeleteUserPolicy: [Iam.DeleteUserPolicyCommandInput, unknown];
  AttachUserPolicy: [Iam.AttachUserPolicyCommandInput, unknown];
  DetachUserPolicy: [Iam.DetachUserPolicyCommandInput, unknown];
  CreateAccessKey: [Iam.CreateAccessKeyCommandInput, Iam.CreateAccessKeyCommandOutput];
  ListAccessKeys: [Iam.ListAccessKeysCommandInput, Iam.ListAccessKeysCommandOutput];
  DeleteAccessKey: [Iam.DeleteAccessKeyCommandInput, unknown];
  ListUserPolicies: [Iam.ListUserPoliciesCommandInput, Iam.ListUserPoliciesCommandOutput];
  ListAttachedUserPolicies: [Iam.ListAttachedUserPoliciesCommandInput, Iam.ListAttachedUserPoliciesCommandOutput];
  UpdateAccessKey: [Iam.UpdateAccessKeyCommandInput, unknown];
  GetPolicyVersion: [Iam.GetPolicyVersionCommandInput, Iam.GetPolicyVersionCommandOutput];
  ListPolicyVersions: [Iam.ListPolicyVersionsCommandInput, Iam.ListPolicyVersionsCommandOutput];
}

interface StsSdk {
  GetCallerIdentity: [Sts.GetCallerIdentityCommandInput, Sts.GetCallerIdentityCommandOutput];
  AssumeRole: [Sts.AssumeRoleCommandInput, Sts.AssumeRoleCommandOutput];
}

/** Names of the operations whose `position` the SDK would not take; `never` is the good answer. */
type Disagreeing<Sdk, Ours, Position extends 0 | 1> = {
  [Operation in keyof Sdk & keyof Ours]: Sdk[Operation] extends [unknown, unknown]
    ? Ours[Operation] extends AsOnTheWire<Sdk[Operation][Position]>
      ? never
      : Operation
    : never;
}[keyof Sdk & keyof Ours];

type CognitoInputs = { [Name in OperationName<'cognito-idp'>]: InputOf<'cognito-idp', Name> };
type CognitoOutputs = { [Name in OperationName<'cognito-idp'>]: OutputOf<'cognito-idp', Name> };
type LogsInputs = { [Name in OperationName<'logs'>]: InputOf<'logs', Name> };
type LogsOutputs = { [Name in OperationName<'logs'>]: OutputOf<'logs', Name> };
type IamInputs = { [Name in OperationName<'iam'>]: InputOf<'iam', Name> };
type IamOutputs = { [Name in OperationName<'iam'>]: OutputOf<'iam', Name> };
type StsInputs = { [Name in OperationName<'sts'>]: InputOf<'sts', Name> };
type StsOutputs = { [Name in OperationName<'sts'>]: OutputOf<'sts', Name> };

// These fail in the type check (`npm run types`), not when they run.
describe('the types made from the models', () => {
  it('cover every operation that is served', () => {
    expectTypeOf<OperationName<'cognito-idp'>>().toEqualTypeOf<keyof CognitoSdk>();
    expectTypeOf<OperationName<'logs'>>().toEqualTypeOf<keyof LogsSdk>();
    expectTypeOf<OperationName<'iam'>>().toEqualTypeOf<keyof IamSdk>();
    expectTypeOf<OperationName<'sts'>>().toEqualTypeOf<keyof StsSdk>();
  });

  it('give inputs that the SDK takes as its own', () => {
    expectTypeOf<Disagreeing<CognitoSdk, CognitoInputs, 0>>().toEqualTypeOf<never>();
    expectTypeOf<Disagreeing<LogsSdk, LogsInputs, 0>>().toEqualTypeOf<never>();
    expectTypeOf<Disagreeing<IamSdk, IamInputs, 0>>().toEqualTypeOf<never>();
    expectTypeOf<Disagreeing<StsSdk, StsInputs, 0>>().toEqualTypeOf<never>();
  });

  it('give outputs that the SDK takes as its own but for Date', () => {
    expectTypeOf<Disagreeing<CognitoSdk, CognitoOutputs, 1>>().toEqualTypeOf<never>();
    expectTypeOf<Disagreeing<LogsSdk, LogsOutputs, 1>>().toEqualTypeOf<never>();
    expectTypeOf<Disagreeing<IamSdk, IamOutputs, 1>>().toEqualTypeOf<never>();
    expectTypeOf<Disagreeing<StsSdk, StsOutputs, 1>>().toEqualTypeOf<never>();
  });

  it('give the errors that an operation lists and no other', () => {
    expectTypeOf<'PreconditionNotMetException'>().toExtend<ErrorOf<'cognito-idp', 'StartUserImportJob'>>();
    expectTypeOf<'LimitExceededException'>().not.toExtend<ErrorOf<'cognito-idp', 'StartUserImportJob'>>();
    expectTypeOf<ErrorOf<'sts', 'GetCallerIdentity'>>().toEqualTypeOf<never>();
  });
});
