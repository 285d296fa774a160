import type { Principal } from '../domain/iam/principal.ts';
import type { TokenOwner } from '../operations/operation.ts';

/** Who sent a request, as far as its operation wants to know. */
export type Caller = Signer | TokenCaller | Nobody;

/** Who signed, and for which region and host. */
export interface Signer {
  readonly kind: 'signer';
  readonly principal: Principal;
  readonly region: string;
  readonly requestHost: string;
}

/** A user, by their access token. */
export interface TokenCaller {
  readonly kind: 'token-owner';
  readonly tokenOwner: TokenOwner;
  readonly requestHost: string;
}

/** The operation takes requests of anybody. */
export interface Nobody {
  readonly kind: 'nobody';
  readonly requestHost: string;
  /** IP address. */
  readonly address: string;
}

/** Whose rate a request counts for: that of an account in a region, or where nobody is known that of an address (R42, R442). */
export function ratedPlaceOf(caller: Caller): string {
  switch (caller.kind) {
    case 'signer':
      return `${caller.principal.account} ${caller.region}`;
    case 'token-owner':
      return `${caller.tokenOwner.account} ${caller.tokenOwner.region}`;
    case 'nobody':
      return `address ${caller.address}`;
  }
}

/** The region in which the rate of a request is looked up; undefined where nobody is known. */
export function ratedRegionOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'signer':
      return caller.region;
    case 'token-owner':
      return caller.tokenOwner.region;
    case 'nobody':
      return undefined;
  }
}
