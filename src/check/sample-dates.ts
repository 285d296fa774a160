import type { RecordLine } from '../csv/line-cutter.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import { type DateOrders, findDateOrders, NO_DATE_ORDERS } from './remedies/date-order.ts';

/** The order of day and month in the birthdates of these lines; the first is the header. */
export function sampleDateOrders(sample: () => readonly RecordLine[], columns: readonly string[]): DateOrders {
  const index = columns.indexOf('birthdate');
  if (index < 0) return NO_DATE_ORDERS;
  const [, ...lines] = sample();
  return findDateOrders(
    lines.flatMap((line) => {
      const fields = fieldsOf(line) ?? [];
      // Where a comma is missing, the date is in another place: nothing else looks like one.
      return fields.length === columns.length ? [fields[index] ?? ''] : fields;
    }),
  );
}
