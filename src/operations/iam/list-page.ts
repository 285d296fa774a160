import type { Page } from '../../store/page.ts';

/** What a page of a list has unless `MaxItems` says otherwise (N40). */
export const ITEMS_PER_PAGE_DEFAULT = 100;

/** The ends of a list (N40). The marker is the name of the last item: no marker is wrong, each says where to go on. */
export function pageEnd({ next }: Page<unknown, string>): { IsTruncated: boolean; Marker?: string } {
  return next === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: next };
}
