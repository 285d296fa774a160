import { isUtf8 } from 'node:buffer';
import { poolOfFlags } from '../cli/target/pool-flags.ts';
import { CSV_FILE_BYTES_MAX, CSV_RECORDS_MAX } from '../domain/imports/user-import-limits.ts';
import { type CheckResult, checkFile } from './check-file.ts';
import type { CheckOptions } from './check-options.ts';
import type { RecordFinding } from './finding.ts';

export interface CheckedBytes extends CheckResult {
  /** All of them, in file order. */
  readonly findings: readonly RecordFinding[];
}

/** Checks a file with this content; against the pool that `muster import` makes, unless told otherwise. */
export async function checkBytes(content: string | Buffer, change: Partial<CheckOptions> = {}): Promise<CheckedBytes> {
  const bytes = Buffer.from(content);
  const memory = Buffer.alloc(bytes.length);
  const findings: RecordFinding[] = [];
  const result = await checkFile({
    file: {
      byteLength: bytes.length,
      // Like a file that is read into the same memory each time.
      async read(offset, length) {
        return memory.subarray(0, bytes.copy(memory, 0, offset, Math.min(bytes.length, offset + length)));
      },
    },
    isUtf8,
    fileName: 'users.csv',
    limits: { bytesMax: CSV_FILE_BYTES_MAX, recordsMax: CSV_RECORDS_MAX },
    poolOf: (header) => poolOfFlags({}, header),
    showValues: true,
    findingsPerKindMax: Number.POSITIVE_INFINITY,
    onFinding: (finding) => findings.push(finding),
    ...change,
  });
  return { ...result, findings };
}
