// Made from ../data/cognito-idp.json by `npm run generate`. Do not edit.
// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.

import type { ServiceModel } from '../service-model.ts';

export interface AccountRecoverySettingType {
  RecoveryMechanisms?: RecoveryOptionType[];
}

export interface AddCustomAttributesRequest {
  UserPoolId: string;
  CustomAttributes: SchemaAttributeType[];
}

export type AddCustomAttributesResponse = Record<string, never>;

export interface AddUserPoolClientSecretRequest {
  UserPoolId: string;
  ClientId: string;
  ClientSecret?: string;
}

export interface AddUserPoolClientSecretResponse {
  ClientSecretDescriptor?: ClientSecretDescriptorType;
}

export interface AdminAddUserToGroupRequest {
  UserPoolId: string;
  Username: string;
  GroupName: string;
}

export interface AdminCreateUserConfigType {
  AllowAdminCreateUserOnly?: boolean;
  UnusedAccountValidityDays?: number;
  InviteMessageTemplate?: MessageTemplateType;
}

export interface AdminCreateUserRequest {
  UserPoolId: string;
  Username: string;
  UserAttributes?: AttributeType[];
  ValidationData?: AttributeType[];
  TemporaryPassword?: string;
  ForceAliasCreation?: boolean;
  MessageAction?: "RESEND" | "SUPPRESS";
  DesiredDeliveryMediums?: ("SMS" | "EMAIL")[];
  ClientMetadata?: Record<string, string>;
}

export interface AdminCreateUserResponse {
  User?: UserType;
}

export interface AdminDeleteUserAttributesRequest {
  UserPoolId: string;
  Username: string;
  UserAttributeNames: string[];
}

export type AdminDeleteUserAttributesResponse = Record<string, never>;

export interface AdminDeleteUserRequest {
  UserPoolId: string;
  Username: string;
}

export interface AdminDisableUserRequest {
  UserPoolId: string;
  Username: string;
}

export type AdminDisableUserResponse = Record<string, never>;

export interface AdminEnableUserRequest {
  UserPoolId: string;
  Username: string;
}

export type AdminEnableUserResponse = Record<string, never>;

export interface AdminGetUserRequest {
  UserPoolId: string;
  Username: string;
}

export interface AdminGetUserResponse {
  Username: string;
  UserAttributes?: AttributeType[];
  UserCreateDate?: number;
  UserLastModifiedDate?: number;
  Enabled?: boolean;
  UserStatus?: "UNCONFIRMED" | "CONFIRMED" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN" | "RESET_REQUIRED" | "FORCE_CHANGE_PASSWORD" | "EXTERNAL_PROVIDER";
  MFAOptions?: MFAOptionType[];
  PreferredMfaSetting?: string;
  UserMFASettingList?: string[];
}

export interface AdminInitiateAuthRequest {
  UserPoolId: string;
  ClientId: string;
  AuthFlow: "USER_SRP_AUTH" | "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN" | "CUSTOM_AUTH" | "ADMIN_NO_SRP_AUTH" | "USER_PASSWORD_AUTH" | "ADMIN_USER_PASSWORD_AUTH" | "USER_AUTH";
  AuthParameters?: Record<string, string>;
  ClientMetadata?: Record<string, string>;
  AnalyticsMetadata?: AnalyticsMetadataType;
  ContextData?: ContextDataType;
  Session?: string;
}

export interface AdminInitiateAuthResponse {
  ChallengeName?: "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP";
  Session?: string;
  ChallengeParameters?: Record<string, string>;
  AuthenticationResult?: AuthenticationResultType;
  AvailableChallenges?: ("SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP")[];
}

export interface AdminListGroupsForUserRequest {
  Username: string;
  UserPoolId: string;
  Limit?: number;
  NextToken?: string;
}

export interface AdminListGroupsForUserResponse {
  Groups?: GroupType[];
  NextToken?: string;
}

export interface AdminRemoveUserFromGroupRequest {
  UserPoolId: string;
  Username: string;
  GroupName: string;
}

export interface AdminResetUserPasswordRequest {
  UserPoolId: string;
  Username: string;
  ClientMetadata?: Record<string, string>;
}

export type AdminResetUserPasswordResponse = Record<string, never>;

export interface AdminRespondToAuthChallengeRequest {
  UserPoolId: string;
  ClientId: string;
  ChallengeName: "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP";
  ChallengeResponses?: Record<string, string>;
  Session?: string;
  AnalyticsMetadata?: AnalyticsMetadataType;
  ContextData?: ContextDataType;
  ClientMetadata?: Record<string, string>;
}

export interface AdminRespondToAuthChallengeResponse {
  ChallengeName?: "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP";
  Session?: string;
  ChallengeParameters?: Record<string, string>;
  AuthenticationResult?: AuthenticationResultType;
}

export interface AdminSetUserPasswordRequest {
  UserPoolId: string;
  Username: string;
  Password: string;
  Permanent?: boolean;
}

export type AdminSetUserPasswordResponse = Record<string, never>;

export interface AdminUpdateUserAttributesRequest {
  UserPoolId: string;
  Username: string;
  UserAttributes: AttributeType[];
  ClientMetadata?: Record<string, string>;
}

export type AdminUpdateUserAttributesResponse = Record<string, never>;

export interface AdminUserGlobalSignOutRequest {
  UserPoolId: string;
  Username: string;
}

export type AdminUserGlobalSignOutResponse = Record<string, never>;

export interface AdvancedSecurityAdditionalFlowsType {
  CustomAuthMode?: "AUDIT" | "ENFORCED";
}

export interface AnalyticsConfigurationType {
  ApplicationId?: string;
  ApplicationArn?: string;
  RoleArn?: string;
  ExternalId?: string;
  UserDataShared?: boolean;
}

export interface AnalyticsMetadataType {
  AnalyticsEndpointId?: string;
}

export interface AttributeType {
  Name: string;
  Value?: string;
}

export interface AuthenticationResultType {
  AccessToken?: string;
  ExpiresIn?: number;
  TokenType?: string;
  RefreshToken?: string;
  IdToken?: string;
  NewDeviceMetadata?: NewDeviceMetadataType;
}

export interface ChangePasswordRequest {
  PreviousPassword?: string;
  ProposedPassword: string;
  AccessToken: string;
}

export type ChangePasswordResponse = Record<string, never>;

export interface ClientSecretDescriptorType {
  ClientSecretId?: string;
  ClientSecretValue?: string;
  ClientSecretCreateDate?: number;
}

export interface CodeDeliveryDetailsType {
  Destination?: string;
  DeliveryMedium?: "SMS" | "EMAIL";
  AttributeName?: string;
}

export interface ConfirmForgotPasswordRequest {
  ClientId: string;
  SecretHash?: string;
  Username: string;
  ConfirmationCode: string;
  Password: string;
  AnalyticsMetadata?: AnalyticsMetadataType;
  UserContextData?: UserContextDataType;
  ClientMetadata?: Record<string, string>;
}

export type ConfirmForgotPasswordResponse = Record<string, never>;

export interface ContextDataType {
  IpAddress: string;
  ServerName: string;
  ServerPath: string;
  HttpHeaders: HttpHeader[];
  EncodedData?: string;
}

export interface CreateGroupRequest {
  GroupName: string;
  UserPoolId: string;
  Description?: string;
  RoleArn?: string;
  Precedence?: number;
}

export interface CreateGroupResponse {
  Group?: GroupType;
}

export interface CreateUserImportJobRequest {
  JobName: string;
  UserPoolId: string;
  CloudWatchLogsRoleArn: string;
  PasswordHashingAlgorithm?: "BCRYPT" | "SCRYPT" | "ARGON2ID" | "PBKDF2_SHA256";
}

export interface CreateUserImportJobResponse {
  UserImportJob?: UserImportJobType;
}

export interface CreateUserPoolClientRequest {
  UserPoolId: string;
  ClientName: string;
  GenerateSecret?: boolean;
  ClientSecret?: string;
  RefreshTokenValidity?: number;
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  TokenValidityUnits?: TokenValidityUnitsType;
  ReadAttributes?: string[];
  WriteAttributes?: string[];
  ExplicitAuthFlows?: ("ADMIN_NO_SRP_AUTH" | "CUSTOM_AUTH_FLOW_ONLY" | "USER_PASSWORD_AUTH" | "ALLOW_ADMIN_USER_PASSWORD_AUTH" | "ALLOW_CUSTOM_AUTH" | "ALLOW_USER_PASSWORD_AUTH" | "ALLOW_USER_SRP_AUTH" | "ALLOW_REFRESH_TOKEN_AUTH" | "ALLOW_USER_AUTH")[];
  SupportedIdentityProviders?: string[];
  CallbackURLs?: string[];
  LogoutURLs?: string[];
  DefaultRedirectURI?: string;
  AllowedOAuthFlows?: ("code" | "implicit" | "client_credentials")[];
  AllowedOAuthScopes?: string[];
  AllowedOAuthFlowsUserPoolClient?: boolean;
  AnalyticsConfiguration?: AnalyticsConfigurationType;
  PreventUserExistenceErrors?: "LEGACY" | "ENABLED";
  EnableTokenRevocation?: boolean;
  EnablePropagateAdditionalUserContextData?: boolean;
  AuthSessionValidity?: number;
  RefreshTokenRotation?: RefreshTokenRotationType;
}

export interface CreateUserPoolClientResponse {
  UserPoolClient?: UserPoolClientType;
}

export interface CreateUserPoolRequest {
  PoolName: string;
  Policies?: UserPoolPolicyType;
  DeletionProtection?: "ACTIVE" | "INACTIVE";
  LambdaConfig?: LambdaConfigType;
  AutoVerifiedAttributes?: ("phone_number" | "email")[];
  AliasAttributes?: ("phone_number" | "email" | "preferred_username")[];
  UsernameAttributes?: ("phone_number" | "email")[];
  SmsVerificationMessage?: string;
  EmailVerificationMessage?: string;
  EmailVerificationSubject?: string;
  VerificationMessageTemplate?: VerificationMessageTemplateType;
  SmsAuthenticationMessage?: string;
  MfaConfiguration?: "OFF" | "ON" | "OPTIONAL";
  UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType;
  DeviceConfiguration?: DeviceConfigurationType;
  EmailConfiguration?: EmailConfigurationType;
  SmsConfiguration?: SmsConfigurationType;
  UserPoolTags?: Record<string, string>;
  AdminCreateUserConfig?: AdminCreateUserConfigType;
  Schema?: SchemaAttributeType[];
  UserPoolAddOns?: UserPoolAddOnsType;
  UsernameConfiguration?: UsernameConfigurationType;
  AccountRecoverySetting?: AccountRecoverySettingType;
  UserPoolTier?: "LITE" | "ESSENTIALS" | "PLUS";
  KeyConfiguration?: KeyConfigurationType;
  IssuerConfiguration?: IssuerConfigurationType;
}

export interface CreateUserPoolResponse {
  UserPool?: UserPoolType;
}

export interface CustomEmailLambdaVersionConfigType {
  LambdaVersion: "V1_0";
  LambdaArn: string;
}

export interface CustomSMSLambdaVersionConfigType {
  LambdaVersion: "V1_0";
  LambdaArn: string;
}

export interface DeleteGroupRequest {
  GroupName: string;
  UserPoolId: string;
}

export interface DeleteUserAttributesRequest {
  UserAttributeNames: string[];
  AccessToken: string;
}

export type DeleteUserAttributesResponse = Record<string, never>;

export interface DeleteUserPoolClientRequest {
  UserPoolId: string;
  ClientId: string;
}

export interface DeleteUserPoolClientSecretRequest {
  UserPoolId: string;
  ClientId: string;
  ClientSecretId: string;
}

export type DeleteUserPoolClientSecretResponse = Record<string, never>;

export interface DeleteUserPoolRequest {
  UserPoolId: string;
}

export interface DeleteUserRequest {
  AccessToken: string;
}

export interface DescribeUserImportJobRequest {
  UserPoolId: string;
  JobId: string;
}

export interface DescribeUserImportJobResponse {
  UserImportJob?: UserImportJobType;
}

export interface DescribeUserPoolClientRequest {
  UserPoolId: string;
  ClientId: string;
}

export interface DescribeUserPoolClientResponse {
  UserPoolClient?: UserPoolClientType;
}

export interface DescribeUserPoolRequest {
  UserPoolId: string;
}

export interface DescribeUserPoolResponse {
  UserPool?: UserPoolType;
}

export interface DeviceConfigurationType {
  ChallengeRequiredOnNewDevice?: boolean;
  DeviceOnlyRememberedOnUserPrompt?: boolean;
}

export interface EmailConfigurationType {
  SourceArn?: string;
  ReplyToEmailAddress?: string;
  EmailSendingAccount?: "COGNITO_DEFAULT" | "DEVELOPER";
  From?: string;
  ConfigurationSet?: string;
}

export interface EmailMfaConfigType {
  Message?: string;
  Subject?: string;
}

export interface EumsSmsConfigurationType {
  CallerArn: string;
  ExternalId?: string;
  OriginationIdentity?: string;
  ConfigurationSetName?: string;
  InEntityId?: string;
  InTemplateId?: string;
  Region?: string;
}

export interface SignUpRequest {
  ClientId: string;
  SecretHash?: string;
  Username: string;
  Password?: string;
  UserAttributes?: AttributeType[];
  ValidationData?: AttributeType[];
  AnalyticsMetadata?: AnalyticsMetadataType;
  UserContextData?: UserContextDataType;
  ClientMetadata?: Record<string, string>;
}

export interface SignUpResponse {
  UserConfirmed: boolean;
  CodeDeliveryDetails?: CodeDeliveryDetailsType;
  UserSub: string;
  Session?: string;
}

export interface ConfirmSignUpRequest {
  ClientId: string;
  SecretHash?: string;
  Username: string;
  ConfirmationCode: string;
  ForceAliasCreation?: boolean;
  AnalyticsMetadata?: AnalyticsMetadataType;
  UserContextData?: UserContextDataType;
  ClientMetadata?: Record<string, string>;
  Session?: string;
}

export interface ConfirmSignUpResponse {
  Session?: string;
}

export interface ResendConfirmationCodeRequest {
  ClientId: string;
  SecretHash?: string;
  UserContextData?: UserContextDataType;
  Username: string;
  AnalyticsMetadata?: AnalyticsMetadataType;
  ClientMetadata?: Record<string, string>;
}

export interface ResendConfirmationCodeResponse {
  CodeDeliveryDetails?: CodeDeliveryDetailsType;
}

export interface AdminConfirmSignUpRequest {
  UserPoolId: string;
  Username: string;
  ClientMetadata?: Record<string, string>;
}

export type AdminConfirmSignUpResponse = Record<string, never>;

export interface GetUserAttributeVerificationCodeRequest {
  AccessToken: string;
  AttributeName: string;
  ClientMetadata?: Record<string, string>;
}

export interface GetUserAttributeVerificationCodeResponse {
  CodeDeliveryDetails?: CodeDeliveryDetailsType;
}

export interface VerifyUserAttributeRequest {
  AccessToken: string;
  AttributeName: string;
  Code: string;
}

export type VerifyUserAttributeResponse = Record<string, never>;

export interface ForgotPasswordRequest {
  ClientId: string;
  SecretHash?: string;
  UserContextData?: UserContextDataType;
  Username: string;
  AnalyticsMetadata?: AnalyticsMetadataType;
  ClientMetadata?: Record<string, string>;
}

export interface ForgotPasswordResponse {
  CodeDeliveryDetails?: CodeDeliveryDetailsType;
}

export interface GetCSVHeaderRequest {
  UserPoolId: string;
}

export interface GetCSVHeaderResponse {
  UserPoolId?: string;
  CSVHeader?: string[];
}

export interface GetGroupRequest {
  GroupName: string;
  UserPoolId: string;
}

export interface GetGroupResponse {
  Group?: GroupType;
}

export interface GetTokensFromRefreshTokenRequest {
  RefreshToken: string;
  ClientId: string;
  ClientSecret?: string;
  DeviceKey?: string;
  ClientMetadata?: Record<string, string>;
}

export interface GetTokensFromRefreshTokenResponse {
  AuthenticationResult?: AuthenticationResultType;
}

export interface GetUserPoolMfaConfigRequest {
  UserPoolId: string;
}

export interface GetUserPoolMfaConfigResponse {
  SmsMfaConfiguration?: SmsMfaConfigType;
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType;
  EmailMfaConfiguration?: EmailMfaConfigType;
  MfaConfiguration?: "OFF" | "ON" | "OPTIONAL";
  WebAuthnConfiguration?: WebAuthnConfigurationType;
}

export interface GetUserRequest {
  AccessToken: string;
}

export interface GetUserResponse {
  Username: string;
  UserAttributes: AttributeType[];
  MFAOptions?: MFAOptionType[];
  PreferredMfaSetting?: string;
  UserMFASettingList?: string[];
}

export interface GlobalSignOutRequest {
  AccessToken: string;
}

export type GlobalSignOutResponse = Record<string, never>;

export interface GroupType {
  GroupName?: string;
  UserPoolId?: string;
  Description?: string;
  RoleArn?: string;
  Precedence?: number;
  LastModifiedDate?: number;
  CreationDate?: number;
}

export interface HttpHeader {
  headerName?: string;
  headerValue?: string;
}

export interface InboundFederationLambdaType {
  LambdaVersion: "V1_0";
  LambdaArn: string;
}

export interface InitiateAuthRequest {
  AuthFlow: "USER_SRP_AUTH" | "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN" | "CUSTOM_AUTH" | "ADMIN_NO_SRP_AUTH" | "USER_PASSWORD_AUTH" | "ADMIN_USER_PASSWORD_AUTH" | "USER_AUTH";
  AuthParameters?: Record<string, string>;
  ClientMetadata?: Record<string, string>;
  ClientId: string;
  AnalyticsMetadata?: AnalyticsMetadataType;
  UserContextData?: UserContextDataType;
  Session?: string;
}

export interface InitiateAuthResponse {
  ChallengeName?: "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP";
  Session?: string;
  ChallengeParameters?: Record<string, string>;
  AuthenticationResult?: AuthenticationResultType;
  AvailableChallenges?: ("SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP")[];
}

export interface IssuerConfigurationType {
  Type?: "ORIGINAL" | "UPDATED";
}

export interface KeyConfigurationType {
  KeyType?: "AWS_OWNED_KEY" | "CUSTOMER_MANAGED_KEY";
  KmsKeyArn?: string;
}

export interface LambdaConfigType {
  PreSignUp?: string;
  CustomMessage?: string;
  PostConfirmation?: string;
  PreAuthentication?: string;
  PostAuthentication?: string;
  DefineAuthChallenge?: string;
  CreateAuthChallenge?: string;
  VerifyAuthChallengeResponse?: string;
  PreTokenGeneration?: string;
  UserMigration?: string;
  PreTokenGenerationConfig?: PreTokenGenerationVersionConfigType;
  CustomSMSSender?: CustomSMSLambdaVersionConfigType;
  CustomEmailSender?: CustomEmailLambdaVersionConfigType;
  KMSKeyID?: string;
  InboundFederation?: InboundFederationLambdaType;
}

export interface ListGroupsRequest {
  UserPoolId: string;
  Limit?: number;
  NextToken?: string;
}

export interface ListGroupsResponse {
  Groups?: GroupType[];
  NextToken?: string;
}

export interface ListTagsForResourceRequest {
  ResourceArn: string;
}

export interface ListTagsForResourceResponse {
  Tags?: Record<string, string>;
}

export interface ListUserImportJobsRequest {
  UserPoolId: string;
  MaxResults: number;
  PaginationToken?: string;
}

export interface ListUserImportJobsResponse {
  UserImportJobs?: UserImportJobType[];
  PaginationToken?: string;
}

export interface ListUserPoolClientSecretsRequest {
  UserPoolId: string;
  ClientId: string;
  NextToken?: string;
}

export interface ListUserPoolClientSecretsResponse {
  ClientSecrets?: ClientSecretDescriptorType[];
  NextToken?: string;
}

export interface ListUserPoolClientsRequest {
  UserPoolId: string;
  MaxResults?: number;
  NextToken?: string;
}

export interface ListUserPoolClientsResponse {
  UserPoolClients?: UserPoolClientDescription[];
  NextToken?: string;
}

export interface ListUserPoolsRequest {
  NextToken?: string;
  MaxResults: number;
}

export interface ListUserPoolsResponse {
  UserPools?: UserPoolDescriptionType[];
  NextToken?: string;
}

export interface ListUsersInGroupRequest {
  UserPoolId: string;
  GroupName: string;
  Limit?: number;
  NextToken?: string;
}

export interface ListUsersInGroupResponse {
  Users?: UserType[];
  NextToken?: string;
}

export interface ListUsersRequest {
  UserPoolId: string;
  AttributesToGet?: string[];
  Limit?: number;
  PaginationToken?: string;
  Filter?: string;
}

export interface ListUsersResponse {
  Users?: UserType[];
  PaginationToken?: string;
}

export interface MFAOptionType {
  DeliveryMedium?: "SMS" | "EMAIL";
  AttributeName?: string;
}

export interface MessageTemplateType {
  SMSMessage?: string;
  EmailMessage?: string;
  EmailSubject?: string;
}

export interface NewDeviceMetadataType {
  DeviceKey?: string;
  DeviceGroupKey?: string;
}

export interface NumberAttributeConstraintsType {
  MinValue?: string;
  MaxValue?: string;
}

export interface PasswordPolicyType {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
  PasswordHistorySize?: number;
  TemporaryPasswordValidityDays?: number;
}

export interface PreTokenGenerationVersionConfigType {
  LambdaVersion: "V1_0" | "V2_0" | "V3_0";
  LambdaArn: string;
}

export interface RecoveryOptionType {
  Priority: number;
  Name: "verified_email" | "verified_phone_number" | "admin_only";
}

export interface RefreshTokenRotationType {
  Feature: "ENABLED" | "DISABLED";
  RetryGracePeriodSeconds?: number;
}

export interface RespondToAuthChallengeRequest {
  ClientId: string;
  ChallengeName: "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP";
  Session?: string;
  ChallengeResponses?: Record<string, string>;
  AnalyticsMetadata?: AnalyticsMetadataType;
  UserContextData?: UserContextDataType;
  ClientMetadata?: Record<string, string>;
}

export interface RespondToAuthChallengeResponse {
  ChallengeName?: "SMS_MFA" | "EMAIL_OTP" | "SOFTWARE_TOKEN_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP" | "PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "SELECT_CHALLENGE" | "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "ADMIN_NO_SRP_AUTH" | "NEW_PASSWORD_REQUIRED" | "SMS_OTP" | "PASSWORD" | "WEB_AUTHN" | "PASSWORD_SRP";
  Session?: string;
  ChallengeParameters?: Record<string, string>;
  AuthenticationResult?: AuthenticationResultType;
}

export interface RevokeTokenRequest {
  Token: string;
  ClientId: string;
  ClientSecret?: string;
}

export type RevokeTokenResponse = Record<string, never>;

export interface SchemaAttributeType {
  Name?: string;
  AttributeDataType?: "String" | "Number" | "DateTime" | "Boolean";
  DeveloperOnlyAttribute?: boolean;
  Mutable?: boolean;
  Required?: boolean;
  NumberAttributeConstraints?: NumberAttributeConstraintsType;
  StringAttributeConstraints?: StringAttributeConstraintsType;
}

export interface SetUserPoolMfaConfigRequest {
  UserPoolId: string;
  SmsMfaConfiguration?: SmsMfaConfigType;
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType;
  EmailMfaConfiguration?: EmailMfaConfigType;
  MfaConfiguration?: "OFF" | "ON" | "OPTIONAL";
  WebAuthnConfiguration?: WebAuthnConfigurationType;
}

export interface SetUserPoolMfaConfigResponse {
  SmsMfaConfiguration?: SmsMfaConfigType;
  SoftwareTokenMfaConfiguration?: SoftwareTokenMfaConfigType;
  EmailMfaConfiguration?: EmailMfaConfigType;
  MfaConfiguration?: "OFF" | "ON" | "OPTIONAL";
  WebAuthnConfiguration?: WebAuthnConfigurationType;
}

export interface SignInPolicyType {
  AllowedFirstAuthFactors?: ("PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN" | "SOFTWARE_TOKEN")[];
}

export interface SmsConfigurationType {
  SnsCallerArn?: string;
  ExternalId?: string;
  SnsRegion?: string;
  EumsSms?: EumsSmsConfigurationType;
}

export interface SmsMfaConfigType {
  SmsAuthenticationMessage?: string;
  SmsConfiguration?: SmsConfigurationType;
}

export interface SoftwareTokenMfaConfigType {
  Enabled?: boolean;
}

export interface StartUserImportJobRequest {
  UserPoolId: string;
  JobId: string;
}

export interface StartUserImportJobResponse {
  UserImportJob?: UserImportJobType;
}

export interface StopUserImportJobRequest {
  UserPoolId: string;
  JobId: string;
}

export interface StopUserImportJobResponse {
  UserImportJob?: UserImportJobType;
}

export interface StringAttributeConstraintsType {
  MinLength?: string;
  MaxLength?: string;
}

export interface TagResourceRequest {
  ResourceArn: string;
  Tags: Record<string, string>;
}

export type TagResourceResponse = Record<string, never>;

export interface TokenValidityUnitsType {
  AccessToken?: "seconds" | "minutes" | "hours" | "days";
  IdToken?: "seconds" | "minutes" | "hours" | "days";
  RefreshToken?: "seconds" | "minutes" | "hours" | "days";
}

export interface UntagResourceRequest {
  ResourceArn: string;
  TagKeys: string[];
}

export type UntagResourceResponse = Record<string, never>;

export interface UpdateGroupRequest {
  GroupName: string;
  UserPoolId: string;
  Description?: string;
  RoleArn?: string;
  Precedence?: number;
}

export interface UpdateGroupResponse {
  Group?: GroupType;
}

export interface UpdateUserAttributesRequest {
  UserAttributes: AttributeType[];
  AccessToken: string;
  ClientMetadata?: Record<string, string>;
}

export interface UpdateUserAttributesResponse {
  CodeDeliveryDetailsList?: CodeDeliveryDetailsType[];
}

export interface UpdateUserPoolClientRequest {
  UserPoolId: string;
  ClientId: string;
  ClientName?: string;
  RefreshTokenValidity?: number;
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  TokenValidityUnits?: TokenValidityUnitsType;
  ReadAttributes?: string[];
  WriteAttributes?: string[];
  ExplicitAuthFlows?: ("ADMIN_NO_SRP_AUTH" | "CUSTOM_AUTH_FLOW_ONLY" | "USER_PASSWORD_AUTH" | "ALLOW_ADMIN_USER_PASSWORD_AUTH" | "ALLOW_CUSTOM_AUTH" | "ALLOW_USER_PASSWORD_AUTH" | "ALLOW_USER_SRP_AUTH" | "ALLOW_REFRESH_TOKEN_AUTH" | "ALLOW_USER_AUTH")[];
  SupportedIdentityProviders?: string[];
  CallbackURLs?: string[];
  LogoutURLs?: string[];
  DefaultRedirectURI?: string;
  AllowedOAuthFlows?: ("code" | "implicit" | "client_credentials")[];
  AllowedOAuthScopes?: string[];
  AllowedOAuthFlowsUserPoolClient?: boolean;
  AnalyticsConfiguration?: AnalyticsConfigurationType;
  PreventUserExistenceErrors?: "LEGACY" | "ENABLED";
  EnableTokenRevocation?: boolean;
  EnablePropagateAdditionalUserContextData?: boolean;
  AuthSessionValidity?: number;
  RefreshTokenRotation?: RefreshTokenRotationType;
}

export interface UpdateUserPoolClientResponse {
  UserPoolClient?: UserPoolClientType;
}

export interface UpdateUserPoolRequest {
  UserPoolId: string;
  Policies?: UserPoolPolicyType;
  DeletionProtection?: "ACTIVE" | "INACTIVE";
  LambdaConfig?: LambdaConfigType;
  AutoVerifiedAttributes?: ("phone_number" | "email")[];
  SmsVerificationMessage?: string;
  EmailVerificationMessage?: string;
  EmailVerificationSubject?: string;
  VerificationMessageTemplate?: VerificationMessageTemplateType;
  SmsAuthenticationMessage?: string;
  UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType;
  MfaConfiguration?: "OFF" | "ON" | "OPTIONAL";
  DeviceConfiguration?: DeviceConfigurationType;
  EmailConfiguration?: EmailConfigurationType;
  SmsConfiguration?: SmsConfigurationType;
  UserPoolTags?: Record<string, string>;
  AdminCreateUserConfig?: AdminCreateUserConfigType;
  UserPoolAddOns?: UserPoolAddOnsType;
  AccountRecoverySetting?: AccountRecoverySettingType;
  PoolName?: string;
  UserPoolTier?: "LITE" | "ESSENTIALS" | "PLUS";
  KeyConfiguration?: KeyConfigurationType;
  IssuerConfiguration?: IssuerConfigurationType;
}

export type UpdateUserPoolResponse = Record<string, never>;

export interface UserAttributeUpdateSettingsType {
  AttributesRequireVerificationBeforeUpdate?: ("phone_number" | "email")[];
}

export interface UserContextDataType {
  IpAddress?: string;
  EncodedData?: string;
}

export interface UserImportJobType {
  JobName?: string;
  JobId?: string;
  UserPoolId?: string;
  PreSignedUrl?: string;
  CreationDate?: number;
  StartDate?: number;
  CompletionDate?: number;
  Status?: "Created" | "Pending" | "InProgress" | "Stopping" | "Expired" | "Stopped" | "Failed" | "Succeeded";
  CloudWatchLogsRoleArn?: string;
  ImportedUsers?: number;
  SkippedUsers?: number;
  FailedUsers?: number;
  CompletionMessage?: string;
  PasswordHashingAlgorithm?: "BCRYPT" | "SCRYPT" | "ARGON2ID" | "PBKDF2_SHA256";
}

export interface UserPoolAddOnsType {
  AdvancedSecurityMode: "OFF" | "AUDIT" | "ENFORCED";
  AdvancedSecurityAdditionalFlows?: AdvancedSecurityAdditionalFlowsType;
}

export interface UserPoolClientDescription {
  ClientId?: string;
  UserPoolId?: string;
  ClientName?: string;
}

export interface UserPoolClientType {
  UserPoolId?: string;
  ClientName?: string;
  ClientId?: string;
  ClientSecret?: string;
  LastModifiedDate?: number;
  CreationDate?: number;
  RefreshTokenValidity?: number;
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  TokenValidityUnits?: TokenValidityUnitsType;
  ReadAttributes?: string[];
  WriteAttributes?: string[];
  ExplicitAuthFlows?: ("ADMIN_NO_SRP_AUTH" | "CUSTOM_AUTH_FLOW_ONLY" | "USER_PASSWORD_AUTH" | "ALLOW_ADMIN_USER_PASSWORD_AUTH" | "ALLOW_CUSTOM_AUTH" | "ALLOW_USER_PASSWORD_AUTH" | "ALLOW_USER_SRP_AUTH" | "ALLOW_REFRESH_TOKEN_AUTH" | "ALLOW_USER_AUTH")[];
  SupportedIdentityProviders?: string[];
  CallbackURLs?: string[];
  LogoutURLs?: string[];
  DefaultRedirectURI?: string;
  AllowedOAuthFlows?: ("code" | "implicit" | "client_credentials")[];
  AllowedOAuthScopes?: string[];
  AllowedOAuthFlowsUserPoolClient?: boolean;
  AnalyticsConfiguration?: AnalyticsConfigurationType;
  PreventUserExistenceErrors?: "LEGACY" | "ENABLED";
  EnableTokenRevocation?: boolean;
  EnablePropagateAdditionalUserContextData?: boolean;
  AuthSessionValidity?: number;
  RefreshTokenRotation?: RefreshTokenRotationType;
}

export interface UserPoolDescriptionType {
  Id?: string;
  Name?: string;
  LambdaConfig?: LambdaConfigType;
  Status?: "Enabled" | "Disabled";
  LastModifiedDate?: number;
  CreationDate?: number;
  ReplicaRegions?: string[];
}

export interface UserPoolPolicyType {
  PasswordPolicy?: PasswordPolicyType;
  SignInPolicy?: SignInPolicyType;
}

export interface UserPoolType {
  Id?: string;
  Name?: string;
  Policies?: UserPoolPolicyType;
  DeletionProtection?: "ACTIVE" | "INACTIVE";
  LambdaConfig?: LambdaConfigType;
  Status?: "Enabled" | "Disabled";
  LastModifiedDate?: number;
  CreationDate?: number;
  SchemaAttributes?: SchemaAttributeType[];
  AutoVerifiedAttributes?: ("phone_number" | "email")[];
  AliasAttributes?: ("phone_number" | "email" | "preferred_username")[];
  UsernameAttributes?: ("phone_number" | "email")[];
  SmsVerificationMessage?: string;
  EmailVerificationMessage?: string;
  EmailVerificationSubject?: string;
  VerificationMessageTemplate?: VerificationMessageTemplateType;
  SmsAuthenticationMessage?: string;
  UserAttributeUpdateSettings?: UserAttributeUpdateSettingsType;
  MfaConfiguration?: "OFF" | "ON" | "OPTIONAL";
  DeviceConfiguration?: DeviceConfigurationType;
  EstimatedNumberOfUsers?: number;
  EmailConfiguration?: EmailConfigurationType;
  SmsConfiguration?: SmsConfigurationType;
  UserPoolTags?: Record<string, string>;
  SmsConfigurationFailure?: string;
  EmailConfigurationFailure?: string;
  Domain?: string;
  CustomDomain?: string;
  AdminCreateUserConfig?: AdminCreateUserConfigType;
  UserPoolAddOns?: UserPoolAddOnsType;
  UsernameConfiguration?: UsernameConfigurationType;
  Arn?: string;
  AccountRecoverySetting?: AccountRecoverySettingType;
  UserPoolTier?: "LITE" | "ESSENTIALS" | "PLUS";
  KeyConfiguration?: KeyConfigurationType;
  IssuerConfiguration?: IssuerConfigurationType;
}

export interface UserType {
  Username?: string;
  Attributes?: AttributeType[];
  UserCreateDate?: number;
  UserLastModifiedDate?: number;
  Enabled?: boolean;
  UserStatus?: "UNCONFIRMED" | "CONFIRMED" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN" | "RESET_REQUIRED" | "FORCE_CHANGE_PASSWORD" | "EXTERNAL_PROVIDER";
  MFAOptions?: MFAOptionType[];
}

export interface UsernameConfigurationType {
  CaseSensitive: boolean;
}

export interface VerificationMessageTemplateType {
  SmsMessage?: string;
  EmailMessage?: string;
  EmailSubject?: string;
  EmailMessageByLink?: string;
  EmailSubjectByLink?: string;
  DefaultEmailOption?: "CONFIRM_WITH_LINK" | "CONFIRM_WITH_CODE";
}

export interface WebAuthnConfigurationType {
  RelyingPartyId?: string;
  UserVerification?: "required" | "preferred";
  FactorConfiguration?: "SINGLE_FACTOR" | "MULTI_FACTOR_WITH_USER_VERIFICATION";
}

export interface CognitoIdpOperations {
  CreateUserImportJob: {
    authentication: "signed";
    input: CreateUserImportJobRequest;
    output: CreateUserImportJobResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "PreconditionNotMetException" | "NotAuthorizedException" | "LimitExceededException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  StartUserImportJob: {
    authentication: "signed";
    input: StartUserImportJobRequest;
    output: StartUserImportJobResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "InternalErrorException" | "PreconditionNotMetException" | "OperationNotEnabledException" | "NotAuthorizedException";
  };
  StopUserImportJob: {
    authentication: "signed";
    input: StopUserImportJobRequest;
    output: StopUserImportJobResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "InternalErrorException" | "PreconditionNotMetException" | "OperationNotEnabledException" | "NotAuthorizedException";
  };
  DescribeUserImportJob: {
    authentication: "signed";
    input: DescribeUserImportJobRequest;
    output: DescribeUserImportJobResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ListUserImportJobs: {
    authentication: "signed";
    input: ListUserImportJobsRequest;
    output: ListUserImportJobsResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  GetCSVHeader: {
    authentication: "signed";
    input: GetCSVHeaderRequest;
    output: GetCSVHeaderResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  CreateUserPool: {
    authentication: "signed";
    input: CreateUserPoolRequest;
    output: CreateUserPoolResponse;
    errors: "InvalidParameterException" | "TooManyRequestsException" | "LimitExceededException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidEmailRoleAccessPolicyException" | "NotAuthorizedException" | "UserPoolTaggingException" | "InternalErrorException" | "TierChangeNotAllowedException" | "FeatureUnavailableInTierException";
  };
  DescribeUserPool: {
    authentication: "signed";
    input: DescribeUserPoolRequest;
    output: DescribeUserPoolResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserPoolTaggingException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  UpdateUserPool: {
    authentication: "signed";
    input: UpdateUserPoolRequest;
    output: UpdateUserPoolResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "ConcurrentModificationException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserImportInProgressException" | "InternalErrorException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "UserPoolTaggingException" | "InvalidEmailRoleAccessPolicyException" | "OperationNotEnabledException" | "TierChangeNotAllowedException" | "FeatureUnavailableInTierException";
  };
  DeleteUserPool: {
    authentication: "signed";
    input: DeleteUserPoolRequest;
    output: void;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserImportInProgressException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ListUserPools: {
    authentication: "signed";
    input: ListUserPoolsRequest;
    output: ListUserPoolsResponse;
    errors: "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "InternalErrorException";
  };
  AddCustomAttributes: {
    authentication: "signed";
    input: AddCustomAttributesRequest;
    output: AddCustomAttributesResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "UserImportInProgressException" | "InternalErrorException";
  };
  AdminCreateUser: {
    authentication: "signed";
    input: AdminCreateUserRequest;
    output: AdminCreateUserResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UserNotFoundException" | "UsernameExistsException" | "InvalidPasswordException" | "CodeDeliveryFailureException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "PreconditionNotMetException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "TooManyRequestsException" | "NotAuthorizedException" | "UnsupportedUserStateException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminGetUser: {
    authentication: "signed";
    input: AdminGetUserRequest;
    output: AdminGetUserResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  SignUp: {
    authentication: "nobody";
    input: SignUpRequest;
    output: SignUpResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "NotAuthorizedException" | "InvalidPasswordException" | "InvalidLambdaResponseException" | "UsernameExistsException" | "TooManyRequestsException" | "InternalErrorException" | "LimitExceededException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidEmailRoleAccessPolicyException" | "CodeDeliveryFailureException" | "OperationNotEnabledException" | "ForbiddenException";
  };
  ConfirmSignUp: {
    authentication: "nobody";
    input: ConfirmSignUpRequest;
    output: ConfirmSignUpResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "NotAuthorizedException" | "TooManyFailedAttemptsException" | "CodeMismatchException" | "ExpiredCodeException" | "InvalidLambdaResponseException" | "AliasExistsException" | "TooManyRequestsException" | "LimitExceededException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException" | "ForbiddenException";
  };
  ResendConfirmationCode: {
    authentication: "nobody";
    input: ResendConfirmationCodeRequest;
    output: ResendConfirmationCodeResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "NotAuthorizedException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "LimitExceededException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidEmailRoleAccessPolicyException" | "CodeDeliveryFailureException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException" | "ForbiddenException";
  };
  AdminConfirmSignUp: {
    authentication: "signed";
    input: AdminConfirmSignUpRequest;
    output: AdminConfirmSignUpResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "NotAuthorizedException" | "TooManyFailedAttemptsException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "LimitExceededException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ForgotPassword: {
    authentication: "nobody";
    input: ForgotPasswordRequest;
    output: ForgotPasswordResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "NotAuthorizedException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "LimitExceededException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidEmailRoleAccessPolicyException" | "CodeDeliveryFailureException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException" | "ForbiddenException";
  };
  ConfirmForgotPassword: {
    authentication: "nobody";
    input: ConfirmForgotPasswordRequest;
    output: ConfirmForgotPasswordResponse;
    errors: "ResourceNotFoundException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "InvalidParameterException" | "InvalidPasswordException" | "PasswordHistoryPolicyViolationException" | "NotAuthorizedException" | "CodeMismatchException" | "ExpiredCodeException" | "TooManyFailedAttemptsException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "LimitExceededException" | "UserNotFoundException" | "UserNotConfirmedException" | "OperationNotEnabledException" | "InternalErrorException" | "ForbiddenException";
  };
  InitiateAuth: {
    authentication: "nobody";
    input: InitiateAuthRequest;
    output: InitiateAuthResponse;
    errors: "UnsupportedOperationException" | "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException" | "UnexpectedLambdaException" | "InvalidUserPoolConfigurationException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "InternalErrorException" | "InvalidSmsRoleAccessPolicyException" | "InvalidEmailRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "OperationNotEnabledException" | "ForbiddenException";
  };
  RespondToAuthChallenge: {
    authentication: "nobody";
    input: RespondToAuthChallengeRequest;
    output: RespondToAuthChallengeResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "CodeMismatchException" | "ExpiredCodeException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "InvalidPasswordException" | "PasswordHistoryPolicyViolationException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "InvalidUserPoolConfigurationException" | "MFAMethodNotFoundException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidEmailRoleAccessPolicyException" | "AliasExistsException" | "InternalErrorException" | "SoftwareTokenMFANotFoundException" | "ForbiddenException" | "OperationNotEnabledException";
  };
  GetTokensFromRefreshToken: {
    authentication: "nobody";
    input: GetTokensFromRefreshTokenRequest;
    output: GetTokensFromRefreshTokenResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException" | "UserNotFoundException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "ForbiddenException" | "RefreshTokenReuseException" | "InternalErrorException";
  };
  RevokeToken: {
    authentication: "nobody";
    input: RevokeTokenRequest;
    output: RevokeTokenResponse;
    errors: "TooManyRequestsException" | "InternalErrorException" | "UnauthorizedException" | "InvalidParameterException" | "UnsupportedOperationException" | "UnsupportedTokenTypeException" | "ForbiddenException" | "OperationNotEnabledException";
  };
  GetUser: {
    authentication: "access-token";
    input: GetUserRequest;
    output: GetUserResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "OperationNotEnabledException" | "InternalErrorException" | "ForbiddenException";
  };
  UpdateUserAttributes: {
    authentication: "access-token";
    input: UpdateUserAttributesRequest;
    output: UpdateUserAttributesResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "CodeMismatchException" | "ExpiredCodeException" | "NotAuthorizedException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "AliasExistsException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidEmailRoleAccessPolicyException" | "CodeDeliveryFailureException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "InternalErrorException" | "ForbiddenException";
  };
  DeleteUserAttributes: {
    authentication: "access-token";
    input: DeleteUserAttributesRequest;
    output: DeleteUserAttributesResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "InternalErrorException" | "ForbiddenException";
  };
  DeleteUser: {
    authentication: "access-token";
    input: DeleteUserRequest;
    output: void;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "InternalErrorException" | "ForbiddenException";
  };
  GetUserAttributeVerificationCode: {
    authentication: "access-token";
    input: GetUserAttributeVerificationCodeRequest;
    output: GetUserAttributeVerificationCodeResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "InvalidEmailRoleAccessPolicyException" | "CodeDeliveryFailureException" | "LimitExceededException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "InternalErrorException" | "ForbiddenException";
  };
  VerifyUserAttribute: {
    authentication: "access-token";
    input: VerifyUserAttributeRequest;
    output: VerifyUserAttributeResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "CodeMismatchException" | "ExpiredCodeException" | "NotAuthorizedException" | "TooManyRequestsException" | "LimitExceededException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "InternalErrorException" | "AliasExistsException" | "ForbiddenException";
  };
  ChangePassword: {
    authentication: "access-token";
    input: ChangePasswordRequest;
    output: ChangePasswordResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "InvalidPasswordException" | "PasswordHistoryPolicyViolationException" | "NotAuthorizedException" | "TooManyRequestsException" | "LimitExceededException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "OperationNotEnabledException" | "InternalErrorException" | "ForbiddenException";
  };
  GlobalSignOut: {
    authentication: "access-token";
    input: GlobalSignOutRequest;
    output: GlobalSignOutResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException" | "PasswordResetRequiredException" | "UserNotConfirmedException" | "OperationNotEnabledException" | "InternalErrorException" | "ForbiddenException";
  };
  AdminInitiateAuth: {
    authentication: "signed";
    input: AdminInitiateAuthRequest;
    output: AdminInitiateAuthResponse;
    errors: "ResourceNotFoundException" | "UnsupportedOperationException" | "InvalidParameterException" | "NotAuthorizedException" | "TooManyRequestsException" | "InternalErrorException" | "UnexpectedLambdaException" | "InvalidUserPoolConfigurationException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "MFAMethodNotFoundException" | "InvalidSmsRoleAccessPolicyException" | "InvalidEmailRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "OperationNotEnabledException";
  };
  AdminRespondToAuthChallenge: {
    authentication: "signed";
    input: AdminRespondToAuthChallengeRequest;
    output: AdminRespondToAuthChallengeResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "NotAuthorizedException" | "CodeMismatchException" | "ExpiredCodeException" | "UnexpectedLambdaException" | "InvalidPasswordException" | "PasswordHistoryPolicyViolationException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "InvalidUserPoolConfigurationException" | "InternalErrorException" | "MFAMethodNotFoundException" | "InvalidEmailRoleAccessPolicyException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "AliasExistsException" | "PasswordResetRequiredException" | "UserNotFoundException" | "UserNotConfirmedException" | "SoftwareTokenMFANotFoundException" | "OperationNotEnabledException";
  };
  AdminUserGlobalSignOut: {
    authentication: "signed";
    input: AdminUserGlobalSignOutRequest;
    output: AdminUserGlobalSignOutResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "InternalErrorException";
  };
  AdminSetUserPassword: {
    authentication: "signed";
    input: AdminSetUserPasswordRequest;
    output: AdminSetUserPasswordResponse;
    errors: "ResourceNotFoundException" | "NotAuthorizedException" | "UserNotFoundException" | "InternalErrorException" | "TooManyRequestsException" | "InvalidParameterException" | "InvalidPasswordException" | "PasswordHistoryPolicyViolationException" | "OperationNotEnabledException";
  };
  AdminResetUserPassword: {
    authentication: "signed";
    input: AdminResetUserPasswordRequest;
    output: AdminResetUserPasswordResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "NotAuthorizedException" | "InvalidLambdaResponseException" | "TooManyRequestsException" | "LimitExceededException" | "UserNotFoundException" | "InvalidSmsRoleAccessPolicyException" | "InvalidEmailRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminDeleteUserAttributes: {
    authentication: "signed";
    input: AdminDeleteUserAttributesRequest;
    output: AdminDeleteUserAttributesResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminDeleteUser: {
    authentication: "signed";
    input: AdminDeleteUserRequest;
    output: void;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminUpdateUserAttributes: {
    authentication: "signed";
    input: AdminUpdateUserAttributesRequest;
    output: AdminUpdateUserAttributesResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "UnexpectedLambdaException" | "UserLambdaValidationException" | "InvalidLambdaResponseException" | "AliasExistsException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "InternalErrorException" | "InvalidSmsRoleAccessPolicyException" | "InvalidEmailRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "OperationNotEnabledException";
  };
  AdminEnableUser: {
    authentication: "signed";
    input: AdminEnableUserRequest;
    output: AdminEnableUserResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminDisableUser: {
    authentication: "signed";
    input: AdminDisableUserRequest;
    output: AdminDisableUserResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ListUsers: {
    authentication: "signed";
    input: ListUsersRequest;
    output: ListUsersResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  CreateUserPoolClient: {
    authentication: "signed";
    input: CreateUserPoolClientRequest;
    output: CreateUserPoolClientResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "LimitExceededException" | "NotAuthorizedException" | "ScopeDoesNotExistException" | "InvalidOAuthFlowException" | "OperationNotEnabledException" | "InternalErrorException" | "FeatureUnavailableInTierException";
  };
  DescribeUserPoolClient: {
    authentication: "signed";
    input: DescribeUserPoolClientRequest;
    output: DescribeUserPoolClientResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "OperationNotEnabledException" | "NotAuthorizedException" | "InternalErrorException";
  };
  UpdateUserPoolClient: {
    authentication: "signed";
    input: UpdateUserPoolClientRequest;
    output: UpdateUserPoolClientResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "ConcurrentModificationException" | "TooManyRequestsException" | "NotAuthorizedException" | "ScopeDoesNotExistException" | "InvalidOAuthFlowException" | "OperationNotEnabledException" | "InternalErrorException" | "FeatureUnavailableInTierException";
  };
  DeleteUserPoolClient: {
    authentication: "signed";
    input: DeleteUserPoolClientRequest;
    output: void;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "ConcurrentModificationException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ListUserPoolClients: {
    authentication: "signed";
    input: ListUserPoolClientsRequest;
    output: ListUserPoolClientsResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AddUserPoolClientSecret: {
    authentication: "signed";
    input: AddUserPoolClientSecretRequest;
    output: AddUserPoolClientSecretResponse;
    errors: "InvalidParameterException" | "InternalServerException" | "TooManyRequestsException" | "LimitExceededException" | "AccessDeniedException" | "ResourceNotFoundException";
  };
  ListUserPoolClientSecrets: {
    authentication: "signed";
    input: ListUserPoolClientSecretsRequest;
    output: ListUserPoolClientSecretsResponse;
    errors: "InvalidParameterException" | "InternalServerException" | "TooManyRequestsException" | "LimitExceededException" | "ResourceNotFoundException";
  };
  DeleteUserPoolClientSecret: {
    authentication: "signed";
    input: DeleteUserPoolClientSecretRequest;
    output: DeleteUserPoolClientSecretResponse;
    errors: "InvalidParameterException" | "InternalServerException" | "TooManyRequestsException" | "LimitExceededException" | "ResourceNotFoundException";
  };
  CreateGroup: {
    authentication: "signed";
    input: CreateGroupRequest;
    output: CreateGroupResponse;
    errors: "InvalidParameterException" | "GroupExistsException" | "ResourceNotFoundException" | "TooManyRequestsException" | "LimitExceededException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  GetGroup: {
    authentication: "signed";
    input: GetGroupRequest;
    output: GetGroupResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ListGroups: {
    authentication: "signed";
    input: ListGroupsRequest;
    output: ListGroupsResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  UpdateGroup: {
    authentication: "signed";
    input: UpdateGroupRequest;
    output: UpdateGroupResponse;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "InternalErrorException";
  };
  DeleteGroup: {
    authentication: "signed";
    input: DeleteGroupRequest;
    output: void;
    errors: "ResourceNotFoundException" | "InvalidParameterException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminAddUserToGroup: {
    authentication: "signed";
    input: AdminAddUserToGroupRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminRemoveUserFromGroup: {
    authentication: "signed";
    input: AdminRemoveUserFromGroupRequest;
    output: void;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  AdminListGroupsForUser: {
    authentication: "signed";
    input: AdminListGroupsForUserRequest;
    output: AdminListGroupsForUserResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "NotAuthorizedException" | "UserNotFoundException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ListUsersInGroup: {
    authentication: "signed";
    input: ListUsersInGroupRequest;
    output: ListUsersInGroupResponse;
    errors: "InvalidParameterException" | "ResourceNotFoundException" | "TooManyRequestsException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  SetUserPoolMfaConfig: {
    authentication: "signed";
    input: SetUserPoolMfaConfigRequest;
    output: SetUserPoolMfaConfigResponse;
    errors: "InvalidParameterException" | "TooManyRequestsException" | "ConcurrentModificationException" | "ResourceNotFoundException" | "InvalidSmsRoleAccessPolicyException" | "InvalidSmsRoleTrustRelationshipException" | "NotAuthorizedException" | "OperationNotEnabledException" | "InternalErrorException" | "FeatureUnavailableInTierException";
  };
  GetUserPoolMfaConfig: {
    authentication: "signed";
    input: GetUserPoolMfaConfigRequest;
    output: GetUserPoolMfaConfigResponse;
    errors: "InvalidParameterException" | "TooManyRequestsException" | "ResourceNotFoundException" | "NotAuthorizedException" | "InternalErrorException";
  };
  TagResource: {
    authentication: "signed";
    input: TagResourceRequest;
    output: TagResourceResponse;
    errors: "ResourceNotFoundException" | "NotAuthorizedException" | "TooManyRequestsException" | "InvalidParameterException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  UntagResource: {
    authentication: "signed";
    input: UntagResourceRequest;
    output: UntagResourceResponse;
    errors: "ResourceNotFoundException" | "NotAuthorizedException" | "TooManyRequestsException" | "InvalidParameterException" | "OperationNotEnabledException" | "InternalErrorException";
  };
  ListTagsForResource: {
    authentication: "signed";
    input: ListTagsForResourceRequest;
    output: ListTagsForResourceResponse;
    errors: "ResourceNotFoundException" | "NotAuthorizedException" | "TooManyRequestsException" | "InvalidParameterException" | "OperationNotEnabledException" | "InternalErrorException";
  };
}

export const cognitoIdpModel: ServiceModel = {
  "service": "cognito-idp",
  "apiVersion": "2016-04-18",
  "protocol": "json",
  "jsonVersion": "1.1",
  "signingName": "cognito-idp",
  "targetPrefix": "AWSCognitoIdentityProviderService",
  "operations": {
    "CreateUserImportJob": {"authentication":"signed","input":"CreateUserImportJobRequest","output":"CreateUserImportJobResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","PreconditionNotMetException","NotAuthorizedException","LimitExceededException","OperationNotEnabledException","InternalErrorException"]},
    "StartUserImportJob": {"authentication":"signed","input":"StartUserImportJobRequest","output":"StartUserImportJobResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","InternalErrorException","PreconditionNotMetException","OperationNotEnabledException","NotAuthorizedException"]},
    "StopUserImportJob": {"authentication":"signed","input":"StopUserImportJobRequest","output":"StopUserImportJobResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","InternalErrorException","PreconditionNotMetException","OperationNotEnabledException","NotAuthorizedException"]},
    "DescribeUserImportJob": {"authentication":"signed","readOnly":true,"input":"DescribeUserImportJobRequest","output":"DescribeUserImportJobResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "ListUserImportJobs": {"authentication":"signed","readOnly":true,"input":"ListUserImportJobsRequest","output":"ListUserImportJobsResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "GetCSVHeader": {"authentication":"signed","readOnly":true,"input":"GetCSVHeaderRequest","output":"GetCSVHeaderResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "CreateUserPool": {"authentication":"signed","input":"CreateUserPoolRequest","output":"CreateUserPoolResponse","errors":["InvalidParameterException","TooManyRequestsException","LimitExceededException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","InvalidEmailRoleAccessPolicyException","NotAuthorizedException","UserPoolTaggingException","InternalErrorException","TierChangeNotAllowedException","FeatureUnavailableInTierException"]},
    "DescribeUserPool": {"authentication":"signed","readOnly":true,"input":"DescribeUserPoolRequest","output":"DescribeUserPoolResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserPoolTaggingException","OperationNotEnabledException","InternalErrorException"]},
    "UpdateUserPool": {"authentication":"signed","input":"UpdateUserPoolRequest","output":"UpdateUserPoolResponse","errors":["ResourceNotFoundException","InvalidParameterException","ConcurrentModificationException","TooManyRequestsException","NotAuthorizedException","UserImportInProgressException","InternalErrorException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","UserPoolTaggingException","InvalidEmailRoleAccessPolicyException","OperationNotEnabledException","TierChangeNotAllowedException","FeatureUnavailableInTierException"]},
    "DeleteUserPool": {"authentication":"signed","input":"DeleteUserPoolRequest","output":null,"errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserImportInProgressException","OperationNotEnabledException","InternalErrorException"]},
    "ListUserPools": {"authentication":"signed","readOnly":true,"input":"ListUserPoolsRequest","output":"ListUserPoolsResponse","errors":["InvalidParameterException","TooManyRequestsException","NotAuthorizedException","InternalErrorException"]},
    "AddCustomAttributes": {"authentication":"signed","input":"AddCustomAttributesRequest","output":"AddCustomAttributesResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","UserImportInProgressException","InternalErrorException"]},
    "AdminCreateUser": {"authentication":"signed","input":"AdminCreateUserRequest","output":"AdminCreateUserResponse","errors":["ResourceNotFoundException","InvalidParameterException","UserNotFoundException","UsernameExistsException","InvalidPasswordException","CodeDeliveryFailureException","UnexpectedLambdaException","UserLambdaValidationException","InvalidLambdaResponseException","PreconditionNotMetException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","TooManyRequestsException","NotAuthorizedException","UnsupportedUserStateException","OperationNotEnabledException","InternalErrorException"]},
    "AdminGetUser": {"authentication":"signed","readOnly":true,"input":"AdminGetUserRequest","output":"AdminGetUserResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "SignUp": {"authentication":"nobody","input":"SignUpRequest","output":"SignUpResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","NotAuthorizedException","InvalidPasswordException","InvalidLambdaResponseException","UsernameExistsException","TooManyRequestsException","InternalErrorException","LimitExceededException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","InvalidEmailRoleAccessPolicyException","CodeDeliveryFailureException","OperationNotEnabledException","ForbiddenException"]},
    "ConfirmSignUp": {"authentication":"nobody","input":"ConfirmSignUpRequest","output":"ConfirmSignUpResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","NotAuthorizedException","TooManyFailedAttemptsException","CodeMismatchException","ExpiredCodeException","InvalidLambdaResponseException","AliasExistsException","TooManyRequestsException","LimitExceededException","UserNotFoundException","OperationNotEnabledException","InternalErrorException","ForbiddenException"]},
    "ResendConfirmationCode": {"authentication":"nobody","input":"ResendConfirmationCodeRequest","output":"ResendConfirmationCodeResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","NotAuthorizedException","InvalidLambdaResponseException","TooManyRequestsException","LimitExceededException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","InvalidEmailRoleAccessPolicyException","CodeDeliveryFailureException","UserNotFoundException","OperationNotEnabledException","InternalErrorException","ForbiddenException"]},
    "AdminConfirmSignUp": {"authentication":"signed","input":"AdminConfirmSignUpRequest","output":"AdminConfirmSignUpResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","NotAuthorizedException","TooManyFailedAttemptsException","InvalidLambdaResponseException","TooManyRequestsException","LimitExceededException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "ForgotPassword": {"authentication":"nobody","input":"ForgotPasswordRequest","output":"ForgotPasswordResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","NotAuthorizedException","InvalidLambdaResponseException","TooManyRequestsException","LimitExceededException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","InvalidEmailRoleAccessPolicyException","CodeDeliveryFailureException","UserNotFoundException","OperationNotEnabledException","InternalErrorException","ForbiddenException"]},
    "ConfirmForgotPassword": {"authentication":"nobody","input":"ConfirmForgotPasswordRequest","output":"ConfirmForgotPasswordResponse","errors":["ResourceNotFoundException","UnexpectedLambdaException","UserLambdaValidationException","InvalidParameterException","InvalidPasswordException","PasswordHistoryPolicyViolationException","NotAuthorizedException","CodeMismatchException","ExpiredCodeException","TooManyFailedAttemptsException","InvalidLambdaResponseException","TooManyRequestsException","LimitExceededException","UserNotFoundException","UserNotConfirmedException","OperationNotEnabledException","InternalErrorException","ForbiddenException"]},
    "InitiateAuth": {"authentication":"nobody","input":"InitiateAuthRequest","output":"InitiateAuthResponse","errors":["UnsupportedOperationException","ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","TooManyRequestsException","UnexpectedLambdaException","InvalidUserPoolConfigurationException","UserLambdaValidationException","InvalidLambdaResponseException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","InternalErrorException","InvalidSmsRoleAccessPolicyException","InvalidEmailRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","OperationNotEnabledException","ForbiddenException"]},
    "RespondToAuthChallenge": {"authentication":"nobody","input":"RespondToAuthChallengeRequest","output":"RespondToAuthChallengeResponse","errors":["ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","CodeMismatchException","ExpiredCodeException","UnexpectedLambdaException","UserLambdaValidationException","InvalidPasswordException","PasswordHistoryPolicyViolationException","InvalidLambdaResponseException","TooManyRequestsException","InvalidUserPoolConfigurationException","MFAMethodNotFoundException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","InvalidEmailRoleAccessPolicyException","AliasExistsException","InternalErrorException","SoftwareTokenMFANotFoundException","ForbiddenException","OperationNotEnabledException"]},
    "GetTokensFromRefreshToken": {"authentication":"nobody","input":"GetTokensFromRefreshTokenRequest","output":"GetTokensFromRefreshTokenResponse","errors":["ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","TooManyRequestsException","UserNotFoundException","UnexpectedLambdaException","UserLambdaValidationException","InvalidLambdaResponseException","ForbiddenException","RefreshTokenReuseException","InternalErrorException"]},
    "RevokeToken": {"authentication":"nobody","input":"RevokeTokenRequest","output":"RevokeTokenResponse","errors":["TooManyRequestsException","InternalErrorException","UnauthorizedException","InvalidParameterException","UnsupportedOperationException","UnsupportedTokenTypeException","ForbiddenException","OperationNotEnabledException"]},
    "GetUser": {"authentication":"access-token","readOnly":true,"input":"GetUserRequest","output":"GetUserResponse","errors":["ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","TooManyRequestsException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","OperationNotEnabledException","InternalErrorException","ForbiddenException"]},
    "UpdateUserAttributes": {"authentication":"access-token","input":"UpdateUserAttributesRequest","output":"UpdateUserAttributesResponse","errors":["ResourceNotFoundException","InvalidParameterException","CodeMismatchException","ExpiredCodeException","NotAuthorizedException","UnexpectedLambdaException","UserLambdaValidationException","InvalidLambdaResponseException","TooManyRequestsException","AliasExistsException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","InvalidEmailRoleAccessPolicyException","CodeDeliveryFailureException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","InternalErrorException","ForbiddenException"]},
    "DeleteUserAttributes": {"authentication":"access-token","input":"DeleteUserAttributesRequest","output":"DeleteUserAttributesResponse","errors":["ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","TooManyRequestsException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","InternalErrorException","ForbiddenException"]},
    "DeleteUser": {"authentication":"access-token","input":"DeleteUserRequest","output":null,"errors":["ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","TooManyRequestsException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","InternalErrorException","ForbiddenException"]},
    "GetUserAttributeVerificationCode": {"authentication":"access-token","input":"GetUserAttributeVerificationCodeRequest","output":"GetUserAttributeVerificationCodeResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UnexpectedLambdaException","UserLambdaValidationException","InvalidLambdaResponseException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","InvalidEmailRoleAccessPolicyException","CodeDeliveryFailureException","LimitExceededException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","InternalErrorException","ForbiddenException"]},
    "VerifyUserAttribute": {"authentication":"access-token","input":"VerifyUserAttributeRequest","output":"VerifyUserAttributeResponse","errors":["ResourceNotFoundException","InvalidParameterException","CodeMismatchException","ExpiredCodeException","NotAuthorizedException","TooManyRequestsException","LimitExceededException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","InternalErrorException","AliasExistsException","ForbiddenException"]},
    "ChangePassword": {"authentication":"access-token","input":"ChangePasswordRequest","output":"ChangePasswordResponse","errors":["ResourceNotFoundException","InvalidParameterException","InvalidPasswordException","PasswordHistoryPolicyViolationException","NotAuthorizedException","TooManyRequestsException","LimitExceededException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","OperationNotEnabledException","InternalErrorException","ForbiddenException"]},
    "GlobalSignOut": {"authentication":"access-token","input":"GlobalSignOutRequest","output":"GlobalSignOutResponse","errors":["ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","TooManyRequestsException","PasswordResetRequiredException","UserNotConfirmedException","OperationNotEnabledException","InternalErrorException","ForbiddenException"]},
    "AdminInitiateAuth": {"authentication":"signed","input":"AdminInitiateAuthRequest","output":"AdminInitiateAuthResponse","errors":["ResourceNotFoundException","UnsupportedOperationException","InvalidParameterException","NotAuthorizedException","TooManyRequestsException","InternalErrorException","UnexpectedLambdaException","InvalidUserPoolConfigurationException","UserLambdaValidationException","InvalidLambdaResponseException","MFAMethodNotFoundException","InvalidSmsRoleAccessPolicyException","InvalidEmailRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","OperationNotEnabledException"]},
    "AdminRespondToAuthChallenge": {"authentication":"signed","input":"AdminRespondToAuthChallengeRequest","output":"AdminRespondToAuthChallengeResponse","errors":["ResourceNotFoundException","InvalidParameterException","NotAuthorizedException","CodeMismatchException","ExpiredCodeException","UnexpectedLambdaException","InvalidPasswordException","PasswordHistoryPolicyViolationException","UserLambdaValidationException","InvalidLambdaResponseException","TooManyRequestsException","InvalidUserPoolConfigurationException","InternalErrorException","MFAMethodNotFoundException","InvalidEmailRoleAccessPolicyException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","AliasExistsException","PasswordResetRequiredException","UserNotFoundException","UserNotConfirmedException","SoftwareTokenMFANotFoundException","OperationNotEnabledException"]},
    "AdminUserGlobalSignOut": {"authentication":"signed","input":"AdminUserGlobalSignOutRequest","output":"AdminUserGlobalSignOutResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","InternalErrorException"]},
    "AdminSetUserPassword": {"authentication":"signed","input":"AdminSetUserPasswordRequest","output":"AdminSetUserPasswordResponse","errors":["ResourceNotFoundException","NotAuthorizedException","UserNotFoundException","InternalErrorException","TooManyRequestsException","InvalidParameterException","InvalidPasswordException","PasswordHistoryPolicyViolationException","OperationNotEnabledException"]},
    "AdminResetUserPassword": {"authentication":"signed","input":"AdminResetUserPasswordRequest","output":"AdminResetUserPasswordResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","NotAuthorizedException","InvalidLambdaResponseException","TooManyRequestsException","LimitExceededException","UserNotFoundException","InvalidSmsRoleAccessPolicyException","InvalidEmailRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","OperationNotEnabledException","InternalErrorException"]},
    "AdminDeleteUserAttributes": {"authentication":"signed","input":"AdminDeleteUserAttributesRequest","output":"AdminDeleteUserAttributesResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "AdminDeleteUser": {"authentication":"signed","input":"AdminDeleteUserRequest","output":null,"errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "AdminUpdateUserAttributes": {"authentication":"signed","input":"AdminUpdateUserAttributesRequest","output":"AdminUpdateUserAttributesResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","InvalidLambdaResponseException","AliasExistsException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","InternalErrorException","InvalidSmsRoleAccessPolicyException","InvalidEmailRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","OperationNotEnabledException"]},
    "AdminEnableUser": {"authentication":"signed","input":"AdminEnableUserRequest","output":"AdminEnableUserResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "AdminDisableUser": {"authentication":"signed","input":"AdminDisableUserRequest","output":"AdminDisableUserResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "ListUsers": {"authentication":"signed","readOnly":true,"input":"ListUsersRequest","output":"ListUsersResponse","errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "CreateUserPoolClient": {"authentication":"signed","input":"CreateUserPoolClientRequest","output":"CreateUserPoolClientResponse","errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","LimitExceededException","NotAuthorizedException","ScopeDoesNotExistException","InvalidOAuthFlowException","OperationNotEnabledException","InternalErrorException","FeatureUnavailableInTierException"]},
    "DescribeUserPoolClient": {"authentication":"signed","input":"DescribeUserPoolClientRequest","output":"DescribeUserPoolClientResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","OperationNotEnabledException","NotAuthorizedException","InternalErrorException"]},
    "UpdateUserPoolClient": {"authentication":"signed","input":"UpdateUserPoolClientRequest","output":"UpdateUserPoolClientResponse","errors":["ResourceNotFoundException","InvalidParameterException","ConcurrentModificationException","TooManyRequestsException","NotAuthorizedException","ScopeDoesNotExistException","InvalidOAuthFlowException","OperationNotEnabledException","InternalErrorException","FeatureUnavailableInTierException"]},
    "DeleteUserPoolClient": {"authentication":"signed","input":"DeleteUserPoolClientRequest","output":null,"errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","ConcurrentModificationException","OperationNotEnabledException","InternalErrorException"]},
    "ListUserPoolClients": {"authentication":"signed","readOnly":true,"input":"ListUserPoolClientsRequest","output":"ListUserPoolClientsResponse","errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "AddUserPoolClientSecret": {"authentication":"signed","input":"AddUserPoolClientSecretRequest","output":"AddUserPoolClientSecretResponse","errors":["InvalidParameterException","InternalServerException","TooManyRequestsException","LimitExceededException","AccessDeniedException","ResourceNotFoundException"]},
    "ListUserPoolClientSecrets": {"authentication":"signed","readOnly":true,"input":"ListUserPoolClientSecretsRequest","output":"ListUserPoolClientSecretsResponse","errors":["InvalidParameterException","InternalServerException","TooManyRequestsException","LimitExceededException","ResourceNotFoundException"]},
    "DeleteUserPoolClientSecret": {"authentication":"signed","input":"DeleteUserPoolClientSecretRequest","output":"DeleteUserPoolClientSecretResponse","errors":["InvalidParameterException","InternalServerException","TooManyRequestsException","LimitExceededException","ResourceNotFoundException"]},
    "CreateGroup": {"authentication":"signed","input":"CreateGroupRequest","output":"CreateGroupResponse","errors":["InvalidParameterException","GroupExistsException","ResourceNotFoundException","TooManyRequestsException","LimitExceededException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "GetGroup": {"authentication":"signed","readOnly":true,"input":"GetGroupRequest","output":"GetGroupResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "ListGroups": {"authentication":"signed","readOnly":true,"input":"ListGroupsRequest","output":"ListGroupsResponse","errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "UpdateGroup": {"authentication":"signed","input":"UpdateGroupRequest","output":"UpdateGroupResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","InternalErrorException"]},
    "DeleteGroup": {"authentication":"signed","input":"DeleteGroupRequest","output":null,"errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "AdminAddUserToGroup": {"authentication":"signed","input":"AdminAddUserToGroupRequest","output":null,"errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "AdminRemoveUserFromGroup": {"authentication":"signed","input":"AdminRemoveUserFromGroupRequest","output":null,"errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "AdminListGroupsForUser": {"authentication":"signed","readOnly":true,"input":"AdminListGroupsForUserRequest","output":"AdminListGroupsForUserResponse","errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "ListUsersInGroup": {"authentication":"signed","readOnly":true,"input":"ListUsersInGroupRequest","output":"ListUsersInGroupResponse","errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
    "SetUserPoolMfaConfig": {"authentication":"signed","input":"SetUserPoolMfaConfigRequest","output":"SetUserPoolMfaConfigResponse","errors":["InvalidParameterException","TooManyRequestsException","ConcurrentModificationException","ResourceNotFoundException","InvalidSmsRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException","FeatureUnavailableInTierException"]},
    "GetUserPoolMfaConfig": {"authentication":"signed","readOnly":true,"input":"GetUserPoolMfaConfigRequest","output":"GetUserPoolMfaConfigResponse","errors":["InvalidParameterException","TooManyRequestsException","ResourceNotFoundException","NotAuthorizedException","InternalErrorException"]},
    "TagResource": {"authentication":"signed","input":"TagResourceRequest","output":"TagResourceResponse","errors":["ResourceNotFoundException","NotAuthorizedException","TooManyRequestsException","InvalidParameterException","OperationNotEnabledException","InternalErrorException"]},
    "UntagResource": {"authentication":"signed","input":"UntagResourceRequest","output":"UntagResourceResponse","errors":["ResourceNotFoundException","NotAuthorizedException","TooManyRequestsException","InvalidParameterException","OperationNotEnabledException","InternalErrorException"]},
    "ListTagsForResource": {"authentication":"signed","readOnly":true,"input":"ListTagsForResourceRequest","output":"ListTagsForResourceResponse","errors":["ResourceNotFoundException","NotAuthorizedException","TooManyRequestsException","InvalidParameterException","OperationNotEnabledException","InternalErrorException"]},
  },
  "errors": {
    "ResourceNotFoundException": {"httpStatus":400},
    "InvalidParameterException": {"httpStatus":400},
    "TooManyFailedAttemptsException": {"httpStatus":400},
    "TooManyRequestsException": {"httpStatus":400},
    "PreconditionNotMetException": {"httpStatus":400},
    "NotAuthorizedException": {"httpStatus":400},
    "LimitExceededException": {"httpStatus":400},
    "OperationNotEnabledException": {"httpStatus":400},
    "InternalErrorException": {"httpStatus":500},
    "InvalidSmsRoleAccessPolicyException": {"httpStatus":400},
    "InvalidSmsRoleTrustRelationshipException": {"httpStatus":400},
    "InvalidEmailRoleAccessPolicyException": {"httpStatus":400},
    "UserPoolTaggingException": {"httpStatus":400},
    "TierChangeNotAllowedException": {"httpStatus":400},
    "FeatureUnavailableInTierException": {"httpStatus":400},
    "ConcurrentModificationException": {"httpStatus":400},
    "UserImportInProgressException": {"httpStatus":400},
    "UnsupportedOperationException": {"httpStatus":400},
    "InvalidUserPoolConfigurationException": {"httpStatus":400},
    "PasswordResetRequiredException": {"httpStatus":400},
    "UserNotConfirmedException": {"httpStatus":400},
    "ForbiddenException": {"httpStatus":400},
    "CodeMismatchException": {"httpStatus":400},
    "ExpiredCodeException": {"httpStatus":400},
    "PasswordHistoryPolicyViolationException": {"httpStatus":400},
    "MFAMethodNotFoundException": {"httpStatus":400},
    "SoftwareTokenMFANotFoundException": {"httpStatus":400},
    "RefreshTokenReuseException": {"httpStatus":400},
    "UnauthorizedException": {"httpStatus":400},
    "UnsupportedTokenTypeException": {"httpStatus":400},
    "UserNotFoundException": {"httpStatus":400},
    "UsernameExistsException": {"httpStatus":400},
    "InvalidPasswordException": {"httpStatus":400},
    "CodeDeliveryFailureException": {"httpStatus":400},
    "UnexpectedLambdaException": {"httpStatus":400},
    "UserLambdaValidationException": {"httpStatus":400},
    "InvalidLambdaResponseException": {"httpStatus":400},
    "UnsupportedUserStateException": {"httpStatus":400},
    "AliasExistsException": {"httpStatus":400},
    "ScopeDoesNotExistException": {"httpStatus":400},
    "InvalidOAuthFlowException": {"httpStatus":400},
    "InternalServerException": {"httpStatus":500},
    "AccessDeniedException": {"httpStatus":400},
    "GroupExistsException": {"httpStatus":400},
  },
  "shapes": {
    "AccessTokenValidityType": {"type":"integer","min":1,"max":86400},
    "AccountRecoverySettingType": {"type":"structure","members":{"RecoveryMechanisms":"RecoveryMechanismsType"}},
    "AddCustomAttributesRequest": {"type":"structure","required":["UserPoolId","CustomAttributes"],"members":{"UserPoolId":"UserPoolIdType","CustomAttributes":"CustomAttributesListType"}},
    "AddCustomAttributesResponse": {"type":"structure","members":{}},
    "AddUserPoolClientSecretRequest": {"type":"structure","required":["UserPoolId","ClientId"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType","ClientSecret":"ClientSecretType"}},
    "AddUserPoolClientSecretResponse": {"type":"structure","members":{"ClientSecretDescriptor":"ClientSecretDescriptorType"}},
    "AdminAddUserToGroupRequest": {"type":"structure","required":["UserPoolId","Username","GroupName"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","GroupName":"GroupNameType"}},
    "AdminCreateUserConfigType": {"type":"structure","members":{"AllowAdminCreateUserOnly":"BooleanType","UnusedAccountValidityDays":"AdminCreateUserUnusedAccountValidityDaysType","InviteMessageTemplate":"MessageTemplateType"}},
    "AdminCreateUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","UserAttributes":"AttributeListType","ValidationData":"AttributeListType","TemporaryPassword":"PasswordType","ForceAliasCreation":"ForceAliasCreation","MessageAction":"MessageActionType","DesiredDeliveryMediums":"DeliveryMediumListType","ClientMetadata":"ClientMetadataType"}},
    "AdminCreateUserResponse": {"type":"structure","members":{"User":"UserType"}},
    "AdminCreateUserUnusedAccountValidityDaysType": {"type":"integer","min":0,"max":365},
    "AdminDeleteUserAttributesRequest": {"type":"structure","required":["UserPoolId","Username","UserAttributeNames"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","UserAttributeNames":"AttributeNameListType"}},
    "AdminDeleteUserAttributesResponse": {"type":"structure","members":{}},
    "AdminDeleteUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminDisableUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminDisableUserResponse": {"type":"structure","members":{}},
    "AdminEnableUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminEnableUserResponse": {"type":"structure","members":{}},
    "AdminGetUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminGetUserResponse": {"type":"structure","required":["Username"],"members":{"Username":"UsernameType","UserAttributes":"AttributeListType","UserCreateDate":"DateType","UserLastModifiedDate":"DateType","Enabled":"BooleanType","UserStatus":"UserStatusType","MFAOptions":"MFAOptionListType","PreferredMfaSetting":"StringType","UserMFASettingList":"UserMFASettingListType"}},
    "AdminInitiateAuthRequest": {"type":"structure","required":["UserPoolId","ClientId","AuthFlow"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType","AuthFlow":"AuthFlowType","AuthParameters":"AuthParametersType","ClientMetadata":"ClientMetadataType","AnalyticsMetadata":"AnalyticsMetadataType","ContextData":"ContextDataType","Session":"SessionType"}},
    "AdminInitiateAuthResponse": {"type":"structure","members":{"ChallengeName":"ChallengeNameType","Session":"SessionType","ChallengeParameters":"ChallengeParametersType","AuthenticationResult":"AuthenticationResultType","AvailableChallenges":"AvailableChallengeListType"}},
    "AdminListGroupsForUserRequest": {"type":"structure","required":["Username","UserPoolId"],"members":{"Username":"UsernameType","UserPoolId":"UserPoolIdType","Limit":"QueryLimitType","NextToken":"PaginationKey"}},
    "AdminListGroupsForUserResponse": {"type":"structure","members":{"Groups":"GroupListType","NextToken":"PaginationKey"}},
    "AdminRemoveUserFromGroupRequest": {"type":"structure","required":["UserPoolId","Username","GroupName"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","GroupName":"GroupNameType"}},
    "AdminResetUserPasswordRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","ClientMetadata":"ClientMetadataType"}},
    "AdminResetUserPasswordResponse": {"type":"structure","members":{}},
    "AdminRespondToAuthChallengeRequest": {"type":"structure","required":["UserPoolId","ClientId","ChallengeName"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType","ChallengeName":"ChallengeNameType","ChallengeResponses":"ChallengeResponsesType","Session":"SessionType","AnalyticsMetadata":"AnalyticsMetadataType","ContextData":"ContextDataType","ClientMetadata":"ClientMetadataType"}},
    "AdminRespondToAuthChallengeResponse": {"type":"structure","members":{"ChallengeName":"ChallengeNameType","Session":"SessionType","ChallengeParameters":"ChallengeParametersType","AuthenticationResult":"AuthenticationResultType"}},
    "AdminSetUserPasswordRequest": {"type":"structure","required":["UserPoolId","Username","Password"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","Password":"PasswordType","Permanent":"BooleanType"}},
    "AdminSetUserPasswordResponse": {"type":"structure","members":{}},
    "AdminUpdateUserAttributesRequest": {"type":"structure","required":["UserPoolId","Username","UserAttributes"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","UserAttributes":"AttributeListType","ClientMetadata":"ClientMetadataType"}},
    "AdminUpdateUserAttributesResponse": {"type":"structure","members":{}},
    "AdminUserGlobalSignOutRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminUserGlobalSignOutResponse": {"type":"structure","members":{}},
    "AdvancedSecurityAdditionalFlowsType": {"type":"structure","members":{"CustomAuthMode":"AdvancedSecurityEnabledModeType"}},
    "AdvancedSecurityEnabledModeType": {"type":"string","enum":["AUDIT","ENFORCED"]},
    "AdvancedSecurityModeType": {"type":"string","enum":["OFF","AUDIT","ENFORCED"]},
    "AliasAttributeType": {"type":"string","enum":["phone_number","email","preferred_username"]},
    "AliasAttributesListType": {"type":"list","max":3,"member":"AliasAttributeType"},
    "AllowedFirstAuthFactorsListType": {"type":"list","min":1,"max":5,"member":"AuthFactorType"},
    "AnalyticsConfigurationType": {"type":"structure","members":{"ApplicationId":"HexStringType","ApplicationArn":"ArnType","RoleArn":"ArnType","ExternalId":"StringType","UserDataShared":"BooleanType"}},
    "AnalyticsMetadataType": {"type":"structure","members":{"AnalyticsEndpointId":"StringType"}},
    "ArnType": {"type":"string","min":20,"max":2048,"pattern":"arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?"},
    "AttributeDataType": {"type":"string","enum":["String","Number","DateTime","Boolean"]},
    "AttributeListType": {"type":"list","member":"AttributeType"},
    "AttributeNameListType": {"type":"list","member":"AttributeNameType"},
    "AttributeNameType": {"type":"string","min":1,"max":32,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+"},
    "AttributeType": {"type":"structure","required":["Name"],"members":{"Name":"AttributeNameType","Value":"AttributeValueType"}},
    "AttributeValueType": {"type":"string","max":2048,"sensitive":true},
    "AttributesRequireVerificationBeforeUpdateType": {"type":"list","max":2,"member":"VerifiedAttributeType"},
    "AuthFactorType": {"type":"string","enum":["PASSWORD","EMAIL_OTP","SMS_OTP","WEB_AUTHN","SOFTWARE_TOKEN"]},
    "AuthFlowType": {"type":"string","enum":["USER_SRP_AUTH","REFRESH_TOKEN_AUTH","REFRESH_TOKEN","CUSTOM_AUTH","ADMIN_NO_SRP_AUTH","USER_PASSWORD_AUTH","ADMIN_USER_PASSWORD_AUTH","USER_AUTH"]},
    "AuthParametersType": {"type":"map","sensitive":true,"key":"StringType","value":"StringType"},
    "AuthSessionValidityType": {"type":"integer","min":3,"max":15},
    "AuthenticationResultType": {"type":"structure","members":{"AccessToken":"TokenModelType","ExpiresIn":"IntegerType","TokenType":"StringType","RefreshToken":"TokenModelType","IdToken":"TokenModelType","NewDeviceMetadata":"NewDeviceMetadataType"}},
    "AvailableChallengeListType": {"type":"list","member":"ChallengeNameType"},
    "BooleanType": {"type":"boolean"},
    "CallbackURLsListType": {"type":"list","min":0,"max":100,"member":"RedirectUrlType"},
    "ChallengeNameType": {"type":"string","enum":["SMS_MFA","EMAIL_OTP","SOFTWARE_TOKEN_MFA","SELECT_MFA_TYPE","MFA_SETUP","PASSWORD_VERIFIER","CUSTOM_CHALLENGE","SELECT_CHALLENGE","DEVICE_SRP_AUTH","DEVICE_PASSWORD_VERIFIER","ADMIN_NO_SRP_AUTH","NEW_PASSWORD_REQUIRED","SMS_OTP","PASSWORD","WEB_AUTHN","PASSWORD_SRP"]},
    "ChallengeParametersType": {"type":"map","key":"StringType","value":"StringType"},
    "ChallengeResponsesType": {"type":"map","sensitive":true,"key":"StringType","value":"StringType"},
    "ChangePasswordRequest": {"type":"structure","required":["ProposedPassword","AccessToken"],"members":{"PreviousPassword":"PasswordType","ProposedPassword":"PasswordType","AccessToken":"TokenModelType"}},
    "ChangePasswordResponse": {"type":"structure","members":{}},
    "ClientIdType": {"type":"string","min":1,"max":128,"pattern":"[\\w+]+","sensitive":true},
    "ClientMetadataType": {"type":"map","key":"StringType","value":"StringType"},
    "ClientNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w\\s+=,.@-]+"},
    "ClientPermissionListType": {"type":"list","member":"ClientPermissionType"},
    "ClientPermissionType": {"type":"string","min":1,"max":2048},
    "ClientSecretDescriptorListType": {"type":"list","member":"ClientSecretDescriptorType"},
    "ClientSecretDescriptorType": {"type":"structure","members":{"ClientSecretId":"ClientSecretIdType","ClientSecretValue":"ClientSecretType","ClientSecretCreateDate":"DateType"}},
    "ClientSecretIdType": {"type":"string","min":1,"max":128},
    "ClientSecretType": {"type":"string","min":24,"max":64,"pattern":"[\\w+]+","sensitive":true},
    "CodeDeliveryDetailsListType": {"type":"list","member":"CodeDeliveryDetailsType"},
    "CodeDeliveryDetailsType": {"type":"structure","members":{"Destination":"StringType","DeliveryMedium":"DeliveryMediumType","AttributeName":"AttributeNameType"}},
    "CompletionMessageType": {"type":"string","min":1,"max":128,"pattern":"[\\w]+"},
    "ConfirmForgotPasswordRequest": {"type":"structure","required":["ClientId","Username","ConfirmationCode","Password"],"members":{"ClientId":"ClientIdType","SecretHash":"SecretHashType","Username":"UsernameType","ConfirmationCode":"ConfirmationCodeType","Password":"PasswordType","AnalyticsMetadata":"AnalyticsMetadataType","UserContextData":"UserContextDataType","ClientMetadata":"ClientMetadataType"}},
    "ConfirmForgotPasswordResponse": {"type":"structure","members":{}},
    "ConfirmationCodeType": {"type":"string","min":1,"max":2048,"pattern":"[\\S]+"},
    "ContextDataType": {"type":"structure","required":["IpAddress","ServerName","ServerPath","HttpHeaders"],"members":{"IpAddress":"StringType","ServerName":"StringType","ServerPath":"StringType","HttpHeaders":"HttpHeaderList","EncodedData":"StringType"}},
    "CreateGroupRequest": {"type":"structure","required":["GroupName","UserPoolId"],"members":{"GroupName":"GroupNameType","UserPoolId":"UserPoolIdType","Description":"DescriptionType","RoleArn":"ArnType","Precedence":"PrecedenceType"}},
    "CreateGroupResponse": {"type":"structure","members":{"Group":"GroupType"}},
    "CreateUserImportJobRequest": {"type":"structure","required":["JobName","UserPoolId","CloudWatchLogsRoleArn"],"members":{"JobName":"UserImportJobNameType","UserPoolId":"UserPoolIdType","CloudWatchLogsRoleArn":"ArnType","PasswordHashingAlgorithm":"PasswordHashingAlgorithmType"}},
    "CreateUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
    "CreateUserPoolClientRequest": {"type":"structure","required":["UserPoolId","ClientName"],"members":{"UserPoolId":"UserPoolIdType","ClientName":"ClientNameType","GenerateSecret":"GenerateSecret","ClientSecret":"ClientSecretType","RefreshTokenValidity":"RefreshTokenValidityType","AccessTokenValidity":"AccessTokenValidityType","IdTokenValidity":"IdTokenValidityType","TokenValidityUnits":"TokenValidityUnitsType","ReadAttributes":"ClientPermissionListType","WriteAttributes":"ClientPermissionListType","ExplicitAuthFlows":"ExplicitAuthFlowsListType","SupportedIdentityProviders":"SupportedIdentityProvidersListType","CallbackURLs":"CallbackURLsListType","LogoutURLs":"LogoutURLsListType","DefaultRedirectURI":"RedirectUrlType","AllowedOAuthFlows":"OAuthFlowsType","AllowedOAuthScopes":"ScopeListType","AllowedOAuthFlowsUserPoolClient":"BooleanType","AnalyticsConfiguration":"AnalyticsConfigurationType","PreventUserExistenceErrors":"PreventUserExistenceErrorTypes","EnableTokenRevocation":"WrappedBooleanType","EnablePropagateAdditionalUserContextData":"WrappedBooleanType","AuthSessionValidity":"AuthSessionValidityType","RefreshTokenRotation":"RefreshTokenRotationType"}},
    "CreateUserPoolClientResponse": {"type":"structure","members":{"UserPoolClient":"UserPoolClientType"}},
    "CreateUserPoolRequest": {"type":"structure","required":["PoolName"],"members":{"PoolName":"UserPoolNameType","Policies":"UserPoolPolicyType","DeletionProtection":"DeletionProtectionType","LambdaConfig":"LambdaConfigType","AutoVerifiedAttributes":"VerifiedAttributesListType","AliasAttributes":"AliasAttributesListType","UsernameAttributes":"UsernameAttributesListType","SmsVerificationMessage":"SmsVerificationMessageType","EmailVerificationMessage":"EmailVerificationMessageType","EmailVerificationSubject":"EmailVerificationSubjectType","VerificationMessageTemplate":"VerificationMessageTemplateType","SmsAuthenticationMessage":"SmsVerificationMessageType","MfaConfiguration":"UserPoolMfaType","UserAttributeUpdateSettings":"UserAttributeUpdateSettingsType","DeviceConfiguration":"DeviceConfigurationType","EmailConfiguration":"EmailConfigurationType","SmsConfiguration":"SmsConfigurationType","UserPoolTags":"UserPoolTagsType","AdminCreateUserConfig":"AdminCreateUserConfigType","Schema":"SchemaAttributesListType","UserPoolAddOns":"UserPoolAddOnsType","UsernameConfiguration":"UsernameConfigurationType","AccountRecoverySetting":"AccountRecoverySettingType","UserPoolTier":"UserPoolTierType","KeyConfiguration":"KeyConfigurationType","IssuerConfiguration":"IssuerConfigurationType"}},
    "CreateUserPoolResponse": {"type":"structure","members":{"UserPool":"UserPoolType"}},
    "CustomAttributeNameType": {"type":"string","min":1,"max":20,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"},
    "CustomAttributesListType": {"type":"list","min":1,"max":25,"member":"SchemaAttributeType"},
    "CustomEmailLambdaVersionConfigType": {"type":"structure","required":["LambdaVersion","LambdaArn"],"members":{"LambdaVersion":"CustomEmailSenderLambdaVersionType","LambdaArn":"ArnType"}},
    "CustomEmailSenderLambdaVersionType": {"type":"string","enum":["V1_0"]},
    "CustomSMSLambdaVersionConfigType": {"type":"structure","required":["LambdaVersion","LambdaArn"],"members":{"LambdaVersion":"CustomSMSSenderLambdaVersionType","LambdaArn":"ArnType"}},
    "CustomSMSSenderLambdaVersionType": {"type":"string","enum":["V1_0"]},
    "DateType": {"type":"timestamp"},
    "DefaultEmailOptionType": {"type":"string","enum":["CONFIRM_WITH_LINK","CONFIRM_WITH_CODE"]},
    "DeleteGroupRequest": {"type":"structure","required":["GroupName","UserPoolId"],"members":{"GroupName":"GroupNameType","UserPoolId":"UserPoolIdType"}},
    "DeleteUserAttributesRequest": {"type":"structure","required":["UserAttributeNames","AccessToken"],"members":{"UserAttributeNames":"AttributeNameListType","AccessToken":"TokenModelType"}},
    "DeleteUserAttributesResponse": {"type":"structure","members":{}},
    "DeleteUserPoolClientRequest": {"type":"structure","required":["UserPoolId","ClientId"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType"}},
    "DeleteUserPoolClientSecretRequest": {"type":"structure","required":["UserPoolId","ClientId","ClientSecretId"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType","ClientSecretId":"ClientSecretIdType"}},
    "DeleteUserPoolClientSecretResponse": {"type":"structure","members":{}},
    "DeleteUserPoolRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType"}},
    "DeleteUserRequest": {"type":"structure","required":["AccessToken"],"members":{"AccessToken":"TokenModelType"}},
    "DeletionProtectionType": {"type":"string","enum":["ACTIVE","INACTIVE"]},
    "DeliveryMediumListType": {"type":"list","max":2,"member":"DeliveryMediumType"},
    "DeliveryMediumType": {"type":"string","enum":["SMS","EMAIL"]},
    "DescribeUserImportJobRequest": {"type":"structure","required":["UserPoolId","JobId"],"members":{"UserPoolId":"UserPoolIdType","JobId":"UserImportJobIdType"}},
    "DescribeUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
    "DescribeUserPoolClientRequest": {"type":"structure","required":["UserPoolId","ClientId"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType"}},
    "DescribeUserPoolClientResponse": {"type":"structure","members":{"UserPoolClient":"UserPoolClientType"}},
    "DescribeUserPoolRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType"}},
    "DescribeUserPoolResponse": {"type":"structure","members":{"UserPool":"UserPoolType"}},
    "DescriptionType": {"type":"string","max":2048},
    "DeviceConfigurationType": {"type":"structure","members":{"ChallengeRequiredOnNewDevice":"BooleanType","DeviceOnlyRememberedOnUserPrompt":"BooleanType"}},
    "DeviceKeyType": {"type":"string","min":1,"max":55,"pattern":"[\\w-]+_[0-9a-f-]+"},
    "DomainType": {"type":"string","min":1,"max":63,"pattern":"^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$"},
    "EmailAddressType": {"type":"string","pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"},
    "EmailConfigurationType": {"type":"structure","members":{"SourceArn":"ArnType","ReplyToEmailAddress":"EmailAddressType","EmailSendingAccount":"EmailSendingAccountType","From":"StringType","ConfigurationSet":"SESConfigurationSet"}},
    "EmailInviteMessageType": {"type":"string","min":6,"max":20000,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*"},
    "EmailMfaConfigType": {"type":"structure","members":{"Message":"EmailMfaMessageType","Subject":"EmailMfaSubjectType"}},
    "EmailMfaMessageType": {"type":"string","min":6,"max":20000,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*"},
    "EmailMfaSubjectType": {"type":"string","pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+"},
    "EmailSendingAccountType": {"type":"string","enum":["COGNITO_DEFAULT","DEVELOPER"]},
    "EmailVerificationMessageByLinkType": {"type":"string","min":6,"max":20000,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*"},
    "EmailVerificationMessageType": {"type":"string","min":6,"max":20000,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*"},
    "EmailVerificationSubjectByLinkType": {"type":"string","min":1,"max":140,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+"},
    "EmailVerificationSubjectType": {"type":"string","min":1,"max":140,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+"},
    "EncryptionKeyArnType": {"type":"string","min":20,"max":2048,"pattern":"arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?"},
    "EncryptionKeyType": {"type":"string","enum":["AWS_OWNED_KEY","CUSTOMER_MANAGED_KEY"]},
    "EumsSmsConfigurationType": {"type":"structure","required":["CallerArn"],"members":{"CallerArn":"ArnType","ExternalId":"StringType","OriginationIdentity":"StringType","ConfigurationSetName":"StringType","InEntityId":"StringType","InTemplateId":"StringType","Region":"RegionCodeType"}},
    "ExplicitAuthFlowsListType": {"type":"list","member":"ExplicitAuthFlowsType"},
    "ExplicitAuthFlowsType": {"type":"string","enum":["ADMIN_NO_SRP_AUTH","CUSTOM_AUTH_FLOW_ONLY","USER_PASSWORD_AUTH","ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_CUSTOM_AUTH","ALLOW_USER_PASSWORD_AUTH","ALLOW_USER_SRP_AUTH","ALLOW_REFRESH_TOKEN_AUTH","ALLOW_USER_AUTH"]},
    "FeatureType": {"type":"string","enum":["ENABLED","DISABLED"]},
    "ForceAliasCreation": {"type":"boolean"},
    "SignUpRequest": {"type":"structure","required":["ClientId","Username"],"members":{"ClientId":"ClientIdType","SecretHash":"SecretHashType","Username":"UsernameType","Password":"PasswordType","UserAttributes":"AttributeListType","ValidationData":"AttributeListType","AnalyticsMetadata":"AnalyticsMetadataType","UserContextData":"UserContextDataType","ClientMetadata":"ClientMetadataType"}},
    "SignUpResponse": {"type":"structure","required":["UserConfirmed","UserSub"],"members":{"UserConfirmed":"BooleanType","CodeDeliveryDetails":"CodeDeliveryDetailsType","UserSub":"StringType","Session":"SessionType"}},
    "ConfirmSignUpRequest": {"type":"structure","required":["ClientId","Username","ConfirmationCode"],"members":{"ClientId":"ClientIdType","SecretHash":"SecretHashType","Username":"UsernameType","ConfirmationCode":"ConfirmationCodeType","ForceAliasCreation":"ForceAliasCreation","AnalyticsMetadata":"AnalyticsMetadataType","UserContextData":"UserContextDataType","ClientMetadata":"ClientMetadataType","Session":"SessionType"}},
    "ConfirmSignUpResponse": {"type":"structure","members":{"Session":"SessionType"}},
    "ResendConfirmationCodeRequest": {"type":"structure","required":["ClientId","Username"],"members":{"ClientId":"ClientIdType","SecretHash":"SecretHashType","UserContextData":"UserContextDataType","Username":"UsernameType","AnalyticsMetadata":"AnalyticsMetadataType","ClientMetadata":"ClientMetadataType"}},
    "ResendConfirmationCodeResponse": {"type":"structure","members":{"CodeDeliveryDetails":"CodeDeliveryDetailsType"}},
    "AdminConfirmSignUpRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","ClientMetadata":"ClientMetadataType"}},
    "AdminConfirmSignUpResponse": {"type":"structure","members":{}},
    "GetUserAttributeVerificationCodeRequest": {"type":"structure","required":["AccessToken","AttributeName"],"members":{"AccessToken":"TokenModelType","AttributeName":"AttributeNameType","ClientMetadata":"ClientMetadataType"}},
    "GetUserAttributeVerificationCodeResponse": {"type":"structure","members":{"CodeDeliveryDetails":"CodeDeliveryDetailsType"}},
    "VerifyUserAttributeRequest": {"type":"structure","required":["AccessToken","AttributeName","Code"],"members":{"AccessToken":"TokenModelType","AttributeName":"AttributeNameType","Code":"ConfirmationCodeType"}},
    "VerifyUserAttributeResponse": {"type":"structure","members":{}},
    "ForgotPasswordRequest": {"type":"structure","required":["ClientId","Username"],"members":{"ClientId":"ClientIdType","SecretHash":"SecretHashType","UserContextData":"UserContextDataType","Username":"UsernameType","AnalyticsMetadata":"AnalyticsMetadataType","ClientMetadata":"ClientMetadataType"}},
    "ForgotPasswordResponse": {"type":"structure","members":{"CodeDeliveryDetails":"CodeDeliveryDetailsType"}},
    "GenerateSecret": {"type":"boolean"},
    "GetCSVHeaderRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType"}},
    "GetCSVHeaderResponse": {"type":"structure","members":{"UserPoolId":"UserPoolIdType","CSVHeader":"ListOfStringTypes"}},
    "GetGroupRequest": {"type":"structure","required":["GroupName","UserPoolId"],"members":{"GroupName":"GroupNameType","UserPoolId":"UserPoolIdType"}},
    "GetGroupResponse": {"type":"structure","members":{"Group":"GroupType"}},
    "GetTokensFromRefreshTokenRequest": {"type":"structure","required":["RefreshToken","ClientId"],"members":{"RefreshToken":"TokenModelType","ClientId":"ClientIdType","ClientSecret":"ClientSecretType","DeviceKey":"DeviceKeyType","ClientMetadata":"ClientMetadataType"}},
    "GetTokensFromRefreshTokenResponse": {"type":"structure","members":{"AuthenticationResult":"AuthenticationResultType"}},
    "GetUserPoolMfaConfigRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType"}},
    "GetUserPoolMfaConfigResponse": {"type":"structure","members":{"SmsMfaConfiguration":"SmsMfaConfigType","SoftwareTokenMfaConfiguration":"SoftwareTokenMfaConfigType","EmailMfaConfiguration":"EmailMfaConfigType","MfaConfiguration":"UserPoolMfaType","WebAuthnConfiguration":"WebAuthnConfigurationType"}},
    "GetUserRequest": {"type":"structure","required":["AccessToken"],"members":{"AccessToken":"TokenModelType"}},
    "GetUserResponse": {"type":"structure","required":["Username","UserAttributes"],"members":{"Username":"UsernameType","UserAttributes":"AttributeListType","MFAOptions":"MFAOptionListType","PreferredMfaSetting":"StringType","UserMFASettingList":"UserMFASettingListType"}},
    "GlobalSignOutRequest": {"type":"structure","required":["AccessToken"],"members":{"AccessToken":"TokenModelType"}},
    "GlobalSignOutResponse": {"type":"structure","members":{}},
    "GroupListType": {"type":"list","member":"GroupType"},
    "GroupNameType": {"type":"string","min":1,"max":128,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"},
    "GroupType": {"type":"structure","members":{"GroupName":"GroupNameType","UserPoolId":"UserPoolIdType","Description":"DescriptionType","RoleArn":"ArnType","Precedence":"PrecedenceType","LastModifiedDate":"DateType","CreationDate":"DateType"}},
    "HexStringType": {"type":"string","pattern":"^[0-9a-fA-F]+$"},
    "HttpHeader": {"type":"structure","members":{"headerName":"StringType","headerValue":"StringType"}},
    "HttpHeaderList": {"type":"list","member":"HttpHeader"},
    "IdTokenValidityType": {"type":"integer","min":1,"max":86400},
    "InboundFederationLambdaType": {"type":"structure","required":["LambdaVersion","LambdaArn"],"members":{"LambdaVersion":"InboundFederationLambdaVersionType","LambdaArn":"ArnType"}},
    "InboundFederationLambdaVersionType": {"type":"string","enum":["V1_0"]},
    "InitiateAuthRequest": {"type":"structure","required":["AuthFlow","ClientId"],"members":{"AuthFlow":"AuthFlowType","AuthParameters":"AuthParametersType","ClientMetadata":"ClientMetadataType","ClientId":"ClientIdType","AnalyticsMetadata":"AnalyticsMetadataType","UserContextData":"UserContextDataType","Session":"SessionType"}},
    "InitiateAuthResponse": {"type":"structure","members":{"ChallengeName":"ChallengeNameType","Session":"SessionType","ChallengeParameters":"ChallengeParametersType","AuthenticationResult":"AuthenticationResultType","AvailableChallenges":"AvailableChallengeListType"}},
    "IntegerType": {"type":"integer"},
    "IssuerConfigurationType": {"type":"structure","members":{"Type":"IssuerType"}},
    "IssuerType": {"type":"string","enum":["ORIGINAL","UPDATED"]},
    "KeyConfigurationType": {"type":"structure","members":{"KeyType":"EncryptionKeyType","KmsKeyArn":"EncryptionKeyArnType"}},
    "LambdaConfigType": {"type":"structure","members":{"PreSignUp":"ArnType","CustomMessage":"ArnType","PostConfirmation":"ArnType","PreAuthentication":"ArnType","PostAuthentication":"ArnType","DefineAuthChallenge":"ArnType","CreateAuthChallenge":"ArnType","VerifyAuthChallengeResponse":"ArnType","PreTokenGeneration":"ArnType","UserMigration":"ArnType","PreTokenGenerationConfig":"PreTokenGenerationVersionConfigType","CustomSMSSender":"CustomSMSLambdaVersionConfigType","CustomEmailSender":"CustomEmailLambdaVersionConfigType","KMSKeyID":"ArnType","InboundFederation":"InboundFederationLambdaType"}},
    "ListGroupsRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType","Limit":"QueryLimitType","NextToken":"PaginationKey"}},
    "ListGroupsResponse": {"type":"structure","members":{"Groups":"GroupListType","NextToken":"PaginationKey"}},
    "ListOfStringTypes": {"type":"list","member":"StringType"},
    "ListTagsForResourceRequest": {"type":"structure","required":["ResourceArn"],"members":{"ResourceArn":"ArnType"}},
    "ListTagsForResourceResponse": {"type":"structure","members":{"Tags":"UserPoolTagsType"}},
    "ListUserImportJobsRequest": {"type":"structure","required":["UserPoolId","MaxResults"],"members":{"UserPoolId":"UserPoolIdType","MaxResults":"PoolQueryLimitType","PaginationToken":"PaginationKeyType"}},
    "ListUserImportJobsResponse": {"type":"structure","members":{"UserImportJobs":"UserImportJobsListType","PaginationToken":"PaginationKeyType"}},
    "ListUserPoolClientSecretsRequest": {"type":"structure","required":["UserPoolId","ClientId"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType","NextToken":"PaginationKey"}},
    "ListUserPoolClientSecretsResponse": {"type":"structure","members":{"ClientSecrets":"ClientSecretDescriptorListType","NextToken":"PaginationKey"}},
    "ListUserPoolClientsRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType","MaxResults":"QueryLimit","NextToken":"PaginationKey"}},
    "ListUserPoolClientsResponse": {"type":"structure","members":{"UserPoolClients":"UserPoolClientListType","NextToken":"PaginationKey"}},
    "ListUserPoolsRequest": {"type":"structure","required":["MaxResults"],"members":{"NextToken":"PaginationKeyType","MaxResults":"PoolQueryLimitType"}},
    "ListUserPoolsResponse": {"type":"structure","members":{"UserPools":"UserPoolListType","NextToken":"PaginationKeyType"}},
    "ListUsersInGroupRequest": {"type":"structure","required":["UserPoolId","GroupName"],"members":{"UserPoolId":"UserPoolIdType","GroupName":"GroupNameType","Limit":"QueryLimitType","NextToken":"PaginationKey"}},
    "ListUsersInGroupResponse": {"type":"structure","members":{"Users":"UsersListType","NextToken":"PaginationKey"}},
    "ListUsersRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType","AttributesToGet":"SearchedAttributeNamesListType","Limit":"QueryLimitType","PaginationToken":"SearchPaginationTokenType","Filter":"UserFilterType"}},
    "ListUsersResponse": {"type":"structure","members":{"Users":"UsersListType","PaginationToken":"SearchPaginationTokenType"}},
    "LogoutURLsListType": {"type":"list","min":0,"max":100,"member":"RedirectUrlType"},
    "LongType": {"type":"long"},
    "MFAOptionListType": {"type":"list","member":"MFAOptionType"},
    "MFAOptionType": {"type":"structure","members":{"DeliveryMedium":"DeliveryMediumType","AttributeName":"AttributeNameType"}},
    "MessageActionType": {"type":"string","enum":["RESEND","SUPPRESS"]},
    "MessageTemplateType": {"type":"structure","members":{"SMSMessage":"SmsInviteMessageType","EmailMessage":"EmailInviteMessageType","EmailSubject":"EmailVerificationSubjectType"}},
    "NewDeviceMetadataType": {"type":"structure","members":{"DeviceKey":"DeviceKeyType","DeviceGroupKey":"StringType"}},
    "NumberAttributeConstraintsType": {"type":"structure","members":{"MinValue":"StringType","MaxValue":"StringType"}},
    "OAuthFlowType": {"type":"string","enum":["code","implicit","client_credentials"]},
    "OAuthFlowsType": {"type":"list","min":0,"max":3,"member":"OAuthFlowType"},
    "OptionalArnType": {"type":"string","min":0,"max":2048,"pattern":"(arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)?"},
    "PaginationKey": {"type":"string","min":1,"max":131072,"pattern":"[\\S]+"},
    "PaginationKeyType": {"type":"string","min":1,"pattern":"[\\S]+"},
    "PasswordHashingAlgorithmType": {"type":"string","enum":["BCRYPT","SCRYPT","ARGON2ID","PBKDF2_SHA256"]},
    "PasswordHistorySizeType": {"type":"integer","min":0,"max":24},
    "PasswordPolicyMinLengthType": {"type":"integer","min":6,"max":99},
    "PasswordPolicyType": {"type":"structure","members":{"MinimumLength":"PasswordPolicyMinLengthType","RequireUppercase":"BooleanType","RequireLowercase":"BooleanType","RequireNumbers":"BooleanType","RequireSymbols":"BooleanType","PasswordHistorySize":"PasswordHistorySizeType","TemporaryPasswordValidityDays":"TemporaryPasswordValidityDaysType"}},
    "PasswordType": {"type":"string","max":256,"pattern":"[\\S]+","sensitive":true},
    "PoolQueryLimitType": {"type":"integer","min":1,"max":60},
    "PreSignedUrlType": {"type":"string","min":0,"max":2048},
    "PreTokenGenerationLambdaVersionType": {"type":"string","enum":["V1_0","V2_0","V3_0"]},
    "PreTokenGenerationVersionConfigType": {"type":"structure","required":["LambdaVersion","LambdaArn"],"members":{"LambdaVersion":"PreTokenGenerationLambdaVersionType","LambdaArn":"ArnType"}},
    "PrecedenceType": {"type":"integer","min":0},
    "PreventUserExistenceErrorTypes": {"type":"string","enum":["LEGACY","ENABLED"]},
    "PriorityType": {"type":"integer","min":1,"max":2},
    "ProviderNameType": {"type":"string","min":1,"max":32,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+"},
    "QueryLimit": {"type":"integer","min":1,"max":60},
    "QueryLimitType": {"type":"integer","min":0,"max":60},
    "RecoveryMechanismsType": {"type":"list","min":1,"max":2,"member":"RecoveryOptionType"},
    "RecoveryOptionNameType": {"type":"string","enum":["verified_email","verified_phone_number","admin_only"]},
    "RecoveryOptionType": {"type":"structure","required":["Priority","Name"],"members":{"Priority":"PriorityType","Name":"RecoveryOptionNameType"}},
    "RedirectUrlType": {"type":"string","min":1,"max":1024,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"},
    "RefreshTokenRotationType": {"type":"structure","required":["Feature"],"members":{"Feature":"FeatureType","RetryGracePeriodSeconds":"RetryGracePeriodSecondsType"}},
    "RefreshTokenValidityType": {"type":"integer","min":0,"max":315360000},
    "RegionCodeType": {"type":"string","min":5,"max":32},
    "RelyingPartyIdType": {"type":"string","min":1,"max":127},
    "ReplicaRegionsType": {"type":"list","member":"StringType"},
    "RespondToAuthChallengeRequest": {"type":"structure","required":["ClientId","ChallengeName"],"members":{"ClientId":"ClientIdType","ChallengeName":"ChallengeNameType","Session":"SessionType","ChallengeResponses":"ChallengeResponsesType","AnalyticsMetadata":"AnalyticsMetadataType","UserContextData":"UserContextDataType","ClientMetadata":"ClientMetadataType"}},
    "RespondToAuthChallengeResponse": {"type":"structure","members":{"ChallengeName":"ChallengeNameType","Session":"SessionType","ChallengeParameters":"ChallengeParametersType","AuthenticationResult":"AuthenticationResultType"}},
    "RetryGracePeriodSecondsType": {"type":"integer","min":0,"max":60},
    "RevokeTokenRequest": {"type":"structure","required":["Token","ClientId"],"members":{"Token":"TokenModelType","ClientId":"ClientIdType","ClientSecret":"ClientSecretType"}},
    "RevokeTokenResponse": {"type":"structure","members":{}},
    "SESConfigurationSet": {"type":"string","min":1,"max":64,"pattern":"^[a-zA-Z0-9_-]+$"},
    "SchemaAttributeType": {"type":"structure","members":{"Name":"CustomAttributeNameType","AttributeDataType":"AttributeDataType","DeveloperOnlyAttribute":"BooleanType","Mutable":"BooleanType","Required":"BooleanType","NumberAttributeConstraints":"NumberAttributeConstraintsType","StringAttributeConstraints":"StringAttributeConstraintsType"}},
    "SchemaAttributesListType": {"type":"list","min":1,"max":50,"member":"SchemaAttributeType"},
    "ScopeListType": {"type":"list","max":50,"member":"ScopeType"},
    "ScopeType": {"type":"string","min":1,"max":256,"pattern":"[\\x21\\x23-\\x5B\\x5D-\\x7E]+"},
    "SearchPaginationTokenType": {"type":"string","min":1,"pattern":"[\\S]+"},
    "SearchedAttributeNamesListType": {"type":"list","member":"AttributeNameType"},
    "SecretHashType": {"type":"string","min":1,"max":128,"pattern":"[\\w+=/]+","sensitive":true},
    "SessionType": {"type":"string","min":20,"max":2048,"sensitive":true},
    "SetUserPoolMfaConfigRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType","SmsMfaConfiguration":"SmsMfaConfigType","SoftwareTokenMfaConfiguration":"SoftwareTokenMfaConfigType","EmailMfaConfiguration":"EmailMfaConfigType","MfaConfiguration":"UserPoolMfaType","WebAuthnConfiguration":"WebAuthnConfigurationType"}},
    "SetUserPoolMfaConfigResponse": {"type":"structure","members":{"SmsMfaConfiguration":"SmsMfaConfigType","SoftwareTokenMfaConfiguration":"SoftwareTokenMfaConfigType","EmailMfaConfiguration":"EmailMfaConfigType","MfaConfiguration":"UserPoolMfaType","WebAuthnConfiguration":"WebAuthnConfigurationType"}},
    "SignInPolicyType": {"type":"structure","members":{"AllowedFirstAuthFactors":"AllowedFirstAuthFactorsListType"}},
    "SmsConfigurationType": {"type":"structure","members":{"SnsCallerArn":"OptionalArnType","ExternalId":"StringType","SnsRegion":"RegionCodeType","EumsSms":"EumsSmsConfigurationType"}},
    "SmsInviteMessageType": {"type":"string","min":6,"max":140,"pattern":"(?s).*"},
    "SmsMfaConfigType": {"type":"structure","members":{"SmsAuthenticationMessage":"SmsVerificationMessageType","SmsConfiguration":"SmsConfigurationType"}},
    "SmsVerificationMessageType": {"type":"string","min":6,"max":140,"pattern":".*\\{####\\}.*"},
    "SoftwareTokenMfaConfigType": {"type":"structure","members":{"Enabled":"BooleanType"}},
    "StartUserImportJobRequest": {"type":"structure","required":["UserPoolId","JobId"],"members":{"UserPoolId":"UserPoolIdType","JobId":"UserImportJobIdType"}},
    "StartUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
    "StatusType": {"type":"string","enum":["Enabled","Disabled"]},
    "StopUserImportJobRequest": {"type":"structure","required":["UserPoolId","JobId"],"members":{"UserPoolId":"UserPoolIdType","JobId":"UserImportJobIdType"}},
    "StopUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
    "StringAttributeConstraintsType": {"type":"structure","members":{"MinLength":"StringType","MaxLength":"StringType"}},
    "StringType": {"type":"string","min":0,"max":131072},
    "SupportedIdentityProvidersListType": {"type":"list","member":"ProviderNameType"},
    "TagKeysType": {"type":"string","min":1,"max":128},
    "TagResourceRequest": {"type":"structure","required":["ResourceArn","Tags"],"members":{"ResourceArn":"ArnType","Tags":"UserPoolTagsType"}},
    "TagResourceResponse": {"type":"structure","members":{}},
    "TagValueType": {"type":"string","min":0,"max":256},
    "TemporaryPasswordValidityDaysType": {"type":"integer","min":0,"max":365},
    "TimeUnitsType": {"type":"string","enum":["seconds","minutes","hours","days"]},
    "TokenModelType": {"type":"string","pattern":"[A-Za-z0-9-_=.]+","sensitive":true},
    "TokenValidityUnitsType": {"type":"structure","members":{"AccessToken":"TimeUnitsType","IdToken":"TimeUnitsType","RefreshToken":"TimeUnitsType"}},
    "UntagResourceRequest": {"type":"structure","required":["ResourceArn","TagKeys"],"members":{"ResourceArn":"ArnType","TagKeys":"UserPoolTagsListType"}},
    "UntagResourceResponse": {"type":"structure","members":{}},
    "UpdateGroupRequest": {"type":"structure","required":["GroupName","UserPoolId"],"members":{"GroupName":"GroupNameType","UserPoolId":"UserPoolIdType","Description":"DescriptionType","RoleArn":"ArnType","Precedence":"PrecedenceType"}},
    "UpdateGroupResponse": {"type":"structure","members":{"Group":"GroupType"}},
    "UpdateUserAttributesRequest": {"type":"structure","required":["UserAttributes","AccessToken"],"members":{"UserAttributes":"AttributeListType","AccessToken":"TokenModelType","ClientMetadata":"ClientMetadataType"}},
    "UpdateUserAttributesResponse": {"type":"structure","members":{"CodeDeliveryDetailsList":"CodeDeliveryDetailsListType"}},
    "UpdateUserPoolClientRequest": {"type":"structure","required":["UserPoolId","ClientId"],"members":{"UserPoolId":"UserPoolIdType","ClientId":"ClientIdType","ClientName":"ClientNameType","RefreshTokenValidity":"RefreshTokenValidityType","AccessTokenValidity":"AccessTokenValidityType","IdTokenValidity":"IdTokenValidityType","TokenValidityUnits":"TokenValidityUnitsType","ReadAttributes":"ClientPermissionListType","WriteAttributes":"ClientPermissionListType","ExplicitAuthFlows":"ExplicitAuthFlowsListType","SupportedIdentityProviders":"SupportedIdentityProvidersListType","CallbackURLs":"CallbackURLsListType","LogoutURLs":"LogoutURLsListType","DefaultRedirectURI":"RedirectUrlType","AllowedOAuthFlows":"OAuthFlowsType","AllowedOAuthScopes":"ScopeListType","AllowedOAuthFlowsUserPoolClient":"BooleanType","AnalyticsConfiguration":"AnalyticsConfigurationType","PreventUserExistenceErrors":"PreventUserExistenceErrorTypes","EnableTokenRevocation":"WrappedBooleanType","EnablePropagateAdditionalUserContextData":"WrappedBooleanType","AuthSessionValidity":"AuthSessionValidityType","RefreshTokenRotation":"RefreshTokenRotationType"}},
    "UpdateUserPoolClientResponse": {"type":"structure","members":{"UserPoolClient":"UserPoolClientType"}},
    "UpdateUserPoolRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType","Policies":"UserPoolPolicyType","DeletionProtection":"DeletionProtectionType","LambdaConfig":"LambdaConfigType","AutoVerifiedAttributes":"VerifiedAttributesListType","SmsVerificationMessage":"SmsVerificationMessageType","EmailVerificationMessage":"EmailVerificationMessageType","EmailVerificationSubject":"EmailVerificationSubjectType","VerificationMessageTemplate":"VerificationMessageTemplateType","SmsAuthenticationMessage":"SmsVerificationMessageType","UserAttributeUpdateSettings":"UserAttributeUpdateSettingsType","MfaConfiguration":"UserPoolMfaType","DeviceConfiguration":"DeviceConfigurationType","EmailConfiguration":"EmailConfigurationType","SmsConfiguration":"SmsConfigurationType","UserPoolTags":"UserPoolTagsType","AdminCreateUserConfig":"AdminCreateUserConfigType","UserPoolAddOns":"UserPoolAddOnsType","AccountRecoverySetting":"AccountRecoverySettingType","PoolName":"UserPoolNameType","UserPoolTier":"UserPoolTierType","KeyConfiguration":"KeyConfigurationType","IssuerConfiguration":"IssuerConfigurationType"}},
    "UpdateUserPoolResponse": {"type":"structure","members":{}},
    "UserAttributeUpdateSettingsType": {"type":"structure","members":{"AttributesRequireVerificationBeforeUpdate":"AttributesRequireVerificationBeforeUpdateType"}},
    "UserContextDataType": {"type":"structure","members":{"IpAddress":"StringType","EncodedData":"StringType"},"sensitive":true},
    "UserFilterType": {"type":"string","max":256},
    "UserImportJobIdType": {"type":"string","min":1,"max":55,"pattern":"import-[0-9a-zA-Z-]+"},
    "UserImportJobNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w\\s+=,.@-]+"},
    "UserImportJobStatusType": {"type":"string","enum":["Created","Pending","InProgress","Stopping","Expired","Stopped","Failed","Succeeded"]},
    "UserImportJobType": {"type":"structure","members":{"JobName":"UserImportJobNameType","JobId":"UserImportJobIdType","UserPoolId":"UserPoolIdType","PreSignedUrl":"PreSignedUrlType","CreationDate":"DateType","StartDate":"DateType","CompletionDate":"DateType","Status":"UserImportJobStatusType","CloudWatchLogsRoleArn":"ArnType","ImportedUsers":"LongType","SkippedUsers":"LongType","FailedUsers":"LongType","CompletionMessage":"CompletionMessageType","PasswordHashingAlgorithm":"PasswordHashingAlgorithmType"}},
    "UserImportJobsListType": {"type":"list","min":1,"max":50,"member":"UserImportJobType"},
    "UserMFASettingListType": {"type":"list","member":"StringType"},
    "UserPoolAddOnsType": {"type":"structure","required":["AdvancedSecurityMode"],"members":{"AdvancedSecurityMode":"AdvancedSecurityModeType","AdvancedSecurityAdditionalFlows":"AdvancedSecurityAdditionalFlowsType"}},
    "UserPoolClientDescription": {"type":"structure","members":{"ClientId":"ClientIdType","UserPoolId":"UserPoolIdType","ClientName":"ClientNameType"}},
    "UserPoolClientListType": {"type":"list","member":"UserPoolClientDescription"},
    "UserPoolClientType": {"type":"structure","members":{"UserPoolId":"UserPoolIdType","ClientName":"ClientNameType","ClientId":"ClientIdType","ClientSecret":"ClientSecretType","LastModifiedDate":"DateType","CreationDate":"DateType","RefreshTokenValidity":"RefreshTokenValidityType","AccessTokenValidity":"AccessTokenValidityType","IdTokenValidity":"IdTokenValidityType","TokenValidityUnits":"TokenValidityUnitsType","ReadAttributes":"ClientPermissionListType","WriteAttributes":"ClientPermissionListType","ExplicitAuthFlows":"ExplicitAuthFlowsListType","SupportedIdentityProviders":"SupportedIdentityProvidersListType","CallbackURLs":"CallbackURLsListType","LogoutURLs":"LogoutURLsListType","DefaultRedirectURI":"RedirectUrlType","AllowedOAuthFlows":"OAuthFlowsType","AllowedOAuthScopes":"ScopeListType","AllowedOAuthFlowsUserPoolClient":"BooleanType","AnalyticsConfiguration":"AnalyticsConfigurationType","PreventUserExistenceErrors":"PreventUserExistenceErrorTypes","EnableTokenRevocation":"WrappedBooleanType","EnablePropagateAdditionalUserContextData":"WrappedBooleanType","AuthSessionValidity":"AuthSessionValidityType","RefreshTokenRotation":"RefreshTokenRotationType"}},
    "UserPoolDescriptionType": {"type":"structure","members":{"Id":"UserPoolIdType","Name":"UserPoolNameType","LambdaConfig":"LambdaConfigType","Status":"StatusType","LastModifiedDate":"DateType","CreationDate":"DateType","ReplicaRegions":"ReplicaRegionsType"}},
    "UserPoolIdType": {"type":"string","min":1,"max":55,"pattern":"[\\w-]+_[0-9a-zA-Z]+"},
    "UserPoolListType": {"type":"list","member":"UserPoolDescriptionType"},
    "UserPoolMfaType": {"type":"string","enum":["OFF","ON","OPTIONAL"]},
    "UserPoolNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w\\s+=,.@-]+"},
    "UserPoolPolicyType": {"type":"structure","members":{"PasswordPolicy":"PasswordPolicyType","SignInPolicy":"SignInPolicyType"}},
    "UserPoolTagsListType": {"type":"list","member":"TagKeysType"},
    "UserPoolTagsType": {"type":"map","max":50,"key":"TagKeysType","value":"TagValueType"},
    "UserPoolTierType": {"type":"string","enum":["LITE","ESSENTIALS","PLUS"]},
    "UserPoolType": {"type":"structure","members":{"Id":"UserPoolIdType","Name":"UserPoolNameType","Policies":"UserPoolPolicyType","DeletionProtection":"DeletionProtectionType","LambdaConfig":"LambdaConfigType","Status":"StatusType","LastModifiedDate":"DateType","CreationDate":"DateType","SchemaAttributes":"SchemaAttributesListType","AutoVerifiedAttributes":"VerifiedAttributesListType","AliasAttributes":"AliasAttributesListType","UsernameAttributes":"UsernameAttributesListType","SmsVerificationMessage":"SmsVerificationMessageType","EmailVerificationMessage":"EmailVerificationMessageType","EmailVerificationSubject":"EmailVerificationSubjectType","VerificationMessageTemplate":"VerificationMessageTemplateType","SmsAuthenticationMessage":"SmsVerificationMessageType","UserAttributeUpdateSettings":"UserAttributeUpdateSettingsType","MfaConfiguration":"UserPoolMfaType","DeviceConfiguration":"DeviceConfigurationType","EstimatedNumberOfUsers":"IntegerType","EmailConfiguration":"EmailConfigurationType","SmsConfiguration":"SmsConfigurationType","UserPoolTags":"UserPoolTagsType","SmsConfigurationFailure":"StringType","EmailConfigurationFailure":"StringType","Domain":"DomainType","CustomDomain":"DomainType","AdminCreateUserConfig":"AdminCreateUserConfigType","UserPoolAddOns":"UserPoolAddOnsType","UsernameConfiguration":"UsernameConfigurationType","Arn":"ArnType","AccountRecoverySetting":"AccountRecoverySettingType","UserPoolTier":"UserPoolTierType","KeyConfiguration":"KeyConfigurationType","IssuerConfiguration":"IssuerConfigurationType"}},
    "UserStatusType": {"type":"string","enum":["UNCONFIRMED","CONFIRMED","ARCHIVED","COMPROMISED","UNKNOWN","RESET_REQUIRED","FORCE_CHANGE_PASSWORD","EXTERNAL_PROVIDER"]},
    "UserType": {"type":"structure","members":{"Username":"UsernameType","Attributes":"AttributeListType","UserCreateDate":"DateType","UserLastModifiedDate":"DateType","Enabled":"BooleanType","UserStatus":"UserStatusType","MFAOptions":"MFAOptionListType"}},
    "UserVerificationType": {"type":"string","enum":["required","preferred"]},
    "UsernameAttributeType": {"type":"string","enum":["phone_number","email"]},
    "UsernameAttributesListType": {"type":"list","max":2,"member":"UsernameAttributeType"},
    "UsernameConfigurationType": {"type":"structure","required":["CaseSensitive"],"members":{"CaseSensitive":"WrappedBooleanType"}},
    "UsernameType": {"type":"string","min":1,"max":128,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+","sensitive":true},
    "UsersListType": {"type":"list","member":"UserType"},
    "VerificationMessageTemplateType": {"type":"structure","members":{"SmsMessage":"SmsVerificationMessageType","EmailMessage":"EmailVerificationMessageType","EmailSubject":"EmailVerificationSubjectType","EmailMessageByLink":"EmailVerificationMessageByLinkType","EmailSubjectByLink":"EmailVerificationSubjectByLinkType","DefaultEmailOption":"DefaultEmailOptionType"}},
    "VerifiedAttributeType": {"type":"string","enum":["phone_number","email"]},
    "VerifiedAttributesListType": {"type":"list","max":2,"member":"VerifiedAttributeType"},
    "WebAuthnConfigurationType": {"type":"structure","members":{"RelyingPartyId":"RelyingPartyIdType","UserVerification":"UserVerificationType","FactorConfiguration":"WebAuthnFactorConfigurationType"}},
    "WebAuthnFactorConfigurationType": {"type":"string","enum":["SINGLE_FACTOR","MULTI_FACTOR_WITH_USER_VERIFICATION"]},
    "WrappedBooleanType": {"type":"boolean"},
  },
};
