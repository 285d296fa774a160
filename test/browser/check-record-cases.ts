import { isUtf8ByDecoding } from '../../src/base/text/utf8.ts';
import { type CheckResult, checkFile } from '../../src/check/check-file.ts';
import type { RecordFinding } from '../../src/check/finding.ts';
import { fileOf } from '../../src/domain/records/cases/record-case.fixture.ts';
import { RECORD_CASES } from '../../src/domain/records/cases/record-cases.fixture.ts';

export interface CheckedCase {
  readonly name: string;
  readonly result: Omit<CheckResult, 'pool'>;
  /** All of them, in file order. */
  readonly findings: readonly RecordFinding[];
}

/** Checks the file of each record case with what browsers and Node have in common. */
export async function checkRecordCases(): Promise<CheckedCase[]> {
  const checked: CheckedCase[] = [];
  for (const recordCase of RECORD_CASES) {
    const bytes = new TextEncoder().encode(fileOf(recordCase));
    const findings: RecordFinding[] = [];
    const { pool: _pool, ...result } = await checkFile({
      file: {
        byteLength: bytes.length,
        read: async (offset, byteLength) => bytes.subarray(offset, offset + byteLength),
      },
      isUtf8: isUtf8ByDecoding,
      fileName: 'users.csv',
      limits: { bytesMax: 1_000_000, recordsMax: 1_000 },
      poolOf: () => ({ ...recordCase.pool, description: 'the pool of the case' }),
      passwordHashingAlgorithm: recordCase.algorithm,
      showValues: true,
      findingsPerKindMax: Number.POSITIVE_INFINITY,
      onFinding: (finding) => findings.push(finding),
    });
    checked.push({ name: recordCase.name, result, findings });
  }
  return checked;
}
