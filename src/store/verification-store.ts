import type { UserPoolKey } from '../domain/pools/user-pool.ts';
import type { ContactAttribute, ContactPurpose } from '../domain/recovery/code-purpose.ts';
import type { UserStatus } from '../domain/users/user.ts';
import type { CodePut, CodeRefusal, NewContactCode } from './user-code.ts';

export interface ContactCodeUse {
  readonly purpose: ContactPurpose;
  readonly codeMac: Uint8Array;
  /** The address goes over from another user who has it as an alias. */
  readonly takesAlias?: boolean;
  readonly nowMs: number;
}

export type ContactCodeUsage =
  | ProvedContact
  | CodeRefusal
  /** Another user has the address as an alias. The code stays good. */
  | { readonly kind: 'alias-exists'; readonly attribute: string }
  | WrongStatus;

/** The address that is the user's now, verified. */
export interface ProvedContact {
  readonly kind: 'proved';
  readonly attribute: ContactAttribute;
  readonly address: string;
}

/** The user is not, or not any more, UNCONFIRMED. */
export interface WrongStatus {
  readonly kind: 'wrong-status';
  readonly status: UserStatus;
}

/** Codes that prove an email address or phone number, of users who signed up or changed it. */
export interface VerificationStore {
  /**
   * Counts the request, replaces an older code of the user for that purpose and puts the message into the outbox; what is refused changes
   * nothing. `stale`: the address is neither that of the user nor one that waits to be proved. `subject` is the `sub` of the user, or 16
   * bytes for nobody, for whom all the same is done (S32).
   */
  putContactCode(
    pool: UserPoolKey,
    subject: string | Uint8Array,
    code: NewContactCode & { readonly nowMs: number },
  ): Promise<CodePut | 'stale'>;
  /** The address that a code proves, whether or not it has expired; undefined without one. */
  findContactAddress(pool: UserPoolKey, sub: string, purpose: ContactPurpose): Promise<string | undefined>;
  /**
   * With the right code: the user has the address of the code, verified, with the keys made of it; one who signed up is CONFIRMED. The code
   * is used up. Wrong ones are counted: too many within the hour, and not even the right one is taken (S42). Of several callers with one code one
   * succeeds. No code of nobody is right (S32).
   */
  useContactCode(pool: UserPoolKey, subject: string | Uint8Array, use: ContactCodeUse): Promise<ContactCodeUsage>;
  /** An UNCONFIRMED user becomes CONFIRMED without a code, and proves nothing. */
  confirmUser(pool: UserPoolKey, sub: string, nowMs: number): Promise<'changed' | 'not-found' | WrongStatus>;
}
