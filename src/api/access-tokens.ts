import type { TokenOwner } from '../operations/operation.ts';

/** Knows whose an access token is. Made elsewhere and joined to the API: it is asked for operations that users call for themselves. */
export interface AccessTokens {
  findOwner(accessToken: string): Promise<AccessTokenVerdict>;
}

export type AccessTokenVerdict =
  | { readonly kind: 'valid'; readonly owner: TokenOwner }
  /** `text` is that of the `NotAuthorizedException` that the caller gets. */
  | { readonly kind: 'refused'; readonly text: string };
