import type { PasswordHash } from '../domain/password-hashes/password-hash.ts';
import type { UserPoolId } from '../domain/pools/user-pool.ts';
import type { SrpExchange, SrpIdentity, SrpVerifier } from '../domain/sign-in/srp.ts';
import type { TokenGrant } from '../domain/sign-in/token-claims.ts';
import type { Attributes } from '../domain/users/user.ts';

/** What signing in needs of the rest of the server. */
export interface SignInServices {
  readonly passwords: PasswordWork;
  readonly tokens: TokenSigner;
  /** Each seals or derives one kind of thing. */
  readonly keys: {
    readonly password: Buffer;
    readonly challenge: Buffer;
    readonly refreshToken: Buffer;
    readonly simulatedUser: Buffer;
    readonly code: Buffer;
    readonly softwareToken: Buffer;
    readonly device: Buffer;
  };
  /** Counts a step, a flow or a challenge, by its outcome. */
  countStep(step: string, outcome: 'signed-in' | 'challenged' | 'refused' | 'failed'): void;
  /** For nonces that must not be guessed. */
  secretBytes(count: number): Buffer;
}

interface GivenPassword {
  readonly identity: SrpIdentity;
  readonly password: string;
}

/** Work that takes a processor a while and is done off the event loop; `busy` if too much of it waits (S52). */
export interface PasswordWork {
  checkHash(task: { readonly hash: PasswordHash; readonly password: string }): Promise<boolean | 'busy'>;
  checkVerifier(task: GivenPassword & SrpVerifier): Promise<boolean | 'busy'>;
  makeVerifier(task: GivenPassword & Pick<SrpVerifier, 'salt'>): Promise<Uint8Array | 'busy'>;
  exchangeKeys(task: {
    readonly verifier: Uint8Array;
    readonly publicA: Uint8Array;
    readonly secretB: Uint8Array;
  }): Promise<SrpExchange | 'busy'>;
}

/** What became of a rotation of the signing keys of a pool (R800). */
export type KeyRotation =
  | {
      readonly kind: 'rotated';
      readonly keys: {
        readonly keyIds: { readonly id: string; readonly access: string };
        readonly publishedCount: number;
        readonly signsFrom: number;
        /** When the last of those before is dropped, in milliseconds since 1970; undefined if there was none. */
        readonly olderUntil: number | undefined;
      };
    }
  /** The pool has as many keys as it may have; the oldest is dropped then. */
  | { readonly kind: 'too-many'; readonly untilMs: number }
  | { readonly kind: 'not-found' };

export interface TokenSigner {
  /** Undefined if the pool was deleted meanwhile. */
  sign(request: {
    readonly userPoolId: UserPoolId;
    readonly grant: Omit<TokenGrant, 'issuer' | 'expiresAt' | 'jti'>;
    readonly idToken: { readonly jti: string; readonly expiresAt: number };
    readonly accessToken: { readonly jti: string; readonly expiresAt: number };
    readonly attributes: Attributes;
  }): Promise<{ readonly idToken: string; readonly accessToken: string } | undefined>;
  /** Gives a pool new keys, which are published now and sign after `delayMs` at every node (R800, R806). */
  rotateKeys(userPoolId: UserPoolId, delayMs: number): Promise<KeyRotation>;
}
