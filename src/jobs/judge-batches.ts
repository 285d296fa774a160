import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { CsvLine } from '../csv/line-cutter.ts';
import { PlainFields } from '../csv/plain-fields.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import type { Verdict } from '../domain/imports/verdict.ts';
import type { PlainJudge } from '../domain/records/judge-plain-record.ts';
import type { Judge } from '../domain/records/judge-record.ts';
import { VerdictList, type Verdicts } from '../domain/records/verdict-list.ts';
import type { BatchMeter } from './batch-meter.ts';
import { BATCH_BYTES_MAX, BATCH_RECORDS_MAX } from './batch-size.ts';
import { SHARED_MEMORY } from './shared-memory.ts';

/** Judged records in file order; the batch can be cut anywhere. Its memory is reused for the second batch after it. */
export interface JudgedBatch {
  readonly verdicts: Verdicts;
  /** Number (from 1) of the first record. */
  readonly firstRecordNumber: number;
  /** Of each record: bytes from the start of the file to its end, line end included. */
  readonly byteEnds: Float64Array;
  readonly lineNumbers: Float64Array;
}

/** Verdict on a record that the program itself failed on (R273). */
export const INTERNAL_FAILURE: Verdict = { kind: 'failed', reason: ['record-failed-internally'] };

interface JudgeBatchesOptions {
  readonly judge: Judge;
  /** Tried first, for each line that {@link PlainFields} can read. */
  readonly judgePlain: PlainJudge;
  /** Number of values in a record. */
  readonly columnsCount: number;
  /** How many records the current batch may take. */
  readonly batchRecords: () => number;
  /** Number of a record that is skipped because it killed one worker after another (R299). */
  readonly givenUpRecordNumber?: number | undefined;
  readonly clock: Clock;
  readonly meter: Pick<BatchMeter, 'judged'>;
  readonly logger: Logger;
}

/** Judges records into batches that are bounded in records and bytes. */
export async function* judgeBatches(
  groups: AsyncIterable<readonly CsvLine[]>,
  options: JudgeBatchesOptions,
): AsyncGenerator<JudgedBatch> {
  const { batchRecords, givenUpRecordNumber, clock, meter } = options;
  const fields = new PlainFields(options.columnsCount);
  let batch = new BatchUnderWay();
  let before: BatchUnderWay | undefined;
  let startedAtMs = clock.monotonicMs();
  for await (const lines of groups) {
    for (const line of lines) {
      if (line.number === givenUpRecordNumber) batch.verdicts.add(INTERNAL_FAILURE);
      else judgeSafely(line, batch.verdicts, fields, options);
      batch.take(line);
      const recordsMax = Math.min(batchRecords(), BATCH_RECORDS_MAX);
      if (batch.verdicts.length >= recordsMax || batch.byteLength >= BATCH_BYTES_MAX) {
        meter.judged(startedAtMs);
        yield batch;
        [batch, before] = [new BatchUnderWay(before), batch];
        startedAtMs = clock.monotonicMs();
      }
    }
  }
  if (batch.verdicts.length === 0) return;
  meter.judged(startedAtMs);
  yield batch;
}

/** Adds the verdict on a line to `verdicts`. */
function judgeSafely(
  line: CsvLine,
  verdicts: VerdictList,
  fields: PlainFields,
  { judge, judgePlain, logger }: JudgeBatchesOptions,
): void {
  try {
    const isPlain = !line.isTooLong && fields.find(line.bytes, line.start, line.end);
    if (isPlain && judgePlain(fields, verdicts)) return;
    verdicts.add(judge(fieldsOf(line)));
  } catch (error) {
    logger.error({ err: error, recordNumber: line.number }, 'a record could not be judged');
    verdicts.add(INTERNAL_FAILURE);
  }
}

class BatchUnderWay implements JudgedBatch {
  readonly verdicts: VerdictList;
  firstRecordNumber = 0;
  #byteStart = 0;
  byteLength = 0;
  #byteEnds: Float64Array;
  #lineNumbers: Float64Array;

  /** `used`: a batch that is no longer read; its memory is reused. */
  constructor(used?: BatchUnderWay) {
    this.verdicts = new VerdictList(SHARED_MEMORY, used?.verdicts);
    this.#byteEnds = used ? used.#byteEnds : new Float64Array(BATCH_RECORDS_MAX);
    this.#lineNumbers = used ? used.#lineNumbers : new Float64Array(BATCH_RECORDS_MAX);
  }

  get byteEnds(): Float64Array {
    return this.#byteEnds.subarray(0, this.verdicts.length);
  }

  get lineNumbers(): Float64Array {
    return this.#lineNumbers.subarray(0, this.verdicts.length);
  }

  /** Records the position of the line whose verdict was added last. */
  take({ number, lineNumber, byteOffset, byteEnd }: CsvLine): void {
    const index = this.verdicts.length - 1;
    if (index === 0) {
      this.firstRecordNumber = number;
      this.#byteStart = byteOffset;
    }
    this.#byteEnds[index] = byteEnd;
    this.#lineNumbers[index] = lineNumber;
    this.byteLength = byteEnd - this.#byteStart;
  }
}
