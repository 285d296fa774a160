import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE_FILE_MODE } from '../../base/files/private-modes.ts';
import { joinFields } from '../../csv/join-fields.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PlannedSource, RunPlan } from '../run/run-plan.ts';
import { REASONS_HEADER, type ReasonRow, toReasonRow } from './reason-rows.ts';

const WRITE_BYTES = 256 * 1024;
const LF = 0x0a;

export type Outcome = 'failed' | 'skipped';

/** A record that created no user. */
export interface UnimportedRecord {
  readonly source: PlannedSource;
  readonly outcome: Outcome;
  /** As it is in the source, its line end included. */
  readonly bytes: Uint8Array;
  /** Undefined if it is too long to be read. */
  readonly fields: readonly string[] | undefined;
  readonly reason: ReasonRow;
}

/**
 * The records of a run that created no user, each below the header of its source: files that can be fixed and imported again. One job takes
 * one algorithm of hashes, so that records of each further algorithm have files of their own.
 */
export interface ResultGroup {
  /** `` or `-scrypt`: before `.csv`. */
  readonly suffix: string;
  readonly columns: readonly string[];
  /** All of its sources have this header to the letter; undefined: their records are written anew for `columns`. */
  readonly sharedHeader: PlannedSource | undefined;
  /** Whether it is for hashes. */
  readonly hasAlgorithm: boolean;
}

/** The groups of a run, and which one each source belongs to. */
export function groupSources({ sources }: Pick<RunPlan, 'sources'>): {
  readonly groups: readonly ResultGroup[];
  readonly groupOf: (source: PlannedSource) => ResultGroup;
} {
  const algorithms = [...new Set(sources.flatMap(({ passwordHashingAlgorithm: name }) => name ?? []))];
  const [first] = algorithms;
  const keyOf = ({ passwordHashingAlgorithm: name }: PlannedSource): string => name ?? first ?? '';
  const byKey = new Map<string, ResultGroup>();
  for (const key of algorithms.length === 0 ? [''] : algorithms) {
    const members = sources.filter((source) => keyOf(source) === key);
    const columns = [...new Set(members.flatMap(({ header }) => header))];
    const [one] = members;
    const isShared =
      one !== undefined &&
      members.every(
        (member) =>
          member.header.join() === one.header.join() &&
          member.passwordHashingAlgorithm === one.passwordHashingAlgorithm,
      );
    const suffix = key === (first ?? '') ? '' : `-${key.toLowerCase().replaceAll('_', '-')}`;
    byKey.set(key, { suffix, columns, sharedHeader: isShared ? one : undefined, hasAlgorithm: key !== '' });
  }
  const groups = [...byKey.values()];
  const groupOf = (source: PlannedSource): ResultGroup => {
    const group = byKey.get(keyOf(source));
    if (group === undefined) throw new RangeError('each source has a group');
    return group;
  };
  return { groups, groupOf };
}

export function resultFileName(outcome: Outcome, { suffix }: Pick<ResultGroup, 'suffix'>): string {
  return `${outcome}${suffix}.csv`;
}

export function reasonsFileName(outcome: Outcome, { suffix }: Pick<ResultGroup, 'suffix'>): string {
  return `${outcome}${suffix}.reasons.csv`;
}

/**
 * The result files of a run folder, appended to part by part. They are cut to the lengths that the journal has of them, so that a part that
 * was interrupted begins anew.
 */
export class ResultFiles {
  readonly #folder: string;
  readonly #groupOf: (source: PlannedSource) => ResultGroup;
  readonly #files = new Map<string, AppendedFile>();

  private constructor(folder: string, groupOf: (source: PlannedSource) => ResultGroup) {
    this.#folder = folder;
    this.#groupOf = groupOf;
  }

  static open(folder: string, plan: RunPlan, bytes: Readonly<Record<string, number>>): ResultFiles {
    const { groups, groupOf } = groupSources(plan);
    const results = new ResultFiles(folder, groupOf);
    for (const group of groups) {
      for (const outcome of ['failed', 'skipped'] as const) {
        results.#open(resultFileName(outcome, group), bytes, () => headerOf(group));
        results.#open(reasonsFileName(outcome, group), bytes, () => Buffer.from(REASONS_HEADER));
      }
    }
    return results;
  }

  push(record: UnimportedRecord): void {
    const group = this.#groupOf(record.source);
    this.#file(resultFileName(record.outcome, group)).push(toGroupLine(record, group));
    this.#file(reasonsFileName(record.outcome, group)).push(Buffer.from(toReasonRow(record.reason)));
  }

  /** Durable when it returns. Names and lengths of the files, for the journal. */
  sync(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#files].map(([name, file]) => [name, file.sync()]));
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
  }

  #open(name: string, bytes: Readonly<Record<string, number>>, header: () => Buffer): void {
    const file = new AppendedFile(join(this.#folder, name), bytes[name] ?? 0);
    this.#files.set(name, file);
    if (bytes[name] === undefined) file.push(header());
  }

  #file(name: string): AppendedFile {
    const file = this.#files.get(name);
    if (file === undefined) throw new RangeError(`there is no result file ${name}`);
    return file;
  }
}

function headerOf({ sharedHeader, columns }: ResultGroup): Buffer {
  if (sharedHeader === undefined) return Buffer.from(`${joinFields(columns)}\n`);
  return readRange(sharedHeader.path, sharedHeader.headerBytes.offset, sharedHeader.headerBytes.end, columns);
}

/** To the letter, or from the plan where the source is gone. */
function readRange(path: string, offset: number, end: number, columns: readonly string[]): Buffer {
  const bytes = Buffer.alloc(end - offset);
  try {
    const descriptor = openSync(path, 'r');
    try {
      if (readSync(descriptor, bytes, 0, bytes.length, offset) === bytes.length) return withLineEnd(bytes);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The records of the part are in its file: only the line ends of the header are lost with the source.
  }
  return Buffer.from(`${joinFields(columns)}\n`);
}

function toGroupLine(
  { bytes, fields, source }: UnimportedRecord,
  { sharedHeader, columns, hasAlgorithm }: ResultGroup,
) {
  if (sharedHeader !== undefined || fields === undefined) return withLineEnd(Buffer.from(bytes));
  const keepsHash = !hasAlgorithm || source.passwordHashingAlgorithm !== undefined;
  // A record with too many or too few values stays as it is: nobody knows which column lacks one.
  if (fields.length !== source.header.length) return withLineEnd(Buffer.from(bytes));
  const values = columns.map((column) => {
    const index = source.header.indexOf(column);
    return index < 0 || (column === PASSWORD_HASH_COLUMN && !keepsHash) ? '' : (fields[index] ?? '');
  });
  return Buffer.from(`${joinFields(values)}\n`);
}

function withLineEnd(line: Buffer): Buffer {
  return line.at(-1) === LF ? line : Buffer.concat([line, Buffer.from('\n')]);
}

/** A file that only grows, from a length on that is known to be whole. */
class AppendedFile {
  readonly #descriptor: number;
  #length: number;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(path: string, length: number) {
    this.#descriptor = openSync(path, 'a', PRIVATE_FILE_MODE);
    ftruncateSync(this.#descriptor, length);
    this.#length = length;
  }

  push(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= WRITE_BYTES) this.#flush();
  }

  sync(): number {
    this.#flush();
    fsyncSync(this.#descriptor);
    return this.#length;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.#descriptor, bytes, written);
    }
    this.#length += bytes.length;
  }
}
