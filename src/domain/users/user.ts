/** Attribute name to value, without `sub`. */
export type Attributes = Readonly<Record<string, string>>;

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD' | 'EXTERNAL_PROVIDER';

/** `active` requires a second factor that the user does not have yet (R243); `sms` sends it to the phone number (R244). */
export type UserMfa = 'off' | 'active' | 'sms';

/** A second factor, as a challenge names it. */
export type MfaFactor = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';

/** The second factors that a user has activated: one at least, in the order of `MFA_FACTORS` (R870). */
export interface ChosenMfa {
  readonly factors: readonly MfaFactor[];
  /** Asked for without a choice. */
  readonly preferred?: MfaFactor | undefined;
}

/** The keys by which a user is found, besides `sub`: made by `userKeys` only (R231). */
export interface UserKeys {
  readonly usernameKey: string;
  /** Set if the attribute is a username attribute of the pool, or is an alias and verified; else null. */
  readonly emailKey: string | null;
  readonly phoneKey: string | null;
  readonly preferredUsernameKey: string | null;
}

/** A user about to be stored. */
export interface NewUser extends UserKeys {
  readonly username: string;
  /** UUID, 36 characters, lower case. */
  readonly sub: string;
  readonly status: UserStatus;
  readonly mfa: UserMfa;
  /** JSON of {@link Attributes}: encoded where the user is judged, so that the store only writes it. */
  readonly attributesJson: string;
  /** What is kept of the password, sealed: the hash that came with the user (R256), or a verifier. Only this deployment can open it, and for this user only. */
  readonly sealedPasswordHash?: Uint8Array | undefined;
}

export interface User {
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** As the user was made, or what was chosen since. */
  readonly mfa: UserMfa | ChosenMfa;
  readonly attributes: Attributes;
  readonly createdAt: number;
  readonly modifiedAt: number;
}
