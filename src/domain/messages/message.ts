import type { UserPoolKey } from '../pools/user-pool.ts';

export type MessageMedium = 'EMAIL' | 'SMS';

/** What made the message; in the words of the operation that asked for it. */
export type MessageKind =
  | 'AdminCreateUser'
  | 'AdminUpdateUserAttributes'
  | 'ForgotPassword'
  | 'GetUserAttributeVerificationCode'
  | 'ResendConfirmationCode'
  | 'SignUp'
  | 'UpdateUserAttributes';

/** A message to one person, as it is delivered. */
export interface Message {
  /** Email address or phone number. */
  readonly to: string;
  readonly medium: MessageMedium;
  readonly kind: MessageKind;
  /** Of an email only. */
  readonly subject?: string;
  /** A template of a pool may hold HTML, as Cognito's may: an email is sent as HTML with this text beside it. */
  readonly text: string;
  readonly html?: string;
  /** The code or temporary password in the text. */
  readonly code: string;
}

/** Messages to people and those for nobody wait apart: however many of one lane wait, the other goes on (R820). */
export type MessageLane = 'people' | 'nobody';

/** A message about to be stored: only this deployment can read it, and nothing of it outlives the code. */
export interface NewMessage {
  /** UUID; also the context that the content is sealed for. */
  readonly id: string;
  readonly userPoolKey: UserPoolKey;
  readonly medium: MessageMedium;
  readonly kind: MessageKind;
  /** Undefined for nobody: stored like any other so that it takes as long, then dropped (S32). */
  readonly recipient: string | undefined;
  readonly sealedContent: Uint8Array;
  readonly createdAt: number;
  /** When the code has expired; delivery is given up then. */
  readonly expiresAt: number;
  /** Whether a worker has to deliver it. One that is for the inbox alone has arrived; one for nobody that would have arrived leaves nothing. */
  readonly isWaiting: boolean;
  readonly isInInbox: boolean;
}

/** A message of the inbox, still sealed. */
export interface StoredMessage {
  readonly key: number;
  readonly id: string;
  readonly userPoolId: string;
  readonly medium: MessageMedium;
  readonly kind: MessageKind;
  readonly sealedContent: Uint8Array;
  readonly createdAt: number;
}
