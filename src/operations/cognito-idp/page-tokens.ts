import { openPageToken, sealPageToken } from '../../base/server-key.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import type { Fail } from '../define-operation.ts';
import type { RequestContext } from '../operation.ts';

/** Items of a page where the request asks for no number, and at most. */
export const ITEMS_PER_PAGE_MAX = 60;

/** Tokens of one list: `list` names the operation and what it lists, so that a token is good for the same list only. */
export interface PageTokens {
  /** What the token of the page before sealed; undefined for a first page. */
  open(token: string | undefined): string | undefined;
  seal(next: string | undefined): { readonly NextToken?: string };
}

export function pageTokens(
  { pageTokenKey }: Pick<RequestContext, 'pageTokenKey'>,
  list: string,
  fail: Fail<'InvalidParameterException'>,
): PageTokens {
  return {
    open(token) {
      if (token === undefined) return undefined;
      return (
        openPageToken(pageTokenKey, list, token) ??
        fail('InvalidParameterException', fillText('pagination-token-invalid'))
      );
    },
    seal: (next) => (next === undefined ? {} : { NextToken: sealPageToken(pageTokenKey, list, next) }),
  };
}
