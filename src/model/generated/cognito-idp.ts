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

export interface AdminUpdateUserAttributesRequest {
  UserPoolId: string;
  Username: string;
  UserAttributes: AttributeType[];
  ClientMetadata?: Record<string, string>;
}

export type AdminUpdateUserAttributesResponse = Record<string, never>;

export interface AdvancedSecurityAdditionalFlowsType {
  CustomAuthMode?: "AUDIT" | "ENFORCED";
}

export interface AttributeType {
  Name: string;
  Value?: string;
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

export interface DeleteUserPoolRequest {
  UserPoolId: string;
}

export interface DescribeUserImportJobRequest {
  UserPoolId: string;
  JobId: string;
}

export interface DescribeUserImportJobResponse {
  UserImportJob?: UserImportJobType;
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

export interface EumsSmsConfigurationType {
  CallerArn: string;
  ExternalId?: string;
  OriginationIdentity?: string;
  ConfigurationSetName?: string;
  InEntityId?: string;
  InTemplateId?: string;
  Region?: string;
}

export interface GetCSVHeaderRequest {
  UserPoolId: string;
}

export interface GetCSVHeaderResponse {
  UserPoolId?: string;
  CSVHeader?: string[];
}

export interface InboundFederationLambdaType {
  LambdaVersion: "V1_0";
  LambdaArn: string;
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

export interface ListUserImportJobsRequest {
  UserPoolId: string;
  MaxResults: number;
  PaginationToken?: string;
}

export interface ListUserImportJobsResponse {
  UserImportJobs?: UserImportJobType[];
  PaginationToken?: string;
}

export interface ListUserPoolsRequest {
  NextToken?: string;
  MaxResults: number;
}

export interface ListUserPoolsResponse {
  UserPools?: UserPoolDescriptionType[];
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

export interface SchemaAttributeType {
  Name?: string;
  AttributeDataType?: "String" | "Number" | "DateTime" | "Boolean";
  DeveloperOnlyAttribute?: boolean;
  Mutable?: boolean;
  Required?: boolean;
  NumberAttributeConstraints?: NumberAttributeConstraintsType;
  StringAttributeConstraints?: StringAttributeConstraintsType;
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
    "AdminDeleteUser": {"authentication":"signed","input":"AdminDeleteUserRequest","output":null,"errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "AdminUpdateUserAttributes": {"authentication":"signed","input":"AdminUpdateUserAttributesRequest","output":"AdminUpdateUserAttributesResponse","errors":["ResourceNotFoundException","InvalidParameterException","UnexpectedLambdaException","UserLambdaValidationException","InvalidLambdaResponseException","AliasExistsException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","InternalErrorException","InvalidSmsRoleAccessPolicyException","InvalidEmailRoleAccessPolicyException","InvalidSmsRoleTrustRelationshipException","OperationNotEnabledException"]},
    "AdminEnableUser": {"authentication":"signed","input":"AdminEnableUserRequest","output":"AdminEnableUserResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "AdminDisableUser": {"authentication":"signed","input":"AdminDisableUserRequest","output":"AdminDisableUserResponse","errors":["ResourceNotFoundException","InvalidParameterException","TooManyRequestsException","NotAuthorizedException","UserNotFoundException","OperationNotEnabledException","InternalErrorException"]},
    "ListUsers": {"authentication":"signed","readOnly":true,"input":"ListUsersRequest","output":"ListUsersResponse","errors":["InvalidParameterException","ResourceNotFoundException","TooManyRequestsException","NotAuthorizedException","OperationNotEnabledException","InternalErrorException"]},
  },
  "errors": {
    "ResourceNotFoundException": {"httpStatus":400},
    "InvalidParameterException": {"httpStatus":400},
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
    "UserNotFoundException": {"httpStatus":400},
    "UsernameExistsException": {"httpStatus":400},
    "InvalidPasswordException": {"httpStatus":400},
    "CodeDeliveryFailureException": {"httpStatus":400},
    "UnexpectedLambdaException": {"httpStatus":400},
    "UserLambdaValidationException": {"httpStatus":400},
    "InvalidLambdaResponseException": {"httpStatus":400},
    "UnsupportedUserStateException": {"httpStatus":400},
    "AliasExistsException": {"httpStatus":400},
  },
  "shapes": {
    "AccountRecoverySettingType": {"type":"structure","members":{"RecoveryMechanisms":"RecoveryMechanismsType"}},
    "AddCustomAttributesRequest": {"type":"structure","required":["UserPoolId","CustomAttributes"],"members":{"UserPoolId":"UserPoolIdType","CustomAttributes":"CustomAttributesListType"}},
    "AddCustomAttributesResponse": {"type":"structure","members":{}},
    "AdminCreateUserConfigType": {"type":"structure","members":{"AllowAdminCreateUserOnly":"BooleanType","UnusedAccountValidityDays":"AdminCreateUserUnusedAccountValidityDaysType","InviteMessageTemplate":"MessageTemplateType"}},
    "AdminCreateUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","UserAttributes":"AttributeListType","ValidationData":"AttributeListType","TemporaryPassword":"PasswordType","ForceAliasCreation":"ForceAliasCreation","MessageAction":"MessageActionType","DesiredDeliveryMediums":"DeliveryMediumListType","ClientMetadata":"ClientMetadataType"}},
    "AdminCreateUserResponse": {"type":"structure","members":{"User":"UserType"}},
    "AdminCreateUserUnusedAccountValidityDaysType": {"type":"integer","min":0,"max":365},
    "AdminDeleteUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminDisableUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminDisableUserResponse": {"type":"structure","members":{}},
    "AdminEnableUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminEnableUserResponse": {"type":"structure","members":{}},
    "AdminGetUserRequest": {"type":"structure","required":["UserPoolId","Username"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType"}},
    "AdminGetUserResponse": {"type":"structure","required":["Username"],"members":{"Username":"UsernameType","UserAttributes":"AttributeListType","UserCreateDate":"DateType","UserLastModifiedDate":"DateType","Enabled":"BooleanType","UserStatus":"UserStatusType","MFAOptions":"MFAOptionListType","PreferredMfaSetting":"StringType","UserMFASettingList":"UserMFASettingListType"}},
    "AdminUpdateUserAttributesRequest": {"type":"structure","required":["UserPoolId","Username","UserAttributes"],"members":{"UserPoolId":"UserPoolIdType","Username":"UsernameType","UserAttributes":"AttributeListType","ClientMetadata":"ClientMetadataType"}},
    "AdminUpdateUserAttributesResponse": {"type":"structure","members":{}},
    "AdvancedSecurityAdditionalFlowsType": {"type":"structure","members":{"CustomAuthMode":"AdvancedSecurityEnabledModeType"}},
    "AdvancedSecurityEnabledModeType": {"type":"string","enum":["AUDIT","ENFORCED"]},
    "AdvancedSecurityModeType": {"type":"string","enum":["OFF","AUDIT","ENFORCED"]},
    "AliasAttributeType": {"type":"string","enum":["phone_number","email","preferred_username"]},
    "AliasAttributesListType": {"type":"list","max":3,"member":"AliasAttributeType"},
    "AllowedFirstAuthFactorsListType": {"type":"list","min":1,"max":5,"member":"AuthFactorType"},
    "ArnType": {"type":"string","min":20,"max":2048,"pattern":"arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?"},
    "AttributeDataType": {"type":"string","enum":["String","Number","DateTime","Boolean"]},
    "AttributeListType": {"type":"list","member":"AttributeType"},
    "AttributeNameType": {"type":"string","min":1,"max":32,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+"},
    "AttributeType": {"type":"structure","required":["Name"],"members":{"Name":"AttributeNameType","Value":"AttributeValueType"}},
    "AttributeValueType": {"type":"string","max":2048,"sensitive":true},
    "AttributesRequireVerificationBeforeUpdateType": {"type":"list","max":2,"member":"VerifiedAttributeType"},
    "AuthFactorType": {"type":"string","enum":["PASSWORD","EMAIL_OTP","SMS_OTP","WEB_AUTHN","SOFTWARE_TOKEN"]},
    "BooleanType": {"type":"boolean"},
    "ClientMetadataType": {"type":"map","key":"StringType","value":"StringType"},
    "CompletionMessageType": {"type":"string","min":1,"max":128,"pattern":"[\\w]+"},
    "CreateUserImportJobRequest": {"type":"structure","required":["JobName","UserPoolId","CloudWatchLogsRoleArn"],"members":{"JobName":"UserImportJobNameType","UserPoolId":"UserPoolIdType","CloudWatchLogsRoleArn":"ArnType","PasswordHashingAlgorithm":"PasswordHashingAlgorithmType"}},
    "CreateUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
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
    "DeleteUserPoolRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType"}},
    "DeletionProtectionType": {"type":"string","enum":["ACTIVE","INACTIVE"]},
    "DeliveryMediumListType": {"type":"list","max":2,"member":"DeliveryMediumType"},
    "DeliveryMediumType": {"type":"string","enum":["SMS","EMAIL"]},
    "DescribeUserImportJobRequest": {"type":"structure","required":["UserPoolId","JobId"],"members":{"UserPoolId":"UserPoolIdType","JobId":"UserImportJobIdType"}},
    "DescribeUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
    "DescribeUserPoolRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType"}},
    "DescribeUserPoolResponse": {"type":"structure","members":{"UserPool":"UserPoolType"}},
    "DeviceConfigurationType": {"type":"structure","members":{"ChallengeRequiredOnNewDevice":"BooleanType","DeviceOnlyRememberedOnUserPrompt":"BooleanType"}},
    "DomainType": {"type":"string","min":1,"max":63,"pattern":"^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$"},
    "EmailAddressType": {"type":"string","pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+"},
    "EmailConfigurationType": {"type":"structure","members":{"SourceArn":"ArnType","ReplyToEmailAddress":"EmailAddressType","EmailSendingAccount":"EmailSendingAccountType","From":"StringType","ConfigurationSet":"SESConfigurationSet"}},
    "EmailInviteMessageType": {"type":"string","min":6,"max":20000,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*"},
    "EmailSendingAccountType": {"type":"string","enum":["COGNITO_DEFAULT","DEVELOPER"]},
    "EmailVerificationMessageByLinkType": {"type":"string","min":6,"max":20000,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{##[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*##\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*"},
    "EmailVerificationMessageType": {"type":"string","min":6,"max":20000,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*"},
    "EmailVerificationSubjectByLinkType": {"type":"string","min":1,"max":140,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+"},
    "EmailVerificationSubjectType": {"type":"string","min":1,"max":140,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+"},
    "EncryptionKeyArnType": {"type":"string","min":20,"max":2048,"pattern":"arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?"},
    "EncryptionKeyType": {"type":"string","enum":["AWS_OWNED_KEY","CUSTOMER_MANAGED_KEY"]},
    "EumsSmsConfigurationType": {"type":"structure","required":["CallerArn"],"members":{"CallerArn":"ArnType","ExternalId":"StringType","OriginationIdentity":"StringType","ConfigurationSetName":"StringType","InEntityId":"StringType","InTemplateId":"StringType","Region":"RegionCodeType"}},
    "ForceAliasCreation": {"type":"boolean"},
    "GetCSVHeaderRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType"}},
    "GetCSVHeaderResponse": {"type":"structure","members":{"UserPoolId":"UserPoolIdType","CSVHeader":"ListOfStringTypes"}},
    "InboundFederationLambdaType": {"type":"structure","required":["LambdaVersion","LambdaArn"],"members":{"LambdaVersion":"InboundFederationLambdaVersionType","LambdaArn":"ArnType"}},
    "InboundFederationLambdaVersionType": {"type":"string","enum":["V1_0"]},
    "IntegerType": {"type":"integer"},
    "IssuerConfigurationType": {"type":"structure","members":{"Type":"IssuerType"}},
    "IssuerType": {"type":"string","enum":["ORIGINAL","UPDATED"]},
    "KeyConfigurationType": {"type":"structure","members":{"KeyType":"EncryptionKeyType","KmsKeyArn":"EncryptionKeyArnType"}},
    "LambdaConfigType": {"type":"structure","members":{"PreSignUp":"ArnType","CustomMessage":"ArnType","PostConfirmation":"ArnType","PreAuthentication":"ArnType","PostAuthentication":"ArnType","DefineAuthChallenge":"ArnType","CreateAuthChallenge":"ArnType","VerifyAuthChallengeResponse":"ArnType","PreTokenGeneration":"ArnType","UserMigration":"ArnType","PreTokenGenerationConfig":"PreTokenGenerationVersionConfigType","CustomSMSSender":"CustomSMSLambdaVersionConfigType","CustomEmailSender":"CustomEmailLambdaVersionConfigType","KMSKeyID":"ArnType","InboundFederation":"InboundFederationLambdaType"}},
    "ListOfStringTypes": {"type":"list","member":"StringType"},
    "ListUserImportJobsRequest": {"type":"structure","required":["UserPoolId","MaxResults"],"members":{"UserPoolId":"UserPoolIdType","MaxResults":"PoolQueryLimitType","PaginationToken":"PaginationKeyType"}},
    "ListUserImportJobsResponse": {"type":"structure","members":{"UserImportJobs":"UserImportJobsListType","PaginationToken":"PaginationKeyType"}},
    "ListUserPoolsRequest": {"type":"structure","required":["MaxResults"],"members":{"NextToken":"PaginationKeyType","MaxResults":"PoolQueryLimitType"}},
    "ListUserPoolsResponse": {"type":"structure","members":{"UserPools":"UserPoolListType","NextToken":"PaginationKeyType"}},
    "ListUsersRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType","AttributesToGet":"SearchedAttributeNamesListType","Limit":"QueryLimitType","PaginationToken":"SearchPaginationTokenType","Filter":"UserFilterType"}},
    "ListUsersResponse": {"type":"structure","members":{"Users":"UsersListType","PaginationToken":"SearchPaginationTokenType"}},
    "LongType": {"type":"long"},
    "MFAOptionListType": {"type":"list","member":"MFAOptionType"},
    "MFAOptionType": {"type":"structure","members":{"DeliveryMedium":"DeliveryMediumType","AttributeName":"AttributeNameType"}},
    "MessageActionType": {"type":"string","enum":["RESEND","SUPPRESS"]},
    "MessageTemplateType": {"type":"structure","members":{"SMSMessage":"SmsInviteMessageType","EmailMessage":"EmailInviteMessageType","EmailSubject":"EmailVerificationSubjectType"}},
    "NumberAttributeConstraintsType": {"type":"structure","members":{"MinValue":"StringType","MaxValue":"StringType"}},
    "OptionalArnType": {"type":"string","min":0,"max":2048,"pattern":"(arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?)?"},
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
    "PriorityType": {"type":"integer","min":1,"max":2},
    "QueryLimitType": {"type":"integer","min":0,"max":60},
    "RecoveryMechanismsType": {"type":"list","min":1,"max":2,"member":"RecoveryOptionType"},
    "RecoveryOptionNameType": {"type":"string","enum":["verified_email","verified_phone_number","admin_only"]},
    "RecoveryOptionType": {"type":"structure","required":["Priority","Name"],"members":{"Priority":"PriorityType","Name":"RecoveryOptionNameType"}},
    "RegionCodeType": {"type":"string","min":5,"max":32},
    "ReplicaRegionsType": {"type":"list","member":"StringType"},
    "SESConfigurationSet": {"type":"string","min":1,"max":64,"pattern":"^[a-zA-Z0-9_-]+$"},
    "SchemaAttributeType": {"type":"structure","members":{"Name":"CustomAttributeNameType","AttributeDataType":"AttributeDataType","DeveloperOnlyAttribute":"BooleanType","Mutable":"BooleanType","Required":"BooleanType","NumberAttributeConstraints":"NumberAttributeConstraintsType","StringAttributeConstraints":"StringAttributeConstraintsType"}},
    "SchemaAttributesListType": {"type":"list","min":1,"max":50,"member":"SchemaAttributeType"},
    "SearchPaginationTokenType": {"type":"string","min":1,"pattern":"[\\S]+"},
    "SearchedAttributeNamesListType": {"type":"list","member":"AttributeNameType"},
    "SignInPolicyType": {"type":"structure","members":{"AllowedFirstAuthFactors":"AllowedFirstAuthFactorsListType"}},
    "SmsConfigurationType": {"type":"structure","members":{"SnsCallerArn":"OptionalArnType","ExternalId":"StringType","SnsRegion":"RegionCodeType","EumsSms":"EumsSmsConfigurationType"}},
    "SmsInviteMessageType": {"type":"string","min":6,"max":140,"pattern":"(?s).*"},
    "SmsVerificationMessageType": {"type":"string","min":6,"max":140,"pattern":".*\\{####\\}.*"},
    "StartUserImportJobRequest": {"type":"structure","required":["UserPoolId","JobId"],"members":{"UserPoolId":"UserPoolIdType","JobId":"UserImportJobIdType"}},
    "StartUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
    "StatusType": {"type":"string","enum":["Enabled","Disabled"]},
    "StopUserImportJobRequest": {"type":"structure","required":["UserPoolId","JobId"],"members":{"UserPoolId":"UserPoolIdType","JobId":"UserImportJobIdType"}},
    "StopUserImportJobResponse": {"type":"structure","members":{"UserImportJob":"UserImportJobType"}},
    "StringAttributeConstraintsType": {"type":"structure","members":{"MinLength":"StringType","MaxLength":"StringType"}},
    "StringType": {"type":"string","min":0,"max":131072},
    "TagKeysType": {"type":"string","min":1,"max":128},
    "TagValueType": {"type":"string","min":0,"max":256},
    "TemporaryPasswordValidityDaysType": {"type":"integer","min":0,"max":365},
    "UpdateUserPoolRequest": {"type":"structure","required":["UserPoolId"],"members":{"UserPoolId":"UserPoolIdType","Policies":"UserPoolPolicyType","DeletionProtection":"DeletionProtectionType","LambdaConfig":"LambdaConfigType","AutoVerifiedAttributes":"VerifiedAttributesListType","SmsVerificationMessage":"SmsVerificationMessageType","EmailVerificationMessage":"EmailVerificationMessageType","EmailVerificationSubject":"EmailVerificationSubjectType","VerificationMessageTemplate":"VerificationMessageTemplateType","SmsAuthenticationMessage":"SmsVerificationMessageType","UserAttributeUpdateSettings":"UserAttributeUpdateSettingsType","MfaConfiguration":"UserPoolMfaType","DeviceConfiguration":"DeviceConfigurationType","EmailConfiguration":"EmailConfigurationType","SmsConfiguration":"SmsConfigurationType","UserPoolTags":"UserPoolTagsType","AdminCreateUserConfig":"AdminCreateUserConfigType","UserPoolAddOns":"UserPoolAddOnsType","AccountRecoverySetting":"AccountRecoverySettingType","PoolName":"UserPoolNameType","UserPoolTier":"UserPoolTierType","KeyConfiguration":"KeyConfigurationType","IssuerConfiguration":"IssuerConfigurationType"}},
    "UpdateUserPoolResponse": {"type":"structure","members":{}},
    "UserAttributeUpdateSettingsType": {"type":"structure","members":{"AttributesRequireVerificationBeforeUpdate":"AttributesRequireVerificationBeforeUpdateType"}},
    "UserFilterType": {"type":"string","max":256},
    "UserImportJobIdType": {"type":"string","min":1,"max":55,"pattern":"import-[0-9a-zA-Z-]+"},
    "UserImportJobNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w\\s+=,.@-]+"},
    "UserImportJobStatusType": {"type":"string","enum":["Created","Pending","InProgress","Stopping","Expired","Stopped","Failed","Succeeded"]},
    "UserImportJobType": {"type":"structure","members":{"JobName":"UserImportJobNameType","JobId":"UserImportJobIdType","UserPoolId":"UserPoolIdType","PreSignedUrl":"PreSignedUrlType","CreationDate":"DateType","StartDate":"DateType","CompletionDate":"DateType","Status":"UserImportJobStatusType","CloudWatchLogsRoleArn":"ArnType","ImportedUsers":"LongType","SkippedUsers":"LongType","FailedUsers":"LongType","CompletionMessage":"CompletionMessageType","PasswordHashingAlgorithm":"PasswordHashingAlgorithmType"}},
    "UserImportJobsListType": {"type":"list","min":1,"max":50,"member":"UserImportJobType"},
    "UserMFASettingListType": {"type":"list","member":"StringType"},
    "UserPoolAddOnsType": {"type":"structure","required":["AdvancedSecurityMode"],"members":{"AdvancedSecurityMode":"AdvancedSecurityModeType","AdvancedSecurityAdditionalFlows":"AdvancedSecurityAdditionalFlowsType"}},
    "UserPoolDescriptionType": {"type":"structure","members":{"Id":"UserPoolIdType","Name":"UserPoolNameType","LambdaConfig":"LambdaConfigType","Status":"StatusType","LastModifiedDate":"DateType","CreationDate":"DateType","ReplicaRegions":"ReplicaRegionsType"}},
    "UserPoolIdType": {"type":"string","min":1,"max":55,"pattern":"[\\w-]+_[0-9a-zA-Z]+"},
    "UserPoolListType": {"type":"list","member":"UserPoolDescriptionType"},
    "UserPoolMfaType": {"type":"string","enum":["OFF","ON","OPTIONAL"]},
    "UserPoolNameType": {"type":"string","min":1,"max":128,"pattern":"[\\w\\s+=,.@-]+"},
    "UserPoolPolicyType": {"type":"structure","members":{"PasswordPolicy":"PasswordPolicyType","SignInPolicy":"SignInPolicyType"}},
    "UserPoolTagsType": {"type":"map","max":50,"key":"TagKeysType","value":"TagValueType"},
    "UserPoolTierType": {"type":"string","enum":["LITE","ESSENTIALS","PLUS"]},
    "UserPoolType": {"type":"structure","members":{"Id":"UserPoolIdType","Name":"UserPoolNameType","Policies":"UserPoolPolicyType","DeletionProtection":"DeletionProtectionType","LambdaConfig":"LambdaConfigType","Status":"StatusType","LastModifiedDate":"DateType","CreationDate":"DateType","SchemaAttributes":"SchemaAttributesListType","AutoVerifiedAttributes":"VerifiedAttributesListType","AliasAttributes":"AliasAttributesListType","UsernameAttributes":"UsernameAttributesListType","SmsVerificationMessage":"SmsVerificationMessageType","EmailVerificationMessage":"EmailVerificationMessageType","EmailVerificationSubject":"EmailVerificationSubjectType","VerificationMessageTemplate":"VerificationMessageTemplateType","SmsAuthenticationMessage":"SmsVerificationMessageType","UserAttributeUpdateSettings":"UserAttributeUpdateSettingsType","MfaConfiguration":"UserPoolMfaType","DeviceConfiguration":"DeviceConfigurationType","EstimatedNumberOfUsers":"IntegerType","EmailConfiguration":"EmailConfigurationType","SmsConfiguration":"SmsConfigurationType","UserPoolTags":"UserPoolTagsType","SmsConfigurationFailure":"StringType","EmailConfigurationFailure":"StringType","Domain":"DomainType","CustomDomain":"DomainType","AdminCreateUserConfig":"AdminCreateUserConfigType","UserPoolAddOns":"UserPoolAddOnsType","UsernameConfiguration":"UsernameConfigurationType","Arn":"ArnType","AccountRecoverySetting":"AccountRecoverySettingType","UserPoolTier":"UserPoolTierType","KeyConfiguration":"KeyConfigurationType","IssuerConfiguration":"IssuerConfigurationType"}},
    "UserStatusType": {"type":"string","enum":["UNCONFIRMED","CONFIRMED","ARCHIVED","COMPROMISED","UNKNOWN","RESET_REQUIRED","FORCE_CHANGE_PASSWORD","EXTERNAL_PROVIDER"]},
    "UserType": {"type":"structure","members":{"Username":"UsernameType","Attributes":"AttributeListType","UserCreateDate":"DateType","UserLastModifiedDate":"DateType","Enabled":"BooleanType","UserStatus":"UserStatusType","MFAOptions":"MFAOptionListType"}},
    "UsernameAttributeType": {"type":"string","enum":["phone_number","email"]},
    "UsernameAttributesListType": {"type":"list","max":2,"member":"UsernameAttributeType"},
    "UsernameConfigurationType": {"type":"structure","required":["CaseSensitive"],"members":{"CaseSensitive":"WrappedBooleanType"}},
    "UsernameType": {"type":"string","min":1,"max":128,"pattern":"[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+","sensitive":true},
    "UsersListType": {"type":"list","member":"UserType"},
    "VerificationMessageTemplateType": {"type":"structure","members":{"SmsMessage":"SmsVerificationMessageType","EmailMessage":"EmailVerificationMessageType","EmailSubject":"EmailVerificationSubjectType","EmailMessageByLink":"EmailVerificationMessageByLinkType","EmailSubjectByLink":"EmailVerificationSubjectByLinkType","DefaultEmailOption":"DefaultEmailOptionType"}},
    "VerifiedAttributeType": {"type":"string","enum":["phone_number","email"]},
    "VerifiedAttributesListType": {"type":"list","max":2,"member":"VerifiedAttributeType"},
    "WrappedBooleanType": {"type":"boolean"},
  },
};
