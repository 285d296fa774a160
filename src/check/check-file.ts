import { findByteOrderMark } from '../csv/byte-order-mark.ts';
import { CSV_START, type CsvRecord } from '../csv/csv-record.ts';
import { type CsvLine, LineCutter } from '../csv/line-cutter.ts';
import { recordOf } from '../csv/record-splitter.ts';
import { Utf8Validator } from '../csv/utf8-validator.ts';
import { PASSWORD_HASH_COLUMN } from '../domain/imports/csv-header.ts';
import type { ImportCounters } from '../domain/imports/import-job.ts';
import { RECORD_CHARACTERS_MAX } from '../domain/imports/user-import-limits.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { tooLargeText } from '../domain/texts/file-texts.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import { checkHeader } from './check-header.ts';
import { type FileFinding, fileFinding } from './file-faults.ts';
import type { FileLimits } from './file-limits.ts';
import type { FileToCheck } from './file-to-check.ts';
import type { FindingKind, RecordFinding } from './finding.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';
import { readBytes } from './read-bytes.ts';
import { RecordChecker } from './record-checker.ts';
import { BOM_REMOVAL } from './remedies/byte-order-mark-removal.ts';
import type { Remedy } from './remedies/remedy.ts';
import { SAMPLE_BYTES, sampleDateOrders } from './sample-dates.ts';

const CHUNK_BYTES = 256 * 1024;
const MARK_BYTES = 3;

export interface CheckOptions {
  readonly file: FileToCheck;
  /** Whether bytes are UTF-8: the function of `node:buffer`, where there is one. */
  readonly isUtf8: (bytes: Uint8Array) => boolean;
  /** For people. */
  readonly fileName: string;
  readonly limits: FileLimits;
  /** The pool, by the header of the file. */
  readonly poolOf: (header: readonly string[]) => PoolToCheckAgainst;
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  readonly showValues: boolean;
  /** How many findings of each kind are kept, or given to `onFinding`. */
  readonly findingsPerKindMax: number;
  /** Called with each finding; then only the first of each kind is kept. */
  readonly onFinding?: ((finding: RecordFinding) => void) | undefined;
  readonly onBytes?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CheckResult extends ImportCounters {
  readonly pool: PoolToCheckAgainst;
  /** Data records that were read. */
  readonly recordCount: number;
  readonly columnCount: number;
  /** The column of password hashes, if no algorithm is named (R252). */
  readonly ignoredColumns: readonly string[];
  /** In the order of a job's own checks (R291). */
  readonly fileFindings: readonly FileFinding[];
  readonly kinds: readonly FindingKind[];
  /** Why the records were not judged, or not all. */
  readonly unjudged?: 'unreadable' | 'header' | 'pool' | 'interrupted';
}

/** Reads a file once and judges it as a job would, in a pool without users. */
export async function checkFile(options: CheckOptions): Promise<CheckResult> {
  const check = new FileCheck(options);
  const mark = await check.start();
  if (mark === 'utf-16') return check.result('unreadable');
  const offset = mark === 'utf-8' ? MARK_BYTES : 0;
  const cutter = new LineCutter({ ...CSV_START, byteOffset: offset }, RECORD_CHARACTERS_MAX);
  for (let done = offset; ; ) {
    const chunk = await options.file.read(done, CHUNK_BYTES);
    if (chunk.length === 0) break;
    if (options.signal?.aborted) return check.result('interrupted');
    done += chunk.length;
    await check.take(cutter.push(chunk), chunk);
    options.onBytes?.(done);
  }
  await check.take(cutter.end(), undefined);
  return check.result();
}

class FileCheck {
  readonly #options: CheckOptions;
  readonly #utf8: Utf8Validator;
  #isUtf8 = true;
  #encodingFinding: FileFinding | undefined;
  /** Bytes of the file before those that are validated: a byte order mark. */
  #markBytes = 0;
  /** The start of the file. */
  #sample: Uint8Array = new Uint8Array(0);
  #headFindings: FileFinding[] = [];
  #pool: PoolToCheckAgainst | undefined;
  #header: CsvRecord | undefined;
  #headerFinding: FileFinding | undefined;
  #checker: RecordChecker | undefined;
  #unjudged: CheckResult['unjudged'];
  #recordCount = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
    this.#utf8 = new Utf8Validator(options.isUtf8);
  }

  /** Checks the size and the first bytes. */
  async start(): Promise<'utf-8' | 'utf-16' | undefined> {
    const { file, limits } = this.#options;
    if (file.byteLength > limits.bytesMax) {
      this.#headFindings.push(fileFinding('file-too-large', tooLargeText(limits.bytesMax)));
    }
    this.#sample = await readBytes(file, 0, SAMPLE_BYTES);
    const mark = findByteOrderMark(this.#sample);
    if (mark === 'utf-8') {
      this.#markBytes = MARK_BYTES;
      this.#headFindings.push(
        fileFinding('file-begins-with-bom', fillText('file-begins-with-bom'), {
          remedy: BOM_REMOVAL,
          lineNumber: 1,
          character: 1,
        }),
      );
    }
    if (mark === 'utf-16') {
      const remedy: Remedy = {
        kind: 'convert-file',
        advice: 'file-utf-16-marked',
        from: 'utf-16',
        to: 'utf-8',
        safe: false,
      };
      this.#headFindings.push(fileFinding('file-not-utf-8', fillText('file-not-utf-8'), { remedy }));
    }
    return mark;
  }

  /** `chunk` is undefined at the end of the file. */
  async take(lines: readonly CsvLine[], chunk: Uint8Array | undefined): Promise<void> {
    this.#isUtf8 &&= chunk === undefined ? this.#utf8.end() : this.#utf8.push(chunk);
    this.#takeLines(lines);
    // Reads again, after which the chunk no longer holds.
    if (!this.#isUtf8) this.#encodingFinding ??= await this.#findBadBytes(lines);
  }

  #takeLines(lines: readonly CsvLine[]): void {
    let data = lines;
    if (this.#header === undefined) {
      const [header, ...rest] = lines;
      if (header === undefined) return;
      this.#takeHeader(recordOf(header));
      data = rest;
    }
    this.#recordCount += data.length;
    this.#checker?.take(data);
  }

  result(unjudged = this.#unjudged): CheckResult {
    const { limits, poolOf, passwordHashingAlgorithm } = this.#options;
    const columns = this.#header?.fields ?? [];
    const isReadable = unjudged !== 'unreadable';
    const findings = [...this.#headFindings];
    if (isReadable && this.#header === undefined && unjudged !== 'interrupted')
      findings.push(fileFinding('file-empty', fillText('file-empty')));
    if (this.#headerFinding !== undefined) findings.push(this.#headerFinding);
    if (!this.#isUtf8)
      findings.push(this.#encodingFinding ?? fileFinding('file-not-utf-8', fillText('file-not-utf-8')));
    if (this.#recordCount > limits.recordsMax)
      findings.push(fileFinding('file-has-too-many-users', fillText('file-has-too-many-users', limits.recordsMax)));
    const pool = this.#pool ?? poolOf([]);
    if (pool.settings.autoVerifiedAttributes.length === 0) {
      findings.unshift(
        fileFinding('auto-verified-attributes-missing', fillText('auto-verified-attributes-missing', pool.description)),
      );
    }
    return {
      pool,
      recordCount: this.#recordCount,
      columnCount: columns.length,
      ignoredColumns:
        passwordHashingAlgorithm === undefined && columns.includes(PASSWORD_HASH_COLUMN) ? [PASSWORD_HASH_COLUMN] : [],
      fileFindings: findings,
      kinds: this.#checker?.findings.kinds ?? [],
      ...(this.#checker?.counters ?? { importedUsers: 0, skippedUsers: 0, failedUsers: 0 }),
      ...(unjudged === undefined ? {} : { unjudged }),
    };
  }

  #takeHeader(header: CsvRecord): void {
    const { poolOf, fileName, passwordHashingAlgorithm } = this.#options;
    this.#header = header;
    const { fields } = header;
    const { pool, finding, columns } = checkHeader({ fields, poolOf, fileName, passwordHashingAlgorithm });
    this.#pool = pool;
    this.#headerFinding = finding && { ...finding, lineNumber: header.lineNumber };
    if (columns === undefined) this.#unjudged = 'header';
    else if (pool.settings.autoVerifiedAttributes.length === 0) this.#unjudged = 'pool';
    else {
      const dateOrders = sampleDateOrders(this.#sample, columns);
      this.#checker = new RecordChecker({ ...this.#options, pool, columns, dateOrders });
    }
  }

  /** The first bytes that are not UTF-8, once some were seen and their line has ended. */
  async #findBadBytes(lines: readonly CsvLine[]): Promise<FileFinding | undefined> {
    const badOffset = this.#markBytes + this.#utf8.validBytes;
    const line = lines.find(({ byteEnd }) => badOffset < byteEnd);
    if (line === undefined) return undefined;
    const before = await countCharacters(this.#options.file, line.byteOffset, badOffset);
    const { lineNumber } = line;
    return fileFinding('file-not-utf-8', fillText('file-not-utf-8'), { lineNumber, character: before + 1 });
  }
}

/** Characters of UTF-8 that begin in this part of the file. */
async function countCharacters(file: FileToCheck, start: number, end: number): Promise<number> {
  let characters = 0;
  for (let offset = start; offset < end; ) {
    const bytes = await file.read(offset, Math.min(end - offset, CHUNK_BYTES));
    if (bytes.length === 0) break;
    // All bytes but those that go on with one.
    for (const byte of bytes) if ((byte & 0xc0) !== 0x80) characters += 1;
    offset += bytes.length;
  }
  return characters;
}
