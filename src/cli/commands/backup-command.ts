import { formatBytes, formatCounted } from '../../base/text/format-quantity.ts';
import { BackupError, backUpData } from '../../service/entry.ts';
import { findDataDirectory } from '../target/data-directory.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';

/** `muster backup DIRECTORY`: also while a server runs. Resolves with the exit code. */
export async function runBackupCommand(
  destination: string,
  options: { readonly data?: string },
  output: Output,
): Promise<number> {
  const data = findDataDirectory(options, process.env);
  // The database is copied in one go, which cannot be watched.
  if (output.terminal !== undefined) output.note(`Backing up data directory ${data}`);
  try {
    const { path, databaseBytes, uploadCount, bucketUploadCount, serverKey } = await backUpData(data, destination);
    output.print(
      `backed up to ${path}: ${formatBytes(databaseBytes)} of database, ${formatCounted(uploadCount, 'uploaded file')}`,
    );
    if (bucketUploadCount > 0) {
      output.print(
        `Not included: ${formatCounted(bucketUploadCount, 'uploaded file')} that jobs need; they stay in their bucket.`,
      );
    }
    output.print(
      serverKey.isIncluded
        ? 'The backup contains the server key (server.key); keep it as secret as the key.'
        : `The backup opens only with the server key ${serverKey.fingerprint ?? ''} in MUSTER_SERVER_KEY; keep that key too.`,
    );
    return EXIT.done;
  } catch (error) {
    const isExpected = error instanceof BackupError || (error instanceof Error && error.name === 'DatabaseFileError');
    throw new CommandError(`could not back up ${data}: ${isExpected ? error.message : describeError(error)}`);
  }
}
