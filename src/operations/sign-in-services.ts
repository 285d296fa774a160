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
  };
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

export interface TokenSigner {
  /** Undefined if the pool was deleted meanwhile. */
  sign(request: {
    readonly userPoolId: UserPoolId;
    readonly grant: Omit<TokenGrant, 'issuer' | 'expiresAt' | 'jti'>;
    readonly idToken: { readonly jti: string; readonly expiresAt: number };
    readonly accessToken: { readonly jti: string; readonly expiresAt: number };
    readonly attributes: Attributes;
  }): Promise<{ readonly idToken: string; readonly accessToken: string } | undefined>;
}
