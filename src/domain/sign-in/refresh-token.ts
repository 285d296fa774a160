import { openSecret, sealSecret } from '../../base/sealed-secret.ts';

/** What a refresh token carries, sealed: nothing is stored of it until it ends (S102). */
export interface RefreshToken {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly sub: string;
  /** Of the sign-in that it goes back to; a UUID. */
  readonly originJti: string;
  /** Of that sign-in; milliseconds since 1970. */
  readonly authTime: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** How often its family was rotated before (S103). */
  readonly generation: number;
  /** Of the device that signed in, where the pool tracks devices. */
  readonly deviceKey?: string;
}

const CONTEXT = 'refresh-token';

export function sealRefreshToken(key: Buffer, token: RefreshToken): string {
  return sealSecret(key, Buffer.from(JSON.stringify(token)), CONTEXT).toString('base64url');
}

/** Undefined for what this deployment did not seal, or what was altered. */
export function openRefreshToken(key: Buffer, text: string): RefreshToken | undefined {
  const plain = openSecret(key, Buffer.from(text, 'base64url'), CONTEXT);
  return plain && (JSON.parse(plain.toString()) as RefreshToken);
}
