import type { Attributes } from '../users/user.ts';

/** What an ID token and an access token of one sign-in say alike. */
export interface TokenGrant {
  readonly issuer: string;
  readonly clientId: string;
  readonly sub: string;
  readonly username: string;
  readonly groups: GroupClaims;
  /** Seconds since 1970, as the times of tokens are. */
  readonly authTime: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly jti: string;
  /** Undefined while the client has no token revocation: then no `jti` is told either (S99). */
  readonly originJti: string | undefined;
  readonly eventId: string;
  /** Of the device that signed in: one that has proved its secret, or a new one. */
  readonly deviceKey?: string | undefined;
}

/** The groups of a user, by precedence. */
export interface GroupClaims {
  readonly names: readonly string[];
  /** ARNs. */
  readonly roles: readonly string[];
  readonly preferredRole?: string | undefined;
}

export const USER_SCOPE = 'aws.cognito.signin.user.admin';
/** Attributes that are JSON booleans in an ID token (S96). */
const BOOLEANS: readonly string[] = ['email_verified', 'phone_number_verified'];

export type Claims = Readonly<Record<string, unknown>>;

/** S96: who the user is, for the client. `attributes` are those that the client may read. */
export function idTokenClaims(grant: TokenGrant, attributes: Attributes): Claims {
  const { names, roles, preferredRole } = grant.groups;
  return {
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, claimOf(name, value)])),
    ...commonClaims(grant, 'id'),
    aud: grant.clientId,
    'cognito:username': grant.username,
    ...(names.length > 0 && { 'cognito:groups': names }),
    ...(roles.length > 0 && { 'cognito:roles': roles }),
    ...(preferredRole !== undefined && { 'cognito:preferred_role': preferredRole }),
  };
}

/** S97: what the user may do. */
export function accessTokenClaims(grant: TokenGrant): Claims {
  const { names } = grant.groups;
  return {
    ...commonClaims(grant, 'access'),
    client_id: grant.clientId,
    username: grant.username,
    scope: USER_SCOPE,
    ...(grant.deviceKey !== undefined && { device_key: grant.deviceKey }),
    ...(names.length > 0 && { 'cognito:groups': names }),
  };
}

function commonClaims(grant: TokenGrant, tokenUse: 'id' | 'access'): Claims {
  const { sub, issuer, authTime, issuedAt, expiresAt, eventId, jti, originJti } = grant;
  return {
    sub,
    iss: issuer,
    token_use: tokenUse,
    auth_time: authTime,
    iat: issuedAt,
    exp: expiresAt,
    event_id: eventId,
    ...(originJti !== undefined && { origin_jti: originJti, jti }),
  };
}

/** OpenID Connect has the address as an object (R640). */
function claimOf(name: string, value: string): unknown {
  if (BOOLEANS.includes(name)) return value === 'true';
  return name === 'address' ? { formatted: value } : value;
}
