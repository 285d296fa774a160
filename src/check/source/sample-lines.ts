import { CSV_START } from '../../csv/csv-record.ts';
import { LineCutter, type RecordLine } from '../../csv/line-cutter.ts';
import { openSourceDecoder } from './source-decoder.ts';
import { isCognitoFormat, type SourceFormat } from './source-format.ts';
import { SourceReader } from './source-reader.ts';

/** The header and the first records of a file in this format, of which `head` has the first bytes. A last line that is cut is left out. */
export function sampleLines(head: Uint8Array, format: SourceFormat, charactersMax: number): readonly RecordLine[] {
  const bytes = head.subarray(format.markBytes);
  if (isCognitoFormat({ ...format, markBytes: 0 })) return new LineCutter(CSV_START, charactersMax).push(bytes);
  return new SourceReader(format, charactersMax).push(openSourceDecoder(format.encoding).push(bytes));
}
