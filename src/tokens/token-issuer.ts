import type { UserPoolId } from '../domain/pools/user-pool.ts';

/** As the model has it. */
const POOL_ID = /^(?=.{1,55}$)[\w-]+_[0-9a-zA-Z]+$/;

/** Whose name tokens bear: the address of this server, or that of Amazon Cognito. */
export type TokenIssuer = 'public-url' | 'cognito';

/** `iss` of the tokens of a pool (S94); its keys are published below it. `baseUrl` has no slash at its end. */
export function issuerOf(issuer: TokenIssuer, baseUrl: string, userPoolId: UserPoolId): string {
  if (issuer === 'public-url') return `${baseUrl}/${userPoolId}`;
  return `https://cognito-idp.${regionOf(userPoolId)}.amazonaws.com/${userPoolId}`;
}

/**
 * The pool of an issuer; the address before it may have been another one when the token was made. Undefined for what cannot be a pool id:
 * anybody can write a token, and U+0000 is an error to PostgreSQL.
 */
export function poolOfIssuer(issuer: string): UserPoolId | undefined {
  const id = issuer.slice(issuer.lastIndexOf('/') + 1);
  return POOL_ID.test(id) ? (id as UserPoolId) : undefined;
}

function regionOf(userPoolId: UserPoolId): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'));
}
