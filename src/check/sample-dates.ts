import { CSV_START } from '../csv/csv-record.ts';
import { LineCutter } from '../csv/line-cutter.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import { type DateOrders, findDateOrders, NO_DATE_ORDERS } from './remedies/date-order.ts';

/** Bytes of a file from its start in which its dates are read before its records are judged: a thousand records or more. */
export const SAMPLE_BYTES = 256 * 1024;

/** The order of day and month in the birthdates at the start of a file; `sample` begins with the header. */
export function sampleDateOrders(sample: Uint8Array, columns: readonly string[]): DateOrders {
  const index = columns.indexOf('birthdate');
  if (index < 0) return NO_DATE_ORDERS;
  const cutter = new LineCutter(CSV_START, RECORD_CHARACTERS_MAX);
  const [, ...lines] = [...cutter.push(sample), ...cutter.end()];
  return findDateOrders(
    lines.flatMap((line) => {
      const fields = fieldsOf(line) ?? [];
      // Where a comma is missing, the date is in another place: nothing else looks like one.
      return fields.length === columns.length ? [fields[index] ?? ''] : fields;
    }),
  );
}
