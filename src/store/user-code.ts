import type { NewMessage } from '../domain/messages/message.ts';
import type { ContactAttribute, ContactPurpose, UserCodePurpose } from '../domain/recovery/code-purpose.ts';

/** A code about to be stored, with the message that brings it. */
export interface NewUserCode {
  readonly purpose: UserCodePurpose;
  /** As `macOfCode` of the domain made it. */
  readonly codeMac: Uint8Array;
  readonly expiresAt: number;
  readonly message: NewMessage;
}

/** A code that proves an email address or phone number. */
export interface NewContactCode extends NewUserCode {
  readonly purpose: ContactPurpose;
  readonly attribute: ContactAttribute;
  /** Where the code went. Once it is proved the user has it, verified. */
  readonly address: string;
}

export type CodePut =
  | 'stored'
  /** Too many requests within the hour (S42). */
  | 'limit-exceeded'
  | 'outbox-full'
  /** The user or the pool was deleted meanwhile. */
  | 'not-found';

/** Why a code is not taken. */
export type CodeRefusal =
  | 'mismatch'
  /** The code has expired (S40). */
  | 'expired'
  /** None was asked for, or it was used (S29). */
  | 'none'
  | 'limit-exceeded'
  | 'not-found';
