import { findDateOrders } from '../check/remedies/date-order.ts';
import { isBirthdate } from '../domain/users/attribute-forms.ts';
import { compileValue } from './mapping/compile-value.ts';
import type { Mapping } from './mapping/mapping.ts';
import type { OpenExport } from './reading/open-export.ts';
import { readRecords } from './reading/read-records.ts';
import { isUnread, type ReadRecord } from './records/raw-record.ts';
import type { Source } from './sources/source.ts';

/** Dates and bytes that are looked at, from the begin of the first file: what they show holds for the column. */
const DATES_MAX = 10_000;
const BYTES_MAX = 16 * 1024 * 1024;

const NUMBERS = /^\d{1,2}([-/.])\d{1,2}\1\d{4}$/;

/**
 * The form of dates of birth whose column the mapping names without a form: where all of them are numbers, and those with a number above 12
 * show for each sign between them that the day, or the month, stands first (R770). Undefined if they do not.
 */
export async function findBirthdateForm(
  mapping: Mapping,
  source: Source,
  [file]: readonly OpenExport[],
): Promise<'dmy' | 'mdy' | undefined> {
  const rule = mapping.attributes.birthdate;
  if (file === undefined || rule === undefined || 'constant' in rule || rule.date !== undefined) return undefined;
  const read = compileValue(rule, {
    blankWords: new Set(mapping.blank),
    isWithoutControls: false,
    onLineBreak: () => undefined,
    onTooDeep: () => undefined,
  });
  const dates: string[] = [];
  const take = (record: ReadRecord) => {
    const text = isUnread(record) ? '' : read(record.value);
    if (text !== '' && dates.length < DATES_MAX) dates.push(text);
  };
  for await (const done of readRecords(file, source, take)) {
    if (dates.length >= DATES_MAX || done >= BYTES_MAX) break;
  }
  return formOf(dates);
}

/** The mapping with that form, if there is one. */
export function withBirthdateForm(mapping: Mapping, form: 'dmy' | 'mdy' | undefined): Mapping {
  const rule = mapping.attributes.birthdate;
  if (form === undefined || rule === undefined || 'constant' in rule) return mapping;
  return { ...mapping, attributes: { ...mapping.attributes, birthdate: { ...rule, date: form } } };
}

function formOf(dates: readonly string[]): 'dmy' | 'mdy' | undefined {
  const signs = new Set(dates.map((date) => NUMBERS.exec(date)?.[1]));
  if (signs.size === 0 || signs.has(undefined)) return undefined;
  const orders = findDateOrders(dates);
  const shown = new Set([...signs].map((sign) => orders[sign as keyof typeof orders]));
  if (shown.size !== 1) return undefined;
  if (shown.has('day-first')) return 'dmy';
  // Dates as Cognito writes them need no form.
  return shown.has('month-first') && !dates.every(isBirthdate) ? 'mdy' : undefined;
}
