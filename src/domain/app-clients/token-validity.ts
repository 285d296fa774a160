import type { TimeUnit, TokenValidity } from './app-client.ts';
import { type ClientRefusal, invalidParameter } from './refusal.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNIT_SECONDS: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: MINUTE, hours: HOUR, days: DAY };

/** The number with which `RefreshTokenValidity` is answered if the client gave none or 0 (R603). */
export const REFRESH_TOKEN_VALIDITY_DEFAULT = 30;

/** Of ID and access tokens. */
export const SHORT_TOKEN_SECONDS_MAX = DAY;
const SHORT_SECONDS = { min: 5 * MINUTE, max: SHORT_TOKEN_SECONDS_MAX };
const REFRESH_SECONDS = { min: HOUR, max: 3_650 * DAY };

export interface TokenLifetimes {
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

/** How long tokens of a client live (S95): one hour and 30 days unless it says otherwise. */
export function tokenLifetimes({ accessToken, idToken, refreshToken, units = {} }: TokenValidity): TokenLifetimes {
  return {
    accessTokenSeconds: accessToken === undefined ? HOUR : accessToken * UNIT_SECONDS[units.accessToken ?? 'hours'],
    idTokenSeconds: idToken === undefined ? HOUR : idToken * UNIT_SECONDS[units.idToken ?? 'hours'],
    refreshTokenSeconds: refreshToken * UNIT_SECONDS[units.refreshToken ?? 'days'],
  };
}

/** ID and access tokens live 5 minutes to 1 day, refresh tokens 60 minutes to 10 years and not shorter than they (S95, R603). */
export function findValidityFault(validity: TokenValidity): ClientRefusal | undefined {
  const { accessTokenSeconds, idTokenSeconds, refreshTokenSeconds } = tokenLifetimes(validity);
  const isInRange =
    isWithin(accessTokenSeconds, SHORT_SECONDS) &&
    isWithin(idTokenSeconds, SHORT_SECONDS) &&
    isWithin(refreshTokenSeconds, REFRESH_SECONDS);
  if (!isInRange) return invalidParameter('Invalid range for token validity.');
  if (Math.max(accessTokenSeconds, idTokenSeconds) > refreshTokenSeconds) {
    return invalidParameter(
      'Access and Id Token expiration times must be less than or equal to refresh token expiration times.',
    );
  }
  return undefined;
}

function isWithin(seconds: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return seconds >= min && seconds <= max;
}
