import { isUtf8 } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import { assert } from '../../src/base/assert.ts';
import { writeUuid } from '../../src/base/uuid-bytes.ts';
import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { findByteOrderMark } from '../../src/csv/byte-order-mark.ts';
import { CSV_START, type CsvRecord } from '../../src/csv/csv-record.ts';
import { LineCounter } from '../../src/csv/line-counter.ts';
import { type CsvLine, LineCutter } from '../../src/csv/line-cutter.ts';
import { PlainFields } from '../../src/csv/plain-fields.ts';
import { RecordSplitter } from '../../src/csv/record-splitter.ts';
import { Utf8Validator } from '../../src/csv/utf8-validator.ts';
import { csvHeaderOf, judgeHeader } from '../../src/domain/imports/csv-header.ts';
import { decideBatch } from '../../src/domain/imports/outcome-on-conflict.ts';
import {
  COMPLETION_MESSAGE_CHARACTERS_MAX,
  RECORD_CHARACTERS_MAX,
} from '../../src/domain/imports/user-import-limits.ts';
import type { Verdict } from '../../src/domain/imports/verdict.ts';
import { compilePlainJudge } from '../../src/domain/records/judge-plain-record.ts';
import { compileJudge, type Judge } from '../../src/domain/records/judge-record.ts';
import { PRIVATE_MEMORY, VerdictList } from '../../src/domain/records/verdict-list.ts';
import { logLine } from '../../src/domain/texts/log-line.ts';
import type { RecordOutcome } from '../../src/domain/texts/record-outcome.ts';
import { digestKey } from '../../src/domain/users/user-keys.ts';
import { decodeOutcomes, encodeOutcomes } from '../../src/store/logs/log-block.ts';
import { FUZZ_POOLS, type FuzzPool } from './fuzz-pools.ts';

const SUB = '0190b7a6-0000-7000-8000-000000000000';
const LOG_LINE = /^\[(SUCCEEDED|SKIPPED|FAILED)\] Line Number [0-9]+ - [^\0\r\n<>]+$/;

/** Judges by the pool's own header, for files whose header is no longer one. */
const TEMPLATE_JUDGES: readonly Judge[] = FUZZ_POOLS.map((pool) =>
  compileJudge({ pool, columns: csvHeaderOf(pool), digestKey, newSub: () => SUB }),
);

export interface FuzzCount {
  records: number;
  imported: number;
  skipped: number;
  failed: number;
  headersAccepted: number;
  headersRefused: number;
}

/** Takes one input all the way from bytes to log lines; throws if anything does not hold on that way. */
export function readAndJudge(random: RandomSource, bytes: Buffer, count: FuzzCount): void {
  const chunks = cutIntoChunks(random, bytes);
  const records = split(chunks);
  checkPlaces(records, bytes);
  const lines = new LineCounter();
  const utf8 = new Utf8Validator(isUtf8);
  for (const chunk of chunks) {
    lines.push(chunk);
    utf8.push(chunk);
  }
  assert(lines.end() === records.length, 'the first pass counts what the second gives');
  assert(utf8.end() === isDecodable(bytes), 'the validator agrees with a decoder that refuses');
  findByteOrderMark(bytes);

  const poolIndex = random.below(FUZZ_POOLS.length);
  const pool = FUZZ_POOLS[poolIndex] ?? FUZZ_POOLS[0];
  const [header, ...data] = records;
  if (header === undefined) return;
  const judged = judgeHeader(header.fields, pool, random.chance(10) ? { passwordHashingAlgorithm: 'BCRYPT' } : {});
  let judge = TEMPLATE_JUDGES[poolIndex];
  let judgedColumns: readonly string[] = csvHeaderOf(pool);
  if (judged.kind === 'accepted') {
    count.headersAccepted++;
    judgedColumns = judged.columns;
    judge = compileJudge({ pool, columns: judgedColumns, digestKey, newSub: () => SUB });
  } else {
    count.headersRefused++;
    assert([...judged.completionMessage].length <= COMPLETION_MESSAGE_CHARACTERS_MAX, 'a message is within its limit');
  }
  assert(judge !== undefined, 'every pool has a judge');

  const verdicts = data.map(({ fields }) => judge(fields));
  for (const verdict of verdicts) {
    if (verdict.kind === 'failed') continue;
    for (const value of Object.values<unknown>(JSON.parse(verdict.user.attributesJson))) {
      assert(typeof value === 'string' && value !== '' && !value.includes('\0'), 'a stored value is a text');
    }
  }
  if (isDecodable(bytes)) checkPlainVerdicts(chunks, pool, judgedColumns, verdicts);
  const taken = { usernames: new Set<string>(), emails: new Set<string>(), phones: new Set<string>() };
  const { outcomes, users } = decideBatch(verdicts, pool.settings, { ...taken, preferredUsernames: new Set<string>() });
  assert(users.length === outcomes.filter((outcome) => outcome === 'imported').length, 'each import is one user');
  checkLog(outcomes, data);
  count.records += data.length;
  for (const outcome of outcomes) count[typeof outcome === 'string' ? outcome : 'failed']++;
}

/** What is judged from the bytes of a record is judged as its text is. */
function checkPlainVerdicts(
  chunks: readonly Buffer[],
  pool: FuzzPool,
  columns: readonly string[],
  verdicts: readonly Verdict[],
): void {
  const judgePlain = compilePlainJudge({ pool, columns, writeSub: (target, offset) => writeUuid(SUB, target, offset) });
  const fields = new PlainFields(columns.length);
  const cutter = new LineCutter(CSV_START, RECORD_CHARACTERS_MAX);
  const list = new VerdictList(PRIVATE_MEMORY);
  const same: (Verdict | undefined)[] = [];
  const look = ({ number, isTooLong, bytes, start, end }: CsvLine) => {
    if (number === 0 || isTooLong || !fields.find(bytes, start, end)) return;
    if (judgePlain(fields, list)) same.push(verdicts[number - 1]);
  };
  for (const chunk of chunks) cutter.push(chunk).forEach(look);
  cutter.end().forEach(look);
  assert(isDeepStrictEqual([...list], same), 'the bytes of a record are judged as its text is');
}

function split(chunks: readonly Buffer[]): CsvRecord[] {
  const splitter = new RecordSplitter(CSV_START, RECORD_CHARACTERS_MAX);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

/** Every record begins where its line does, is numbered without a gap and ends at or before the next begins. */
function checkPlaces(records: readonly CsvRecord[], bytes: Buffer): void {
  let end = 0;
  let lineNumber = 0;
  for (const [index, record] of records.entries()) {
    assert(record.number === index, 'records are numbered from the header on');
    assert(record.lineNumber > lineNumber && record.byteOffset >= end, 'records are in file order');
    assert(record.byteOffset === 0 || bytes[record.byteOffset - 1] === 0x0a, 'a record begins behind a line end');
    assert(record.byteEnd === bytes.length || bytes[record.byteEnd - 1] === 0x0a, 'a record ends with its line');
    ({ lineNumber, byteEnd: end } = record);
  }
}

function checkLog(outcomes: readonly RecordOutcome[], data: readonly CsvRecord[]): void {
  const decoded = decodeOutcomes(encodeOutcomes(outcomes));
  assert(decoded.length === data.length, 'there is one outcome for each record');
  for (const [index, outcome] of decoded.entries()) {
    const line = logLine(outcome, index + 1);
    assert(LOG_LINE.test(line), 'a log line is one line');
    assert(line === logLine(outcomes[index] ?? 'imported', index + 1), 'the log gives back what was put in');
  }
}

/** Mostly a few large pieces; now and then byte by byte. */
function cutIntoChunks(random: RandomSource, bytes: Buffer): Buffer[] {
  const lengthMax = random.chance(10) && bytes.length < 4_096 ? 1 : 1 + random.below(bytes.length + 1);
  const chunks: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = start + 1 + random.below(lengthMax);
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function isDecodable(bytes: Buffer): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
