import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { CsvRecord } from '../csv/csv-record.ts';
import type { Judge } from '../domain/judge-record.ts';
import type { Verdict } from '../domain/record-outcome.ts';
import { VerdictList, type Verdicts } from '../domain/verdict-list.ts';
import type { BatchMeter } from './batch-meter.ts';
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
  /** How many records the batch that is being filled may take. */
  readonly batchRecords: () => number;
  /** Number of a record that is not judged any more, because it took worker after worker with it (R299). */
  readonly givenUpRecordNumber?: number | undefined;
  readonly clock: Clock;
  readonly meter: Pick<BatchMeter, 'judged'>;
  readonly logger: Logger;
}

/** Judges records into batches that are bounded in records and bytes. */
export async function* judgeBatches(
  groups: AsyncIterable<readonly CsvRecord[]>,
  { judge, batchRecords, givenUpRecordNumber, clock, meter, logger }: JudgeBatchesOptions,
): AsyncGenerator<JudgedBatch> {
  let batch = new BatchUnderWay();
  let startedAtMs = clock.monotonicMs();
  for await (const group of groups) {
    for (const record of group) {
      const verdict = record.number === givenUpRecordNumber ? INTERNAL_FAILURE : judgeSafely(judge, record, logger);
      batch.add(record, verdict);
      if (batch.verdicts.length >= batchRecords() || batch.byteLength >= BATCH_BYTES_MAX) {
        meter.judged(startedAtMs);
        yield batch;
        batch = new BatchUnderWay(batch);
        startedAtMs = clock.monotonicMs();
      }
    }
  }
  if (batch.verdicts.length === 0) return;
  meter.judged(startedAtMs);
  yield batch;
}

function judgeSafely(judge: Judge, record: CsvRecord, logger: Logger): Verdict {
  try {
    return judge(record.fields);
  } catch (error) {
    logger.error({ err: error, recordNumber: record.number }, 'a record could not be judged');
    return INTERNAL_FAILURE;
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

  add(record: CsvRecord, verdict: Verdict): void {
    if (this.verdicts.length === 0) {
      this.firstRecordNumber = record.number;
      this.#byteStart = record.byteOffset;
    }
    this.verdicts.add(verdict);
    this.byteEnds.push(record.byteEnd);
    this.lineNumbers.push(record.lineNumber);
    this.byteLength = record.byteEnd - this.#byteStart;
  }
}
