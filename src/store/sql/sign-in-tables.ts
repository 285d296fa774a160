import type { Generated } from 'kysely';

export interface FailedAttemptsTable {
  user_pool_key: number;
  /** The 16 bytes of a sub, or 16 others where nobody has the name that was tried. */
  subject: Uint8Array;
  count: number;
  last_failed_at: number;
}

export interface AnsweredChallengesTable {
  id: Uint8Array;
  expires_at: number;
}

export interface RevokedOriginsTable {
  user_pool_key: number;
  origin_jti: string;
  expires_at: number;
}

/** A row for each family of rotating refresh tokens that was rotated. */
export interface RefreshFamiliesTable {
  user_pool_key: number;
  origin_jti: string;
  /** Of the token that is valid now. */
  generation: number;
  rotated_at: number;
  expires_at: number;
}

export interface EndedSessionsTable {
  user_pool_key: number;
  sub: Uint8Array;
  ended_at: number;
}

export interface SigningKeysTable {
  key: Generated<number>;
  user_pool_key: number;
  /** `kid` */
  id: string;
  token_use: string;
  sealed_private_key: Uint8Array;
  /** JWK. */
  public_key: string;
  /** When it begins to sign. */
  created_at: number;
}
