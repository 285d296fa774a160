/** Dates of birth such as `01.02.1985`, by what comes first in them. Counted where the mapping does not say it (R770). */
export interface DateOrders {
  /** Only the day can: `13.05.1980`. */
  dayFirst: number;
  /** Only the month can: `05/13/1980`. */
  monthFirst: number;
  /** Either can, and the two are not the same. */
  either: number;
}

const NUMBERS = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}(?:$|[T ])/;
const MONTHS = 12;

export function countDateOrder(text: string, orders: DateOrders): void {
  const [, one, other] = NUMBERS.exec(text) ?? [];
  if (one === undefined || other === undefined || +one === +other) return;
  if (+one > MONTHS) orders.dayFirst += 1;
  else if (+other > MONTHS) orders.monthFirst += 1;
  else orders.either += 1;
}
