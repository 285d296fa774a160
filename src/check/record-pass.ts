import type { RecordLine } from '../csv/line-cutter.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import type { ImportCounters } from '../domain/imports/import-job.ts';
import { checkHeader } from './check-header.ts';
import type { CheckOptions } from './check-options.ts';
import { listColumnFindings } from './column-findings.ts';
import type { FileFinding } from './file-faults.ts';
import type { FindingKind } from './finding.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';
import { RecordChecker } from './record-checker.ts';

const NO_COUNTERS: ImportCounters = { importedUsers: 0, skippedUsers: 0, failedUsers: 0 };

/** Header and records of a file, as one way of reading gives them, judged as a job would judge them. */
export class RecordPass {
  readonly #options: CheckOptions;
  #fields: readonly string[] | undefined;
  #pool: PoolToCheckAgainst | undefined;
  #headerFinding: FileFinding | undefined;
  #columnFindings: readonly FileFinding[] = [];
  #checker: RecordChecker | undefined;
  #unjudged: 'header' | 'pool' | undefined;
  #recordCount = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  take(lines: readonly RecordLine[]): void {
    let data = lines;
    if (this.#pool === undefined) {
      const [header, ...rest] = lines;
      if (header === undefined) return;
      this.#takeHeader(header, rest);
      data = rest;
    }
    this.#recordCount += data.length;
    this.#checker?.take(data);
  }

  /** By the header, once there was one. */
  get pool(): PoolToCheckAgainst | undefined {
    return this.#pool;
  }

  /** Of the header; none before it, or if it is too long. */
  get columns(): readonly string[] {
    return this.#fields ?? [];
  }

  get headerFinding(): FileFinding | undefined {
    return this.#headerFinding;
  }

  /** Of the header and the first records. */
  get columnFindings(): readonly FileFinding[] {
    return this.#columnFindings;
  }

  /** Why the records are not judged. */
  get unjudged(): 'header' | 'pool' | undefined {
    return this.#unjudged;
  }

  /** Without the header. */
  get recordCount(): number {
    return this.#recordCount;
  }

  get counters(): ImportCounters {
    return this.#checker?.counters ?? NO_COUNTERS;
  }

  get kinds(): readonly FindingKind[] {
    return this.#checker?.findings.kinds ?? [];
  }

  /** `rest`: records that came with it, which show what the columns hold. */
  #takeHeader(header: RecordLine, rest: readonly RecordLine[]): void {
    const fields = fieldsOf(header);
    const { poolOf, fileName, passwordHashingAlgorithm } = this.#options;
    const pool = poolOf(fields ?? []);
    this.#fields = fields;
    this.#pool = pool;
    const { finding, columns } = checkHeader(fields, pool, fileName, passwordHashingAlgorithm);
    this.#headerFinding = finding && { ...finding, lineNumber: header.lineNumber };
    this.#columnFindings = listColumnFindings(fields ?? [], iterateFields(rest), finding === undefined);
    if (columns === undefined) this.#unjudged = 'header';
    else if (pool.settings.autoVerifiedAttributes.length === 0) this.#unjudged = 'pool';
    else this.#checker = new RecordChecker({ ...this.#options, pool, columns });
  }
}

function* iterateFields(lines: readonly RecordLine[]): Generator<readonly string[] | undefined> {
  for (const line of lines) yield fieldsOf(line);
}
