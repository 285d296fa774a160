import type { UnimportedRecord } from '../../../../../src/domain/imports/parse-log-line.ts';

/** A record of the file of a job, as it is there. */
export interface LocatedRecord {
  readonly recordNumber: number;
  /** From 1, every line counted. */
  readonly lineNumber: number;
  /** Blank if the record has none or is too long to be read. */
  readonly username: string;
  /** The first characters of its line. */
  readonly text: string;
}

/** What the worker can be asked: the kind of task, what it is given, what it answers. */
export interface RecordTasks {
  /** `recordNumbers` in any order. */
  readonly locate: {
    readonly input: { readonly blob: Blob; readonly recordNumbers: readonly number[] };
    readonly output: readonly LocatedRecord[];
  };
  /** A file of these records, as they were, under the header of the file. */
  readonly extract: {
    readonly input: { readonly blob: Blob; readonly recordNumbers: readonly number[] };
    readonly output: Blob;
  };
  /** A table of reasons for people; without the file, lines and user names stay blank. */
  readonly reasons: {
    readonly input: { readonly blob: Blob | undefined; readonly records: readonly UnimportedRecord[] };
    readonly output: Blob;
  };
}

export type RecordRequest = {
  [Kind in keyof RecordTasks]: { readonly kind: Kind; readonly input: RecordTasks[Kind]['input'] };
}[keyof RecordTasks];
