import { GrowingJoinTable, type OpenLargeJoinTable } from './joins/growing-join-table.ts';
import type { Joined, JoinName, JoinReport, SourceJoin } from './joins/joined.ts';
import type { OpenExport } from './reading/open-export.ts';
import { readRecords } from './reading/read-records.ts';
import { ConvertError } from './records/convert-error.ts';
import type { JsonObject } from './records/json.ts';
import { isUnread, type ReadRecord } from './records/raw-record.ts';
import type { Source } from './sources/source.ts';

/** A second file, as in `--join NAME=FILE`. */
export interface JoinFile {
  readonly name: JoinName;
  readonly file: OpenExport;
}

export interface ReadJoinsOptions {
  readonly source: Source;
  readonly files: readonly JoinFile[];
  /** Where rows go that are too many for memory. */
  readonly openLargeJoin: OpenLargeJoinTable;
  /** Lets signals in. */
  readonly pause?: (() => Promise<void>) | undefined;
  /** Bytes of the files that were read so far. */
  readonly onBytes?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface JoinCounts {
  records: number;
  unusable: number;
}

const NO_RECORDS: readonly JsonObject[] = [];

/** The rows of all second files, found by users (R759). */
export class Joins implements Joined {
  readonly #openLargeJoin: OpenLargeJoinTable;
  readonly #tables = new Map<JoinName, { readonly table: GrowingJoinTable; readonly counts: JoinCounts }>();

  constructor(openLargeJoin: OpenLargeJoinTable) {
    this.#openLargeJoin = openLargeJoin;
  }

  has(name: JoinName): boolean {
    return this.#tables.has(name);
  }

  find(name: JoinName, key: string): readonly JsonObject[] {
    const texts = this.#tables.get(name)?.table.find(key);
    if (texts === undefined || texts.length === 0) return NO_RECORDS;
    return texts.map((text) => JSON.parse(text) as JsonObject);
  }

  /** Takes a record of a file; undefined for one that could not be read. */
  add(name: JoinName, join: SourceJoin, record: JsonObject | undefined): void {
    const { table, counts } = this.#open(name);
    counts.records += 1;
    const row = record === undefined ? undefined : join.read(record);
    if (row === undefined || row.keys.length === 0) counts.unusable += 1;
    else table.add(row.keys, JSON.stringify(row.kept));
  }

  *prepare(): Iterable<void> {
    for (const { table } of this.#tables.values()) yield* table.prepare();
  }

  reports(): readonly JoinReport[] {
    return [...this.#tables].map(([name, { table, counts }]) => ({
      name,
      ...counts,
      unfound: table.unfoundCount,
    }));
  }

  close(): void {
    for (const { table } of this.#tables.values()) table.close();
  }

  #open(name: JoinName): { readonly table: GrowingJoinTable; readonly counts: JoinCounts } {
    const opened = this.#tables.get(name);
    if (opened !== undefined) return opened;
    const made = { table: new GrowingJoinTable(this.#openLargeJoin), counts: { records: 0, unusable: 0 } };
    this.#tables.set(name, made);
    return made;
  }
}

/** Reads all second files. Fills `joins`, which is closed by who made it. @throws {ConvertError} */
export async function readJoins(joins: Joins, options: ReadJoinsOptions): Promise<'done' | 'interrupted'> {
  let doneBefore = 0;
  for (const { name, file } of options.files) {
    const join = joinOf(options.source, name);
    const take = (record: ReadRecord) => joins.add(name, join, isUnread(record) ? undefined : record.value);
    for await (const done of readRecords(file, { lists: join.lists }, take)) {
      if (options.signal?.aborted) return 'interrupted';
      options.onBytes?.(doneBefore + done);
    }
    doneBefore += file.file.byteLength;
    assertUsable(joins, name, file, join);
  }
  for (const _step of joins.prepare()) {
    await options.pause?.();
    if (options.signal?.aborted) return 'interrupted';
  }
  return 'done';
}

function joinOf(source: Source, name: JoinName): SourceJoin {
  const join = source.joins?.[name];
  if (join !== undefined) return join;
  const names = Object.keys(source.joins ?? {});
  throw new ConvertError(
    names.length === 0
      ? `an export of ${source.title} needs no second file; leave out --join ${name}`
      : `an export of ${source.title} has no second file ${name}; --join knows ${names.join(', ')}`,
  );
}

/** A file of which nothing can be used is another one than was meant. */
function assertUsable(joins: Joins, name: JoinName, { name: fileName }: OpenExport, { needs }: SourceJoin): void {
  const report = joins.reports().find((one) => one.name === name);
  if (report !== undefined && report.unusable < report.records) return;
  throw new ConvertError(
    `${fileName} has no record with ${needs}, so it cannot be the file ${name}; name another file (--join ${name}=FILE)`,
  );
}
