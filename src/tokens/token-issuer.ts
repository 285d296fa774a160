import type { UserPoolId } from '../domain/pools/user-pool.ts';

/** Whose name tokens bear: the address of this server, or that of Amazon Cognito. */
export type TokenIssuer = 'public-url' | 'cognito';

/** `iss` of the tokens of a pool (S94); its keys are published below it. `baseUrl` has no slash at its end. */
export function issuerOf(issuer: TokenIssuer, baseUrl: string, userPoolId: UserPoolId): string {
  if (issuer === 'public-url') return `${baseUrl}/${userPoolId}`;
  return `https://cognito-idp.${regionOf(userPoolId)}.amazonaws.com/${userPoolId}`;
}

/** The pool of an issuer; the address before it may have been another one when the token was made. */
export function poolOfIssuer(issuer: string): UserPoolId {
  return issuer.slice(issuer.lastIndexOf('/') + 1) as UserPoolId;
}

function regionOf(userPoolId: UserPoolId): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'));
}
