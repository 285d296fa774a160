import { isUtf8 } from 'node:buffer';
import { read, readSync } from 'node:fs';
import { promisify } from 'node:util';
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
import type { FindingKind, RecordFinding } from './finding.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';
import { RecordChecker } from './record-checker.ts';

const CHUNK_BYTES = 256 * 1024;
const MARK_BYTES = 3;

export interface CheckOptions {
  /** Of the file, open for reading. */
  readonly fileDescriptor: number;
  readonly byteLength: number;
  /** For people. */
  readonly fileName: string;
  readonly limits: FileLimits;
  /** The pool, by the header of the file. */
  readonly poolOf: (header: readonly string[]) => PoolToCheckAgainst;
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  readonly showValues: boolean;
  /** Findings of each kind that are kept, or told. */
  readonly findingsPerKindMax: number;
  /** Told each finding as it is found, instead of keeping more than one of a kind. */
  readonly onFinding?: ((finding: RecordFinding) => void) | undefined;
  readonly onBytes?: ((done: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface CheckResult extends ImportCounters {
  readonly pool: PoolToCheckAgainst;
  /** Data records that were read. */
  readonly recordCount: number;
  readonly columnCount: number;
  /** The column of password hashes, if no algorithm says that it is looked at (R252). */
  readonly ignoredColumns: readonly string[];
  /** In the order in which a job looks (R291). */
  readonly fileFindings: readonly FileFinding[];
  readonly kinds: readonly FindingKind[];
  /** Why the records were not judged, or not all. */
  readonly unjudged?: 'unreadable' | 'header' | 'pool' | 'interrupted';
}

/** Reads a file once and judges it as a job would, in a pool without users. */
export async function checkFile(options: CheckOptions): Promise<CheckResult> {
  const check = new FileCheck(options);
  const mark = check.start();
  if (mark === 'utf-16') return check.result('unreadable');
  const offset = mark === 'utf-8' ? MARK_BYTES : 0;
  const cutter = new LineCutter({ ...CSV_START, byteOffset: offset }, RECORD_CHARACTERS_MAX);
  let done = offset;
  for await (const chunk of readChunks(options.fileDescriptor, offset)) {
    if (options.signal?.aborted) return check.result('interrupted');
    check.take(cutter.push(chunk), chunk);
    done += chunk.length;
    options.onBytes?.(done);
  }
  check.take(cutter.end(), undefined);
  return check.result();
}

const readInto = promisify(read);

/** The bytes of a file from `offset` on. A chunk holds until the next one is asked for: all lie in the same memory. */
async function* readChunks(fileDescriptor: number, offset: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  for (let position = offset; ; ) {
    const { bytesRead } = await readInto(fileDescriptor, chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    yield chunk.subarray(0, bytesRead);
    position += bytesRead;
  }
}

class FileCheck {
  readonly #options: CheckOptions;
  readonly #utf8 = new Utf8Validator();
  #isUtf8 = true;
  #encodingFinding: FileFinding | undefined;
  #headFindings: FileFinding[] = [];
  #pool: PoolToCheckAgainst | undefined;
  #header: CsvRecord | undefined;
  #headerFinding: FileFinding | undefined;
  #checker: RecordChecker | undefined;
  #unjudged: CheckResult['unjudged'];
  #recordCount = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
  }

  /** Looks at size and first bytes. */
  start(): 'utf-8' | 'utf-16' | undefined {
    const { byteLength, limits, fileDescriptor } = this.#options;
    if (byteLength > limits.bytesMax) {
      this.#headFindings.push(fileFinding('file-too-large', tooLargeText(limits.bytesMax)));
    }
    const head = Buffer.alloc(MARK_BYTES);
    readSync(fileDescriptor, head, 0, head.length, 0);
    const mark = findByteOrderMark(head);
    if (mark === 'utf-8')
      this.#headFindings.push(
        fileFinding('file-begins-with-bom', fillText('file-begins-with-bom'), { lineNumber: 1, character: 1 }),
      );
    if (mark === 'utf-16') {
      const remedy = 'The file is UTF-16. Save it as UTF-8 without BOM: iconv -f UTF-16 -t UTF-8 FILE > NEW.';
      this.#headFindings.push(fileFinding('file-not-utf-8', fillText('file-not-utf-8'), { remedy }));
    }
    return mark;
  }

  /** `chunk` is undefined at the end of the file. */
  take(lines: readonly CsvLine[], chunk: Buffer | undefined): void {
    this.#isUtf8 &&= chunk === undefined ? this.#utf8.end() : this.#utf8.push(chunk);
    if (!this.#isUtf8) this.#encodingFinding ??= this.#findBadBytes(lines);
    let data = lines;
    if (this.#header === undefined) {
      const [header, ...rest] = lines;
      if (header === undefined) return;
      this.#takeHeader(recordOf(header));
      data = rest;
    }
    this.#recordCount += data.length;
    this.#checker?.take(data, chunk);
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
    const pool = poolOf(header.fields ?? []);
    this.#pool = pool;
    const { finding, columns } = checkHeader(header.fields, pool, fileName, passwordHashingAlgorithm);
    this.#headerFinding = finding && { ...finding, lineNumber: header.lineNumber };
    if (columns === undefined) this.#unjudged = 'header';
    else if (pool.settings.autoVerifiedAttributes.length === 0) this.#unjudged = 'pool';
    else this.#checker = new RecordChecker({ ...this.#options, pool, columns });
  }

  /** The first record with bytes that are not UTF-8, once some were seen; they may be in a record that has not ended yet. */
  #findBadBytes(lines: readonly CsvLine[]): FileFinding | undefined {
    for (const { byteOffset, byteEnd, lineNumber } of lines) {
      const bytes = Buffer.alloc(Math.min(byteEnd - byteOffset, CHUNK_BYTES));
      readSync(this.#options.fileDescriptor, bytes, 0, bytes.length, byteOffset);
      if (!isUtf8(bytes))
        return fileFinding('file-not-utf-8', fillText('file-not-utf-8'), {
          lineNumber,
          character: countGoodCharacters(bytes) + 1,
        });
    }
    return undefined;
  }
}

/** Characters before the first byte that is not UTF-8. */
function countGoodCharacters(bytes: Buffer): number {
  let characters = 0;
  for (let start = 0; start < bytes.length; characters += 1) {
    const length = [1, 2, 3, 4].find((count) => isUtf8(bytes.subarray(start, start + count)));
    if (length === undefined) break;
    start += length;
  }
  return characters;
}
