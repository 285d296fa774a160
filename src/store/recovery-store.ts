import type { NewMessage } from '../domain/messages/message.ts';
import type { UserPoolKey } from '../domain/pools/user-pool.ts';

export interface NewResetCode {
  /** As `macOfCode` of the domain made it. */
  readonly codeMac: Uint8Array;
  readonly expiresAt: number;
  readonly message: NewMessage;
  /** Of a user: the password goes, and the status becomes RESET_REQUIRED, in the same transaction. */
  readonly erasesPassword?: boolean;
  readonly nowMs: number;
}

export type ResetCodePut =
  | 'stored'
  /** Too many requests within the hour (S42). */
  | 'limit-exceeded'
  | 'outbox-full'
  /** The user or the pool was deleted meanwhile. */
  | 'not-found';

export interface ResetCodeUse {
  readonly codeMac: Uint8Array;
  /** The new password. */
  readonly sealedPassword: Uint8Array;
  readonly nowMs: number;
}

export type ResetCodeUsage =
  | 'changed'
  | 'mismatch'
  /** The code has expired (S40). */
  | 'expired'
  /** None was asked for, or it was used (S29). */
  | 'none'
  | 'limit-exceeded'
  | 'not-found';

/** Codes with which users reset their passwords. */
export interface RecoveryStore {
  /**
   * Counts the request, replaces an older code of the user (S38) and puts the message into the outbox; what is refused changes nothing.
   * `subject` is the `sub` of the user, or 16 bytes for nobody, for whom all the same is done (S32).
   */
  putResetCode(pool: UserPoolKey, subject: string | Uint8Array, code: NewResetCode): Promise<ResetCodePut>;
  /**
   * With the right code: sets the password and the status CONFIRMED, uses up the code, forgets failed attempts and ends all sessions (S39).
   * Wrong ones are counted: too many within the hour, and not even the right one is taken (S42). Of several callers with one code one succeeds.
   * `subject` is that of {@link putResetCode}; no code of nobody is right (S32).
   */
  useResetCode(pool: UserPoolKey, subject: string | Uint8Array, use: ResetCodeUse): Promise<ResetCodeUsage>;
}
