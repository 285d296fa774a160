/** A page of things and, if more may follow, where the next page begins. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly next?: Cursor;
}
