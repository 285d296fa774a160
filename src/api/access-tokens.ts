import type { TokenOwner } from '../operations/operation.ts';

/** Finds the owner of an access token, for operations that users call for themselves. Implemented elsewhere and passed to the API. */
export interface AccessTokens {
  findOwner(accessToken: string): Promise<AccessTokenVerdict>;
}

export type AccessTokenVerdict =
  | { readonly kind: 'valid'; readonly owner: TokenOwner }
  /** `text` is the message of the `NotAuthorizedException`. */
  | { readonly kind: 'refused'; readonly text: string };
