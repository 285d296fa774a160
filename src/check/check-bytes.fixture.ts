import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poolOfFlags } from '../cli/target/pool-flags.ts';
import { CSV_FILE_BYTES_MAX, CSV_RECORDS_MAX } from '../domain/imports/user-import-limits.ts';
import { type CheckOptions, type CheckResult, checkFile } from './check-file.ts';
import type { RecordFinding } from './finding.ts';

export interface CheckedBytes extends CheckResult {
  /** All of them, in file order. */
  readonly findings: readonly RecordFinding[];
}

/** Checks a file with this content; against the pool that `muster import` makes, unless told otherwise. */
export async function checkBytes(content: string | Buffer, change: Partial<CheckOptions> = {}): Promise<CheckedBytes> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-check-'));
  const path = join(directory, 'users.csv');
  writeFileSync(path, content);
  const file = await open(path);
  const findings: RecordFinding[] = [];
  try {
    const result = await checkFile({
      fileDescriptor: file.fd,
      byteLength: (await file.stat()).size,
      fileName: 'users.csv',
      limits: { bytesMax: CSV_FILE_BYTES_MAX, recordsMax: CSV_RECORDS_MAX },
      poolOf: (header) => poolOfFlags({}, header),
      showValues: true,
      findingsPerKindMax: Number.POSITIVE_INFINITY,
      onFinding: (finding) => findings.push(finding),
      ...change,
    });
    return { ...result, findings };
  } finally {
    await file.close();
    rmSync(directory, { recursive: true });
  }
}
