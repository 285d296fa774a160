import { type BirthdateForm, birthdateFormOf } from './mapping/birthdate-form.ts';
import { compileValue } from './mapping/compile-value.ts';
import type { Mapping } from './mapping/mapping.ts';
import type { OpenExport } from './reading/open-export.ts';
import { readRecords } from './reading/read-records.ts';
import { isUnread, type ReadRecord } from './records/raw-record.ts';
import type { Source } from './sources/source.ts';

/** Dates and bytes that are looked at, from the begin of the first file: what they show holds for the column. */
const DATES_MAX = 10_000;
const BYTES_MAX = 16 * 1024 * 1024;

/** The form of dates of birth whose column the mapping names without a form, if the dates show it (R770). */
export async function findBirthdateForm(
  mapping: Mapping,
  source: Source,
  [file]: readonly OpenExport[],
): Promise<BirthdateForm | undefined> {
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
  return birthdateFormOf(dates);
}
