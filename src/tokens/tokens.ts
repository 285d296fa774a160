import { sign } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeJwt, errors, jwtVerify } from 'jose';
import { assertPresent } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import type { UserPoolId, UserPoolKey } from '../domain/pools/user-pool.ts';
import { accessTokenClaims, type Claims, idTokenClaims, type TokenGrant } from '../domain/sign-in/token-claims.ts';
import type { Attributes } from '../domain/users/user.ts';
import {
  type KeyRotation,
  type PoolKeys,
  type PublishedKey,
  SIGNING_ALGORITHM,
  type SigningKeys,
  type VerifyingKey,
} from './signing-keys.ts';
import { issuerOf, poolOfIssuer, type TokenIssuer } from './token-issuer.ts';

export interface TokensOptions {
  readonly keys: Pick<SigningKeys, 'read' | 'findVerifyingKey' | 'rotate'>;
  readonly issuer: TokenIssuer;
  /** Without a slash at its end. */
  baseUrl(): string;
  readonly clock: Clock;
}

/** What tokens are made of; times and ids are those of {@link TokenGrant}. */
export interface TokenRequest {
  readonly userPoolId: UserPoolId;
  readonly grant: Omit<TokenGrant, 'issuer' | 'expiresAt' | 'jti'>;
  readonly idToken: { readonly jti: string; readonly expiresAt: number };
  readonly accessToken: { readonly jti: string; readonly expiresAt: number };
  /** Those that the client may read. */
  readonly attributes: Attributes;
}

export interface SignedTokens {
  readonly idToken: string;
  readonly accessToken: string;
}

/** A valid access token, taken apart. */
export interface AccessToken {
  readonly userPoolId: UserPoolId;
  readonly userPoolKey: UserPoolKey;
  readonly clientId: string;
  readonly sub: string;
  /** Seconds since 1970. */
  readonly authTime: number;
  readonly expiresAt: number;
  readonly originJti: string | undefined;
  readonly deviceKey: string | undefined;
}

export type AccessTokenVerdict =
  | { readonly kind: 'valid'; readonly token: AccessToken }
  | { readonly kind: 'expired' | 'invalid' };

const INVALID: AccessTokenVerdict = { kind: 'invalid' };

/** Signs the tokens of user pools and knows them again. */
export class Tokens {
  readonly #options: TokensOptions;

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  issuerOf(userPoolId: UserPoolId): string {
    return issuerOf(this.#options.issuer, this.#options.baseUrl(), userPoolId);
  }

  /** Undefined if the pool was deleted meanwhile. */
  async sign({ userPoolId, grant, idToken, accessToken, attributes }: TokenRequest): Promise<SignedTokens | undefined> {
    const keys = await this.#options.keys.read(userPoolId);
    if (!keys) return undefined;
    const whole = { ...grant, issuer: this.issuerOf(userPoolId) };
    const [id, access] = await Promise.all([
      signClaims(keys, 'id', idTokenClaims({ ...whole, ...idToken }, attributes)),
      signClaims(keys, 'access', accessTokenClaims({ ...whole, ...accessToken })),
    ]);
    return { idToken: id, accessToken: access };
  }

  /** The public keys of a pool, the newest first (S93); undefined for a pool that does not exist. */
  async findPublishedKeys(userPoolId: UserPoolId): Promise<readonly PublishedKey[] | undefined> {
    return (await this.#options.keys.read(userPoolId))?.listPublished().toReversed();
  }

  /** Gives a pool new keys, which sign after `delayMs` (R800). */
  rotateKeys(userPoolId: UserPoolId, delayMs: number): Promise<KeyRotation> {
    return this.#options.keys.rotate(userPoolId, delayMs);
  }

  /** Judges a token by signature, key, use and age, but not whether it was revoked. Never rejects because of the token. */
  async verifyAccessToken(text: string): Promise<AccessTokenVerdict> {
    const userPoolId = findPool(text);
    if (userPoolId === undefined) return INVALID;
    let key: VerifyingKey | undefined;
    try {
      const { payload } = await jwtVerify(
        text,
        async ({ kid }) => {
          key = await this.#options.keys.findVerifyingKey(userPoolId, 'access', kid);
          if (!key) throw new errors.JWKSNoMatchingKey();
          return key.publicKey;
        },
        {
          algorithms: [SIGNING_ALGORITHM],
          requiredClaims: ['sub', 'exp', 'client_id', 'auth_time', 'token_use'],
          currentDate: new Date(this.#options.clock.nowMs()),
        },
      );
      const { sub, exp, client_id: clientId, auth_time: authTime, token_use: use, origin_jti: originJti } = payload;
      const { device_key: deviceKey } = payload;
      if (use !== 'access' || typeof sub !== 'string' || typeof clientId !== 'string') return INVALID;
      if (typeof authTime !== 'number' || typeof exp !== 'number') return INVALID;
      return {
        kind: 'valid',
        token: {
          userPoolId,
          userPoolKey: assertPresent(key, 'what was verified had a key').userPoolKey,
          clientId,
          sub,
          authTime,
          expiresAt: exp,
          originJti: typeof originJti === 'string' ? originJti : undefined,
          deviceKey: typeof deviceKey === 'string' ? deviceKey : undefined,
        },
      };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { kind: 'expired' };
      if (error instanceof errors.JOSEError) return INVALID;
      throw error;
    }
  }
}

const signOffEventLoop = promisify(sign);

/** RFC 7515, section 7.1. The library signs too, but copies the claims and takes a sixth longer than the signature. */
async function signClaims(keys: PoolKeys, use: 'id' | 'access', claims: Claims): Promise<string> {
  const { id, privateKey } = keys.signer(use);
  const signed = `${encodePart({ kid: id, alg: SIGNING_ALGORITHM })}.${encodePart(claims)}`;
  const signature = await signOffEventLoop('sha256', Buffer.from(signed), privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}

function encodePart(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** What a text that may be a token claims to come from. */
function findPool(text: string): UserPoolId | undefined {
  try {
    const { iss } = decodeJwt(text);
    return typeof iss === 'string' ? poolOfIssuer(iss) : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
