/** Attribute name to value, without `sub`. */
export type Attributes = Readonly<Record<string, string>>;

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD' | 'EXTERNAL_PROVIDER';

/** `active` requires a second factor that the user does not have yet (R243); `sms` sends it to the phone number (R244). */
export type UserMfa = 'off' | 'active' | 'sms';

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
  readonly mfa: UserMfa;
  readonly attributes: Attributes;
  readonly createdAt: number;
  readonly modifiedAt: number;
}
