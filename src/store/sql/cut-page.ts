import type { Page } from '../page.ts';

/** A page of `limit` items from the `limit + 1` that were asked for: the surplus one only says that more follow. */
export function cutPage<Item, Cursor>(
  items: readonly Item[],
  limit: number,
  cursorOf: (item: Item) => Cursor,
): Page<Item, Cursor> {
  if (items.length <= limit) return { items };
  const kept = items.slice(0, limit);
  const last = kept.at(-1);
  return last === undefined ? { items: kept } : { items: kept, next: cursorOf(last) };
}
