/** Second factors beside the text message, and passkeys. */
export interface MfaFactors {
  /** Codes of an app. */
  readonly softwareToken?: boolean | undefined;
  readonly email?: EmailMfa | undefined;
  readonly webAuthn?: WebAuthn | undefined;
}

/** The message with a code by email; undefined: Cognito's own. */
export interface EmailMfa {
  readonly message?: string | undefined;
  readonly subject?: string | undefined;
}

export interface WebAuthn {
  readonly relyingPartyId?: string | undefined;
  readonly userVerification?: 'required' | 'preferred' | undefined;
  readonly factorConfiguration?: 'SINGLE_FACTOR' | 'MULTI_FACTOR_WITH_USER_VERIFICATION' | undefined;
}
