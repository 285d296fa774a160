import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { assertPresent } from '../../base/assert.ts';
import { findByteOrderMark } from '../../csv/byte-order-mark.ts';
import { CSV_START } from '../../csv/csv-record.ts';
import { type CsvLine, LineCutter } from '../../csv/line-cutter.ts';
import { fieldsOf } from '../../csv/record-splitter.ts';
import { Utf8Validator } from '../../csv/utf8-validator.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import { findHashingAlgorithm } from '../../domain/password-hashes/password-hash.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { DriverError } from '../driver-error.ts';
import { openCsvFile } from '../open-csv-file.ts';
import type { ByteRange } from '../run/byte-range.ts';
import type { PlannedPart } from '../run/run-plan.ts';

/** Of one job (R184, R185). */
export interface PartLimits {
  readonly recordsMax: number;
  /** Header included. */
  readonly bytesMax: number;
}

/** A file of users that is worth an import. */
export interface SurveyedSource {
  readonly path: string;
  readonly byteLength: number;
  /** Hex. */
  readonly sha256: string;
  readonly header: readonly string[];
  readonly headerBytes: ByteRange;
  /** The header not counted. */
  readonly recordCount: number;
  /** What most of its hashes are; undefined if it has none that is known. */
  readonly algorithm: PasswordHashingAlgorithm | undefined;
  /** Whether it has a column of hashes with a value. */
  readonly hasHashes: boolean;
  readonly parts: readonly Omit<PlannedPart, 'number' | 'source'>[];
}

/** Hashes that are looked at; a file has one kind, or faults that a check names. */
const HASHES_SEEN_MAX = 100;
/** A part ends before a record that might not fit: the longest that a job takes, in bytes. */
const RECORD_BYTES_MAX = RECORD_CHARACTERS_MAX * 4 + 2;

/**
 * Reads a file once, for all that would fail a whole job (R169 to R186), and cuts it into parts, each with its digest. Memory: a chunk
 * and a record. @throws {DriverError}
 */
export async function surveySource(
  path: string,
  limits: PartLimits,
  onBytes: (done: number) => void = () => {},
): Promise<SurveyedSource> {
  const { file, found } = await openCsvFile(path);
  try {
    await checkByteOrderMark(file, path);
  } finally {
    await file.close();
  }
  const whole = createHash('sha256');
  const utf8 = new Utf8Validator(isUtf8);
  const cutter = new LineCutter(CSV_START, RECORD_CHARACTERS_MAX);
  const survey = new Survey(path, limits);
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    whole.update(chunk);
    if (!utf8.push(chunk)) throw new DriverError({ kind: 'file-not-utf8', path });
    survey.take(cutter.push(chunk), chunk, done);
    done += chunk.length;
    onBytes(done);
  }
  survey.take(cutter.end(), NO_BYTES, done);
  if (!utf8.end()) throw new DriverError({ kind: 'file-not-utf8', path });
  // It is read again for each part: what is written to it meanwhile shows there.
  if (done !== found.size) throw new DriverError({ kind: 'source-changed', path });
  return { path, byteLength: done, sha256: whole.digest('hex'), ...survey.end() };
}

const NO_BYTES = Buffer.alloc(0);

interface OpenPart {
  readonly offset: number;
  readonly firstRecord: number;
  readonly firstLine: number;
  readonly hash: Hash;
  recordCount: number;
  end: number;
}

class Survey {
  readonly #path: string;
  readonly #limits: PartLimits;
  readonly #marginBytes: number;
  #header: { readonly fields: readonly string[]; readonly bytes: ByteRange } | undefined;
  #hashIndex = -1;
  readonly #algorithms = new Map<PasswordHashingAlgorithm, number>();
  #hashesSeen = 0;
  #recordCount = 0;
  #part: OpenPart | undefined;
  readonly #parts: Omit<PlannedPart, 'number' | 'source'>[] = [];

  constructor(path: string, limits: PartLimits) {
    this.#path = path;
    this.#limits = limits;
    this.#marginBytes = Math.min(RECORD_BYTES_MAX, Math.floor(limits.bytesMax / 10));
  }

  /** The lines that end in `chunk`, which begins at `chunkOffset` of the file. */
  take(lines: readonly CsvLine[], chunk: Buffer, chunkOffset: number): void {
    /** Up to where the chunk is in the digest of a part. */
    let hashed = 0;
    for (const line of lines) {
      if (this.#header === undefined) {
        this.#takeHeader(line);
        hashed = Math.max(0, line.byteEnd - chunkOffset);
        continue;
      }
      const part = assertPresent(this.#part, 'a part is open below the header');
      this.#recordCount += 1;
      part.recordCount += 1;
      if (this.#hashIndex >= 0 && this.#hashesSeen < HASHES_SEEN_MAX) this.#lookAtHash(line);
      if (!this.#isFull(part, line.byteEnd)) continue;
      const end = line.byteEnd - chunkOffset;
      part.hash.update(chunk.subarray(hashed, end));
      hashed = Math.max(hashed, end);
      this.#closePart(part, line.byteEnd);
      this.#part = this.#openPart({ byteOffset: line.byteEnd, lineNumber: line.lineNumber + 1 });
    }
    this.#part?.hash.update(chunk.subarray(hashed));
    if (this.#part !== undefined) this.#part.end = chunkOffset + chunk.length;
  }

  end(): Pick<SurveyedSource, 'header' | 'headerBytes' | 'recordCount' | 'algorithm' | 'hasHashes' | 'parts'> {
    if (this.#header === undefined) throw new DriverError({ kind: 'file-empty', path: this.#path });
    // What follows the last full part without a record is blank lines.
    if (this.#part !== undefined && this.#part.recordCount > 0) this.#closePart(this.#part, this.#part.end);
    const [most] = [...this.#algorithms].toSorted(([, one], [, other]) => other - one);
    return {
      header: this.#header.fields,
      headerBytes: this.#header.bytes,
      recordCount: this.#recordCount,
      algorithm: most?.[0],
      hasHashes: this.#hashesSeen > 0,
      parts: this.#parts,
    };
  }

  #takeHeader(line: CsvLine): void {
    if (line.isTooLong) {
      throw new DriverError({ kind: 'header-too-long', path: this.#path, charactersMax: RECORD_CHARACTERS_MAX });
    }
    const fields = fieldsOf(line) ?? [];
    this.#hashIndex = fields.indexOf(PASSWORD_HASH_COLUMN);
    this.#header = { fields, bytes: { offset: line.byteOffset, end: line.byteEnd } };
    this.#part = this.#openPart({ byteOffset: line.byteEnd, lineNumber: line.lineNumber + 1 });
  }

  /** From the end of the header or of the part before on: blank lines belong to what follows them. */
  #openPart({ byteOffset, lineNumber }: Pick<CsvLine, 'byteOffset' | 'lineNumber'>): OpenPart {
    return {
      offset: byteOffset,
      firstRecord: this.#recordCount + 1,
      firstLine: lineNumber,
      hash: createHash('sha256'),
      recordCount: 0,
      end: byteOffset,
    };
  }

  #isFull(part: OpenPart, end: number): boolean {
    const headerBytes = this.#header === undefined ? 0 : this.#header.bytes.end - this.#header.bytes.offset;
    const bytes = headerBytes + end - part.offset;
    if (bytes > this.#limits.bytesMax) {
      const { bytesMax } = this.#limits;
      throw new DriverError({ kind: 'file-too-large', path: this.#path, byteLength: bytes, bytesMax });
    }
    return part.recordCount >= this.#limits.recordsMax || bytes + this.#marginBytes > this.#limits.bytesMax;
  }

  #closePart({ offset, firstRecord, firstLine, hash, recordCount }: OpenPart, end: number): void {
    const sha256 = hash.digest('hex');
    this.#parts.push({ bytes: { offset, end }, firstRecord, firstLine, recordCount, sha256 });
    this.#part = undefined;
  }

  #lookAtHash(line: CsvLine): void {
    const text = fieldsOf(line)?.[this.#hashIndex] ?? '';
    if (text === '') return;
    this.#hashesSeen += 1;
    const algorithm = findHashingAlgorithm(text);
    if (algorithm !== undefined) this.#algorithms.set(algorithm, (this.#algorithms.get(algorithm) ?? 0) + 1);
  }
}

async function checkByteOrderMark(file: FileHandle, path: string): Promise<void> {
  const head = Buffer.alloc(3);
  await file.read(head, 0, head.length, 0);
  const encoding = findByteOrderMark(head);
  if (encoding !== undefined) throw new DriverError({ kind: 'file-has-byte-order-mark', path, encoding });
}
