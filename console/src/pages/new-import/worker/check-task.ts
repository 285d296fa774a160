import { isUtf8ByDecoding } from '../../../../../src/base/text/utf8.ts';
import { type CheckResult, checkFile } from '../../../../../src/check/check-file.ts';
import type { CheckOptions } from '../../../../../src/check/check-options.ts';
import { readBytes } from '../../../../../src/check/source/file-to-check.ts';
import { HEAD_BYTES } from '../../../../../src/check/source/find-format.ts';
import { sampleLines } from '../../../../../src/check/source/sample-lines.ts';
import { fieldsOf } from '../../../../../src/csv/record-splitter.ts';
import {
  CSV_FILE_BYTES_MAX,
  CSV_RECORDS_MAX,
  RECORD_CHARACTERS_MAX,
} from '../../../../../src/domain/imports/user-import-limits.ts';
import { fileOfBlob } from '../../../base/blob-file.ts';
import type { TaskContext } from '../../../base/worker-task.ts';
import { poolOfPlan } from './pool-of-plan.ts';
import type { CheckedFile, FileTask } from './tasks.ts';

/** Of each kind: enough to page through, and little to send to the page. */
const FINDINGS_PER_KIND_MAX = 200;
const SAMPLE_RECORDS = 10;

/** What all tasks over a CSV file hand to the code of `muster check`. */
export function checkOptionsOf({ file, plan, passwordHashingAlgorithm }: FileTask, context: TaskContext): CheckOptions {
  return {
    file: fileOfBlob(file.blob),
    isUtf8: isUtf8ByDecoding,
    fileName: file.name,
    limits: { bytesMax: CSV_FILE_BYTES_MAX, recordsMax: CSV_RECORDS_MAX },
    poolOf: poolOfPlan(plan),
    passwordHashingAlgorithm,
    showValues: true,
    findingsPerKindMax: FINDINGS_PER_KIND_MAX,
    signal: context.signal,
    onBytes: context.onBytes,
  };
}

export async function runCheck(task: FileTask, context: TaskContext): Promise<CheckedFile> {
  const result = await checkFile(checkOptionsOf(task, context));
  return { result, ...(await readSample(task, result)) };
}

async function readSample(
  { file }: FileTask,
  { format, unjudged }: CheckResult,
): Promise<Pick<CheckedFile, 'columns' | 'sample'>> {
  if (unjudged === 'unreadable') return { columns: [], sample: [] };
  const head = await readBytes(fileOfBlob(file.blob), 0, HEAD_BYTES);
  const isWhole = file.blob.size <= head.length;
  // A last line without its end is a whole one where the file ends.
  const bytes = isWhole && head.at(-1) !== 0x0a ? withLineEnd(head) : head;
  const [header, ...records] = sampleLines(bytes, format, RECORD_CHARACTERS_MAX);
  return {
    columns: header === undefined ? [] : (fieldsOf(header) ?? []),
    sample: records.slice(0, SAMPLE_RECORDS).map((line) => ({
      recordNumber: line.number,
      lineNumber: line.lineNumber,
      values: fieldsOf(line) ?? [],
    })),
  };
}

function withLineEnd(bytes: Uint8Array): Uint8Array {
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  longer[bytes.length] = 0x0a;
  return longer;
}
