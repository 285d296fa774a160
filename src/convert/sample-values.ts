import { compileValue } from './mapping/compile-value.ts';
import type { ValueRule } from './mapping/mapping.ts';
import type { OpenExport } from './reading/open-export.ts';
import { readRecords } from './reading/read-records.ts';
import { isUnread, type ReadRecord } from './records/raw-record.ts';
import type { Source } from './sources/source.ts';

/** Values and bytes that are looked at, from the begin of the file: what they show holds for the column. */
const VALUES_MAX = 10_000;
const BYTES_MAX = 16 * 1024 * 1024;

/** What a rule reads from the first records of a file, without blank values. `blankWords`: values that stand for none. */
export async function sampleValues(
  rule: ValueRule,
  blankWords: readonly string[] | undefined,
  source: Source,
  file: OpenExport,
): Promise<readonly string[]> {
  const read = compileValue(rule, {
    blankWords: new Set(blankWords),
    isWithoutControls: false,
    onLineBreak: () => undefined,
    onTooDeep: () => undefined,
  });
  const values: string[] = [];
  const take = (record: ReadRecord) => {
    const text = isUnread(record) ? '' : read(record.value);
    if (text !== '' && values.length < VALUES_MAX) values.push(text);
  };
  for await (const done of readRecords(file, source, take)) {
    if (values.length >= VALUES_MAX || done >= BYTES_MAX) break;
  }
  return values;
}
