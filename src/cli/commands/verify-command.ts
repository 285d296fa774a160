import { formatCounted } from '../../base/format-quantity.ts';
import { toPrintable } from '../../base/printable-text.ts';
import { verifyData } from '../../service/entry.ts';
import { findDataDirectory } from '../target/data-directory.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

/** A damaged file has as many faults as it has pages. */
const FAULTS_PRINTED_MAX = 100;

/** `muster verify`: also while a server runs, and of a backup. Resolves with the exit code: 1 if something does not agree. */
export async function runVerifyCommand(options: { readonly data?: string }, output: Output): Promise<number> {
  const data = findDataDirectory(options, process.env);
  let printed = 0;
  const report = (fault: string) => {
    printed += 1;
    if (printed <= FAULTS_PRINTED_MAX) output.print(toPrintable(fault));
  };
  try {
    const found = await verifyData(data, report);
    if (found.faultCount > FAULTS_PRINTED_MAX) output.print(`… and ${found.faultCount - FAULTS_PRINTED_MAX} more`);
    const looked = [
      formatCounted(found.userPools, 'user pool'),
      formatCounted(found.users, 'user'),
      formatCounted(found.importJobs, 'import job'),
      formatCounted(found.logEvents, 'log event'),
      formatCounted(found.uploadCount, 'uploaded file'),
      ...(found.bucketUploadCount > 0 ? [`not at ${formatCounted(found.bucketUploadCount, 'file')} in a bucket`] : []),
    ].join(', ');
    output.print(
      found.faultCount === 0
        ? `all agrees: ${looked}`
        : `${formatCounted(found.faultCount, 'thing')} that do not agree, in ${looked}`,
    );
    return found.faultCount === 0 ? EXIT.done : EXIT.someFailed;
  } catch (error) {
    const isExpected = error instanceof Error && (error.name === 'BackupError' || error.name === 'DatabaseFileError');
    throw new CommandError(`could not verify ${data}: ${isExpected ? error.message : describeError(error)}`);
  }
}
