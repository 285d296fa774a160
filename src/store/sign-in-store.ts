import type { UserPoolId, UserPoolKey } from '../domain/pools/user-pool.ts';
import type { FailedAttempts } from '../domain/sign-in/lock-out.ts';
import type { User, UserStatus } from '../domain/users/user.ts';

/** What a sign-in needs to know of a user. */
export interface SignInUser {
  readonly user: User;
  /** As `sealSrpVerifier` or `sealPasswordHash` of the domain made it; undefined for a user without a password. */
  readonly sealedPassword: Uint8Array | undefined;
}

export interface SignInLookUp {
  /** Undefined if nobody has the name. */
  readonly found: SignInUser | undefined;
  /** Of the user, or of nobody. */
  readonly attempts: FailedAttempts | undefined;
}

/** The owner of a token, and what ended meanwhile. */
export interface TokenUser {
  readonly user: User;
  readonly isOriginRevoked: boolean;
  /** All sessions that began until then are over; undefined if none were ended. */
  readonly sessionsEndedAt: number | undefined;
  /** Of the refresh token of the session that is valid now: how often one was exchanged for the next (S103). */
  readonly refreshGeneration: number;
}

export interface PasswordReplacement {
  /** Null: no password at all. */
  readonly sealedPassword: Uint8Array | null;
  /** As it was read: if it is another one by now the answer is `stale`, so that of two changes one fails. */
  readonly expected?: Uint8Array | null;
  /**
   * Undefined where the password stays the same and only its form changes: then nothing else of the user does. Else the count of failed
   * attempts begins again, and a code to reset the password is void once there is a new one (S38).
   */
  readonly status?: UserStatus;
  /** Whether all sessions of the user end. */
  readonly endsSessions?: boolean;
  readonly nowMs: number;
}

/** One of the two kinds of tokens that are signed, each with a key of its own (S92). */
export type SignedTokenUse = 'id' | 'access';

/** A key of a user pool. */
export interface SigningKey {
  /** `kid` */
  readonly id: string;
  readonly use: SignedTokenUse;
  /** PKCS #8, sealed for this pool and this id. */
  readonly sealedPrivateKey: Uint8Array;
  /** JWK, as JSON. */
  readonly publicKey: string;
  /** When it begins to sign, in milliseconds since 1970. */
  readonly signsFrom: number;
}

export interface SigningKeysOfPool {
  readonly userPoolKey: UserPoolKey;
  /** Oldest first. */
  readonly keys: readonly SigningKey[];
}

export type SigningKeyRotation =
  /** Oldest first. */
  { readonly kind: 'rotated'; readonly keys: readonly SigningKey[] } | { readonly kind: 'too-many' | 'not-found' };

export interface Rotation {
  readonly originJti: string;
  /** Of the token that is exchanged. */
  readonly generation: number;
  /** Milliseconds for which a token that was exchanged still works. */
  readonly graceMs: number;
  /** When the whole family runs out. */
  readonly expiresAt: number;
  readonly nowMs: number;
}

/** Sign-ins: passwords, failed attempts, challenges that were answered, keys, and sessions that ended. */
export interface SignInStore {
  /** The user by username key, `sub` or alias as {@link Store.findUser} finds one; failed attempts of nobody are those of `nobody`, 16 bytes. */
  findSignInUser(pool: UserPoolKey, key: string, nobody: Uint8Array): Promise<SignInLookUp>;
  findTokenUser(pool: UserPoolKey, sub: string, originJti: string): Promise<TokenUser | undefined>;
  replacePassword(
    pool: UserPoolKey,
    sub: string,
    replacement: PasswordReplacement,
  ): Promise<'changed' | 'stale' | 'not-found'>;

  /** Counts a failed attempt of a `sub` or of nobody; `locked-out` if the subject is locked out by now, and then counts nothing (S18). */
  countFailedAttempt(pool: UserPoolKey, subject: string | Uint8Array, nowMs: number): Promise<'counted' | 'locked-out'>;
  /**
   * After a right password or code: forgets the failures if a lock-out came before and `forgets` is set; `locked-out` if the user is locked
   * out by now (S18).
   */
  passLockOut(pool: UserPoolKey, sub: string, nowMs: number, forgets: boolean): Promise<'passed' | 'locked-out'>;

  /** `first` for one caller only, until it has run out: then it is forgotten, and whoever opens it must refuse it by its age. */
  answerChallenge(id: string, expiresAt: number): Promise<'first' | 'answered-before'>;

  findSigningKeys(pool: UserPoolId): Promise<SigningKeysOfPool | undefined>;
  /** Adds keys to a pool that has none; if another node was faster, nothing. The answer has the keys of the pool. */
  addFirstSigningKeys(pool: UserPoolKey, keys: readonly SigningKey[]): Promise<readonly SigningKey[]>;
  /**
   * Adds keys to those of a pool, and deletes those that are published no longer. `too-many` if there would be more than
   * `keysMax`.
   */
  rotateSigningKeys(
    pool: UserPoolKey,
    keys: readonly SigningKey[],
    options: { readonly nowMs: number; readonly keysMax: number },
  ): Promise<SigningKeyRotation>;

  /** Ends one session: refused are all tokens that go back to that origin. */
  revokeOrigin(pool: UserPoolKey, originJti: string, expiresAt: number): Promise<void>;
  /** Ends all sessions of a user that began until now. */
  endSessions(pool: UserPoolKey, sub: string, nowMs: number): Promise<'ended' | 'not-found'>;
  /** Exchanges a refresh token of a rotating family for the next one (S103). */
  rotateRefreshToken(
    pool: UserPoolKey,
    rotation: Rotation,
  ): Promise<{ readonly kind: 'rotated'; readonly generation: number } | { readonly kind: 'reused' }>;

  /** Forgets up to `limit` rows of each kind that nothing needs any more; answers how many went. */
  purgeSignIns(nowMs: number, limit: number): Promise<number>;
}
