import type { Clock } from '../../base/clock.ts';
import { formatBytes, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { type VerificationProgress, verifyData } from '../../service/entry.ts';
import { findDataDirectory } from '../target/data-directory.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { type Progress, startProgress } from '../terminal/progress.ts';
import { printText } from '../terminal/wrap-text.ts';

/** A damaged file may have as many faults as it has pages. */
const FAULTS_PRINTED_MAX = 100;

/** The pages of a smaller database are checked within a second. */
const NOTED_BYTES_MIN = 32_000_000;

/** `muster verify`: also while a server runs, and of a backup. Resolves with the exit code: 1 if something is inconsistent. */
export async function runVerifyCommand(
  options: { readonly data?: string },
  output: Output,
  clock: Clock,
): Promise<number> {
  const data = findDataDirectory(options, process.env);
  let progress: Progress | undefined;
  const stopProgress = (): void => {
    progress?.stop();
    progress = undefined;
  };
  let printed = 0;
  const report = (fault: string) => {
    stopProgress();
    printed += 1;
    if (printed <= FAULTS_PRINTED_MAX) printText(toPrintable(fault), output);
  };
  const onProgress = (at: VerificationProgress): void => {
    if (at.phase === 'users') {
      progress ??= startProgress({ verb: 'Verifying', unit: 'users', total: at.total }, output, clock);
      progress.update(at.done);
    } else if (at.byteLength >= NOTED_BYTES_MIN) {
      output.note(`Checking ${formatBytes(at.byteLength)} of database pages`);
    }
  };
  try {
    const found = await verifyData(data, report, onProgress);
    stopProgress();
    if (found.faultCount > FAULTS_PRINTED_MAX) output.print(`… and ${found.faultCount - FAULTS_PRINTED_MAX} more`);
    const checked = [
      formatCounted(found.userPools, 'user pool'),
      formatCounted(found.users, 'user'),
      formatCounted(found.importJobs, 'import job'),
      formatCounted(found.logEvents, 'log event'),
      formatCounted(found.uploadCount, 'uploaded file'),
      ...(found.bucketUploadCount > 0 ? [`without ${formatCounted(found.bucketUploadCount, 'file')} in a bucket`] : []),
    ].join(', ');
    printText(`${describeFaults(found.faultCount)}: ${checked}`, output);
    if (!found.hasServerKey) {
      printText(
        'The server key was not checked: the directory does not have it. A server starts only with it.',
        output,
      );
    }
    return found.faultCount === 0 ? EXIT.done : EXIT.someFailed;
  } catch (error) {
    stopProgress();
    const isExpected = error instanceof Error && (error.name === 'BackupError' || error.name === 'DatabaseFileError');
    throw new CommandError(`could not verify ${data}: ${isExpected ? error.message : describeError(error)}`);
  }
}

function describeFaults(count: number): string {
  return count === 0 ? 'no inconsistencies found' : `${formatCounted(count, 'inconsistency', 'inconsistencies')} found`;
}
