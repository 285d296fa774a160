import type { Logger } from '../base/logger.ts';
import type { CsvLine } from '../csv/line-cutter.ts';
import { PlainFields } from '../csv/plain-fields.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import type { PlainJudge } from '../domain/judge-plain-record.ts';
import type { Judge } from '../domain/judge-record.ts';
import type { Verdict } from '../domain/record-outcome.ts';
import { VerdictList, type Verdicts } from '../domain/verdict-list.ts';
import { BATCH_BYTES_MAX } from './batch-size.ts';

/** Judged records in file order, with what it takes to cut the batch anywhere. */
export interface JudgedBatch {
  readonly verdicts: Verdicts;
  /** Number (from 1) of the first record. */
  readonly firstRecordNumber: number;
  /** Of each record: bytes from the start of the file to the byte behind it. */
  readonly byteEnds: readonly number[];
  readonly lineNumbers: readonly number[];
}

/** R273: trouble of the program with one record. */
export const INTERNAL_FAILURE: Verdict = { kind: 'failed', reason: ['T61'] };

interface JudgeBatchesOptions {
  readonly judge: Judge;
  /** Asked first, of each line that {@link PlainFields} can read. */
  readonly judgePlain: PlainJudge;
  /** Values of a record. */
  readonly columnsCount: number;
  /** How many records the batch that is being filled may take. */
  readonly batchRecords: () => number;
  /** Number of a record that is not judged any more, because it took worker after worker with it (R299). */
  readonly givenUpRecordNumber?: number | undefined;
  readonly logger: Logger;
}

/** Judges records into batches that are bounded in records and bytes. */
export async function* judgeBatches(
  groups: AsyncIterable<readonly CsvLine[]>,
  options: JudgeBatchesOptions,
): AsyncGenerator<JudgedBatch> {
  const { batchRecords, givenUpRecordNumber } = options;
  const fields = new PlainFields(options.columnsCount);
  let batch = new BatchUnderWay();
  for await (const lines of groups) {
    for (const line of lines) {
      if (line.number === givenUpRecordNumber) batch.verdicts.add(INTERNAL_FAILURE);
      else judgeSafely(line, batch.verdicts, fields, options);
      batch.take(line);
      if (batch.verdicts.length >= batchRecords() || batch.byteLength >= BATCH_BYTES_MAX) {
        yield batch;
        batch = new BatchUnderWay(batch);
      }
    }
  }
  if (batch.verdicts.length > 0) yield batch;
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
  readonly byteEnds: number[] = [];
  readonly lineNumbers: number[] = [];
  firstRecordNumber = 0;
  #byteStart = 0;
  byteLength = 0;

  /** `before`: the batch before this one, which tells how much room it needs. */
  constructor(before?: BatchUnderWay) {
    this.verdicts = new VerdictList(before?.verdicts);
  }

  /** Notes the place of the line whose verdict was added last. */
  take({ number, lineNumber, byteOffset, byteEnd }: CsvLine): void {
    if (this.verdicts.length === 1) {
      this.firstRecordNumber = number;
      this.#byteStart = byteOffset;
    }
    this.byteEnds.push(byteEnd);
    this.lineNumbers.push(lineNumber);
    this.byteLength = byteEnd - this.#byteStart;
  }
}
