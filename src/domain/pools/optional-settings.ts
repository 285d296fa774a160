import type { MfaFactors } from './mfa-factors.ts';
import type { OlderVerificationMessages, VerificationMessages } from './verification-messages.ts';

export type UserPoolTier = 'LITE' | 'ESSENTIALS' | 'PLUS';
type Contact = 'email' | 'phone_number';

/**
 * Settings that a pool may lack, with the members of AWS's model. They are kept and answered. The only one that a rule of import or of
 * users reads is {@link OptionalSettings.smsConfiguration}: MFA sends text messages only if a pool has one (R244).
 */
export interface OptionalSettings {
  /** As given, for answers. Rules read `caseSensitiveUsernames`. */
  readonly usernameConfiguration?: { readonly caseSensitive: boolean } | undefined;
  readonly emailConfiguration?: EmailConfiguration | undefined;
  readonly smsConfiguration?: SmsConfiguration | undefined;
  /** The messages with which a user proves an address or number. */
  readonly verificationMessages?: VerificationMessages | undefined;
  /** As given, for answers. Messages are made from `verificationMessages`. */
  readonly olderVerificationMessages?: OlderVerificationMessages | undefined;
  /** The text message with a code of a second factor. */
  readonly smsAuthenticationMessage?: string | undefined;
  /** Set by SetUserPoolMfaConfig alone. */
  readonly mfaFactors?: MfaFactors | undefined;
  readonly adminCreateUserConfig?: AdminCreateUserConfig | undefined;
  readonly accountRecoverySetting?: AccountRecoverySetting | undefined;
  readonly userAttributeUpdateSettings?: UserAttributeUpdateSettings | undefined;
  readonly deviceConfiguration?: DeviceConfiguration | undefined;
  readonly lambdaConfig?: LambdaConfig | undefined;
  readonly userPoolAddOns?: UserPoolAddOns | undefined;
  /** `ESSENTIALS` */
  readonly userPoolTier?: UserPoolTier | undefined;
  readonly keyConfiguration?: KeyConfiguration | undefined;
  readonly issuerConfiguration?: IssuerConfiguration | undefined;
}

export interface EmailConfiguration {
  readonly sourceArn?: string | undefined;
  readonly replyToEmailAddress?: string | undefined;
  /** `COGNITO_DEFAULT` */
  readonly emailSendingAccount?: 'COGNITO_DEFAULT' | 'DEVELOPER' | undefined;
  readonly from?: string | undefined;
  readonly configurationSet?: string | undefined;
}

export interface SmsConfiguration {
  readonly snsCallerArn?: string | undefined;
  readonly externalId?: string | undefined;
  /** The region of the pool (R474). */
  readonly snsRegion?: string | undefined;
  readonly eumsSms?: EumsSmsConfiguration | undefined;
}

export interface EumsSmsConfiguration {
  readonly callerArn: string;
  readonly externalId?: string | undefined;
  readonly originationIdentity?: string | undefined;
  readonly configurationSetName?: string | undefined;
  readonly inEntityId?: string | undefined;
  readonly inTemplateId?: string | undefined;
  readonly region?: string | undefined;
}

/** The days that an account may stay unused are those of a temporary password, in the password policy. */
export interface AdminCreateUserConfig {
  readonly allowAdminCreateUserOnly?: boolean | undefined;
  readonly inviteMessageTemplate?: InviteMessageTemplate | undefined;
}

export interface InviteMessageTemplate {
  readonly smsMessage?: string | undefined;
  readonly emailMessage?: string | undefined;
  readonly emailSubject?: string | undefined;
}

export interface AccountRecoverySetting {
  readonly recoveryMechanisms?: readonly RecoveryMechanism[] | undefined;
}

export interface RecoveryMechanism {
  readonly name: 'verified_email' | 'verified_phone_number' | 'admin_only';
  /** 1 is tried before 2. */
  readonly priority: number;
}

export interface UserAttributeUpdateSettings {
  readonly attributesRequireVerificationBeforeUpdate?: readonly Contact[] | undefined;
}

export interface DeviceConfiguration {
  readonly challengeRequiredOnNewDevice?: boolean | undefined;
  readonly deviceOnlyRememberedOnUserPrompt?: boolean | undefined;
}

/** ARNs of functions, and of the key that protects codes sent by functions of the client. */
export interface LambdaConfig {
  readonly preSignUp?: string | undefined;
  readonly customMessage?: string | undefined;
  readonly postConfirmation?: string | undefined;
  readonly preAuthentication?: string | undefined;
  readonly postAuthentication?: string | undefined;
  readonly defineAuthChallenge?: string | undefined;
  readonly createAuthChallenge?: string | undefined;
  readonly verifyAuthChallengeResponse?: string | undefined;
  readonly preTokenGeneration?: string | undefined;
  readonly userMigration?: string | undefined;
  readonly preTokenGenerationConfig?: VersionedFunction<'V1_0' | 'V2_0' | 'V3_0'> | undefined;
  readonly customSMSSender?: VersionedFunction<'V1_0'> | undefined;
  readonly customEmailSender?: VersionedFunction<'V1_0'> | undefined;
  readonly inboundFederation?: VersionedFunction<'V1_0'> | undefined;
  readonly kmsKeyID?: string | undefined;
}

export interface VersionedFunction<Version> {
  readonly lambdaVersion: Version;
  readonly lambdaArn: string;
}

export interface UserPoolAddOns {
  readonly advancedSecurityMode: 'OFF' | 'AUDIT' | 'ENFORCED';
  readonly advancedSecurityAdditionalFlows?: { readonly customAuthMode?: 'AUDIT' | 'ENFORCED' | undefined } | undefined;
}

export interface KeyConfiguration {
  readonly keyType?: 'AWS_OWNED_KEY' | 'CUSTOMER_MANAGED_KEY' | undefined;
  readonly kmsKeyArn?: string | undefined;
}

export interface IssuerConfiguration {
  readonly type?: 'ORIGINAL' | 'UPDATED' | undefined;
}
