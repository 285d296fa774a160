import type { Clock } from '../../base/clock.ts';
import { type CheckResult, checkFile } from '../../check/check-file.ts';
import type { CheckOptions } from '../../check/check-options.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { fileToCheck } from '../target/file-to-check.ts';
import { resolveFileLimits } from '../target/resolve-target-config.ts';
import type { Interruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';
import { toFindingJson } from './print-check.ts';
import type { PoolOptions } from './resolve-pool.ts';

/** Places of each kind of fault that a person is shown unless `--max-findings` says otherwise. */
export const FINDINGS_SHOWN = 5;

export interface CheckCommandOptions extends PoolOptions {
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly maxFindings?: number;
  readonly showValues?: boolean;
  readonly json?: boolean;
  /** Whether records are compared with the users of the pool. */
  readonly againstPool?: boolean;
  /** Path of the new file with all safe changes made. */
  readonly fix?: string;
}

/** What a check and a fix of the same file share. */
export interface CheckRun {
  readonly options: CheckCommandOptions;
  readonly poolOf: CheckOptions['poolOf'];
  readonly earlier: CheckOptions['earlier'];
  readonly output: Output;
  readonly clock: Clock;
  readonly interruption: Interruption;
}

export interface OpenFile {
  readonly fileDescriptor: number;
  readonly byteLength: number;
  readonly fileName: string;
}

export async function checkOpenFile(
  { fileDescriptor, byteLength, fileName }: OpenFile,
  { options, poolOf, earlier, output, clock, interruption }: CheckRun,
  printsFindings: boolean,
): Promise<CheckResult> {
  const { csvBytesMax, csvRecordsMax } = resolveFileLimits();
  const progress = startProgress({ verb: 'Checking', unit: 'bytes', total: byteLength }, output, clock);
  try {
    return await checkFile({
      ...fileToCheck(fileDescriptor, byteLength),
      fileName,
      limits: { bytesMax: csvBytesMax, recordsMax: csvRecordsMax },
      poolOf,
      earlier,
      passwordHashingAlgorithm: options.passwordHashingAlgorithm,
      showValues: options.showValues === true,
      findingsPerKindMax: options.maxFindings ?? (options.json ? Number.POSITIVE_INFINITY : FINDINGS_SHOWN),
      onFinding: printsFindings ? (finding) => output.print(toFindingJson(finding)) : undefined,
      onBytes: (done) => progress.update(done),
      signal: interruption.signal,
    });
  } finally {
    progress.stop();
  }
}
