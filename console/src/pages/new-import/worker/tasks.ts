import type { CheckResult } from '../../../../../src/check/check-file.ts';
import type { FixResult } from '../../../../../src/check/fix-file.ts';
import type { MadeChange } from '../../../../../src/check/line-fixer.ts';
import type { PoolToCheckAgainst } from '../../../../../src/check/pool-to-check-against.ts';
import type { AdviceId } from '../../../../../src/check/remedies/advice-texts.ts';
import type { SourceFormat } from '../../../../../src/check/source/source-format.ts';
import type { ConvertReport } from '../../../../../src/convert/convert-report.ts';
import type { Mapping } from '../../../../../src/convert/mapping/mapping.ts';
import type { LeftOutRecord, LeftOutRemedies } from '../../../../../src/convert/records/left-out.ts';
import type { SourceName } from '../../../../../src/convert/sources/source-names.ts';
import type { PasswordHashingAlgorithm } from '../../../../../src/domain/password-hashes/password-hashing-algorithm.ts';
import type { UsernameAttribute } from '../../../../../src/domain/pools/user-pool.ts';

/** A file that somebody chose, or that was made of one. */
export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** The pool that a file is judged by: one that exists or is proposed, or a new one with an attribute for each `custom:` column. */
export type PoolPlan =
  | { readonly kind: 'given'; readonly pool: PoolToCheckAgainst }
  | {
      readonly kind: 'of-header';
      readonly description: string;
      readonly usernameAttributes: readonly UsernameAttribute[];
    };

export interface FileTask {
  readonly file: NamedFile;
  readonly plan: PoolPlan;
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined;
}

/** One of the first records, with the value of each column of the file. */
export interface SampleRecord {
  readonly recordNumber: number;
  readonly lineNumber: number;
  readonly values: readonly string[];
}

export interface ReportTask extends FileTask {
  /** What to do about findings, in the words of the page. */
  readonly advice: Readonly<Record<AdviceId, string>>;
}

export interface CheckedFile {
  readonly result: CheckResult;
  readonly columns: readonly string[];
  readonly sample: readonly SampleRecord[];
}

/** Changes of one kind, of which the first are kept. */
export interface ChangesOfKind {
  readonly count: number;
  readonly first: readonly MadeChange[];
}

export interface FixedFile {
  readonly result: FixResult;
  readonly blob: Blob;
  readonly changes: readonly ChangesOfKind[];
}

/** How a file differs from the one that somebody chose. */
export interface MadeChanges {
  readonly changeCount: number;
  readonly changedRecordCount: number;
  readonly changes: readonly ChangesOfKind[];
  /** Records that were changed or taken out by hand. */
  readonly editCount: number;
}

/** What a file is that was exported from another system, or that names no column of Cognito's. */
export interface InspectedExport {
  readonly source: SourceName;
  readonly title: string;
  /** False for a CSV file of no known system. */
  readonly isKnown: boolean;
  readonly form: 'csv' | 'json';
  /** Of a CSV file. */
  readonly columns: readonly string[];
  readonly mapping: Mapping;
  /** One of its phone numbers that nobody can read who does not know the country; undefined if none was seen. */
  readonly nationalNumber: string | undefined;
  /** The two letters of each that phone numbers may be of. */
  readonly countries: readonly string[];
}

export interface ConvertTask {
  readonly file: NamedFile;
  readonly source: SourceName;
  readonly mapping: Mapping;
  /** Undefined: one is proposed. */
  readonly pool: PoolToCheckAgainst | undefined;
  readonly nowMs: number;
  /** What to do about records that are left out, in the words of the page. */
  readonly remedies: LeftOutRemedies;
}

export type Conversion =
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'interrupted' }
  | {
      readonly kind: 'converted';
      readonly report: ConvertReport;
      readonly files: readonly NamedFile[];
      /** The first records that were left out. */
      readonly leftOut: readonly LeftOutRecord[];
      /** Input of CreateUserPool, if a pool is proposed, and that pool. */
      readonly proposal: { readonly request: ProposedRequest; readonly pool: PoolToCheckAgainst } | undefined;
    };

/** `pool.json`: the members of a CreateUserPool request. */
export type ProposedRequest = Readonly<Record<string, unknown>>;

/** A place whose line is asked for. */
export interface ContextTask {
  readonly file: NamedFile;
  readonly format: SourceFormat;
  readonly lineNumbers: readonly number[];
}

/** What somebody decided about a record. */
export type RecordEdit =
  | { readonly kind: 'value'; readonly recordNumber: number; readonly column: string; readonly value: string }
  | { readonly kind: 'remove'; readonly recordNumber: number };

export interface EditTask {
  /** In Cognito's format. */
  readonly file: NamedFile;
  readonly edit: RecordEdit;
}

/** What the worker can be asked: the kind of task, what it is given, what it answers. */
export interface WorkerTasks {
  readonly check: { readonly input: FileTask; readonly output: CheckedFile };
  readonly fix: { readonly input: FileTask; readonly output: FixedFile };
  /** All findings as a table for people. */
  readonly report: { readonly input: ReportTask; readonly output: Blob };
  readonly edit: { readonly input: EditTask; readonly output: Blob };
  readonly inspect: { readonly input: { readonly file: NamedFile }; readonly output: InspectedExport | undefined };
  readonly convert: { readonly input: ConvertTask; readonly output: Conversion };
  /** Lines of the file by their number; one that could not be found is not there. */
  readonly contexts: { readonly input: ContextTask; readonly output: ReadonlyMap<number, string> };
}

export type TaskKind = keyof WorkerTasks;

export type WorkerRequest = {
  [Kind in TaskKind]: { readonly kind: Kind; readonly input: WorkerTasks[Kind]['input'] };
}[TaskKind];
