import { isJsonObject, type JsonValue } from '../records/json.ts';
import type { ReadRecord, TakeRecord } from '../records/raw-record.ts';

/** Characters of a record: no user has as many. */
export const RECORD_TEXT_CHARACTERS_MAX = 4 * 1_024 * 1_024;

const BYTE_ORDER_MARK = '\ufeff';

/** The records in a text that should be JSON: one, or those of a list in it (`{"users": […]}`, a page of an API). */
export function parseRecords(text: string, line: number, lists: readonly string[], take: TakeRecord): void {
  let value: JsonValue;
  try {
    value = JSON.parse(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text) as JsonValue;
  } catch (error) {
    take({ line, reason: { id: 'record-not-json', values: { fault: describeSyntax(error) } } });
    return;
  }
  // In JSON a control character is written as an escape only.
  const isWithoutControls = !text.includes('\\');
  const takeValue = (item: JsonValue) =>
    take(isJsonObject(item) ? { line, value: item, isWithoutControls } : { line, reason: { id: 'record-not-object' } });
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) takeValue(item);
    return;
  }
  const list = isJsonObject(value) ? findList(value, lists) : undefined;
  if (list === undefined) takeValue(value);
  else for (const item of list) takeValue(item);
}

export function tooLarge(line: number): ReadRecord {
  return { line, reason: { id: 'record-too-large', values: { limit: '4 MiB of text' } } };
}

function findList(
  value: { readonly [name: string]: JsonValue | undefined },
  lists: readonly string[],
): readonly JsonValue[] | undefined {
  for (const name of lists) {
    const list = value[name];
    if (Array.isArray(list)) return list as readonly JsonValue[];
  }
  return undefined;
}

/** Where the parser stopped: its own message quotes the text, which is data of users. */
function describeSyntax(error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  return position === undefined ? 'it ends too early' : `something is wrong at its character ${+position + 1}`;
}
