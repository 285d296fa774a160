import type { UserPoolKey } from '../domain/pools/user-pool.ts';
import type { CodePut, CodeRefusal, NewUserCode } from './user-code.ts';

export interface NewResetCode extends Omit<NewUserCode, 'purpose'> {
  /** Of a user: the password goes, and the status becomes RESET_REQUIRED, in the same transaction. */
  readonly erasesPassword?: boolean;
  readonly nowMs: number;
}

export interface ResetCodeUse {
  readonly codeMac: Uint8Array;
  /** The new password. */
  readonly sealedPassword: Uint8Array;
  readonly nowMs: number;
}

/** Codes with which users reset their passwords. */
export interface RecoveryStore {
  /**
   * Counts the request, replaces an older code of the user (S38) and puts the message into the outbox; what is refused changes nothing.
   * `subject` is the `sub` of the user, or 16 bytes for nobody, for whom all the same is done (S32).
   */
  putResetCode(pool: UserPoolKey, subject: string | Uint8Array, code: NewResetCode): Promise<CodePut>;
  /**
   * With the right code: sets the password and the status CONFIRMED, uses up the code, forgets failed attempts and ends all sessions (S39).
   * Wrong ones are counted: too many within the hour, and not even the right one is taken (S42). Of several callers with one code one succeeds.
   * `subject` is that of {@link putResetCode}; no code of nobody is right (S32).
   */
  useResetCode(pool: UserPoolKey, subject: string | Uint8Array, use: ResetCodeUse): Promise<'changed' | CodeRefusal>;
}
