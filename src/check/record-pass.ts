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
import { sampleDateOrders } from './sample-dates.ts';

const NO_COUNTERS: ImportCounters = { importedUsers: 0, skippedUsers: 0, failedUsers: 0 };

/** Header and records of a file, as one way of reading gives them, judged as a job would judge them. */
export class RecordPass {
  readonly #options: CheckOptions;
  readonly #sample: () => readonly RecordLine[];
  #fields: readonly string[] | undefined;
  #pool: PoolToCheckAgainst | undefined;
  #headerFinding: FileFinding | undefined;
  #columnFindings: readonly FileFinding[] = [];
  #checker: RecordChecker | undefined;
  #unjudged: 'header' | 'pool' | undefined;
  #recordCount = 0;

  /** `sample`: the header and the first records. */
  constructor(options: CheckOptions, sample: () => readonly RecordLine[]) {
    this.#options = options;
    this.#sample = sample;
  }

  take(lines: readonly RecordLine[]): void {
    let data = lines;
    if (this.#pool === undefined) {
      const [header, ...rest] = lines;
      if (header === undefined) return;
      this.#takeHeader(header);
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

  /** Skipped records whose user is in the pool. */
  get inPoolCount(): number {
    return this.#checker?.inPoolCount ?? 0;
  }

  /** As of the records so far: see {@link RecordChecker.mayBeOtherFormat}. */
  get mayBeOtherFormat(): boolean {
    return this.#checker?.mayBeOtherFormat === true;
  }

  get kinds(): readonly FindingKind[] {
    return this.#checker?.findings.kinds ?? [];
  }

  #takeHeader(header: RecordLine): void {
    const { poolOf, fileName, passwordHashingAlgorithm } = this.#options;
    const fields = fieldsOf(header);
    const { pool, finding, columns } = checkHeader({ fields, poolOf, fileName, passwordHashingAlgorithm });
    this.#fields = fields;
    this.#pool = pool;
    this.#headerFinding = finding && { ...finding, lineNumber: header.lineNumber };
    this.#columnFindings = listColumnFindings(fields ?? [], this.#sample, finding === undefined);
    if (columns === undefined) this.#unjudged = 'header';
    else if (pool.settings.autoVerifiedAttributes.length === 0) this.#unjudged = 'pool';
    else {
      const dateOrders = sampleDateOrders(this.#sample, columns);
      this.#checker = new RecordChecker({ ...this.#options, pool, columns, dateOrders });
    }
  }
}
