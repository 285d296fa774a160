import type { UserPoolKey } from '../domain/pools/user-pool.ts';
import type { User } from '../domain/users/user.ts';

/** What the store keeps of an app that gives a user codes, sealed as `sealSoftwareToken` of the domain does it. */
export interface SoftwareToken {
  /** Undefined until a code proved that the app has it. */
  readonly sealedSecret?: Uint8Array | undefined;
  /** One that was given to an app and is to be proved; until then the other one stays good. */
  readonly sealedPendingSecret?: Uint8Array | undefined;
}

/** A code that was accepted: no other one of its time step or an earlier one is accepted after it. */
export interface AcceptedSoftwareTokenCode {
  /** As it was read: if it is another one by now, the code was of a token that is gone. */
  readonly sealedSecret: Uint8Array;
  readonly step: number;
}

export interface MfaReplacement {
  readonly mfa: User['mfa'];
  /** As it was read: if it is another one by now the answer is `stale`, so that of two changes none is lost. */
  readonly expected: User['mfa'];
  /** Whether it is only for a user whose app was proved. */
  readonly needsSoftwareToken: boolean;
  readonly nowMs: number;
}

export type CodeAnswer =
  /** For one caller only. */
  | { readonly kind: 'right' }
  /** With how many were wrong by now. */
  | { readonly kind: 'wrong'; readonly mistakes: number }
  /** Too many were wrong, or a right one came before. */
  | { readonly kind: 'exhausted' | 'answered-before' };

/** Second factors of users, and codes that were sent to prove one. */
export interface FactorStore {
  findSoftwareToken(pool: UserPoolKey, sub: string): Promise<SoftwareToken | undefined>;
  /** Keeps a secret that is to be proved, in place of another such one. */
  putPendingSoftwareToken(
    pool: UserPoolKey,
    sub: string,
    sealedPendingSecret: Uint8Array,
  ): Promise<'stored' | 'not-found'>;
  /** The pending secret takes the place of the one before; `code.sealedSecret` is the pending one as it was read. */
  confirmSoftwareToken(pool: UserPoolKey, sub: string, code: AcceptedSoftwareTokenCode): Promise<'confirmed' | 'stale'>;
  /**
   * Gives a user who has none a secret that was proved, and activates the factor in the same transaction. `exists` where somebody else did so
   * meanwhile: who knows the password alone must not replace a factor.
   */
  addFirstSoftwareToken(
    pool: UserPoolKey,
    sub: string,
    code: AcceptedSoftwareTokenCode & { readonly nowMs: number },
  ): Promise<'added' | 'exists' | 'not-found'>;
  /** `accepted` for one caller only, wherever the code came. */
  useSoftwareTokenCode(
    pool: UserPoolKey,
    sub: string,
    code: AcceptedSoftwareTokenCode,
  ): Promise<'accepted' | 'used-before' | 'stale'>;
  /** Forgets the app of a user, who is not asked for its codes any more. */
  deleteSoftwareToken(pool: UserPoolKey, sub: string, nowMs: number): Promise<'deleted' | 'not-found'>;
  /** Replaces the second factors that a user has activated. */
  replaceUserMfa(
    pool: UserPoolKey,
    sub: string,
    replacement: MfaReplacement,
  ): Promise<'changed' | 'stale' | 'no-software-token' | 'not-found'>;
  /**
   * Judges the code of a challenge. It is forgotten when the challenge has run out: whoever opens it must refuse it by its age. Of
   * `mistakesMax` wrong ones the last is still told to be wrong; after it not even the right one is taken (S84).
   */
  answerCode(
    challengeId: string,
    answer: { readonly isRight: boolean; readonly mistakesMax: number; readonly expiresAt: number },
  ): Promise<CodeAnswer>;
}
