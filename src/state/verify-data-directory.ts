import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_KEY_BYTES, ServerKey } from '../base/server-key.ts';
import { isInBucket } from '../blobs/blob-name.ts';
import { BackupError } from './backup.ts';
import { dataDirectoryPaths } from './data-directory.ts';
import { sealingKeysOf } from './sealing-keys.ts';
import type { Verification, VerificationProgress } from './verification.ts';
import { findPinnedFingerprint, verifyDatabase } from './verify-database.ts';

/** Looks at the database and at what lies beside it: the uploaded files that jobs need, and the server key, with which it opens every secret of sign-ins. */
export async function verifyDataDirectory(
  dataDirectory: string,
  report: (fault: string) => void,
  onProgress?: (progress: VerificationProgress) => void,
): Promise<Verification> {
  const { path, databaseFile, blobsPath, serverKeyFile } = dataDirectoryPaths(dataDirectory);
  if (!existsSync(databaseFile)) throw new BackupError(`${path} is not a data directory: it has no muster.db`);
  let faultCount = 0;
  const count = (fault: string) => {
    faultCount += 1;
    report(fault);
  };
  const serverKey = verifyServerKey(databaseFile, serverKeyFile, count);
  const keys = serverKey && sealingKeysOf(serverKey);
  const { uploads, ...contents } = await verifyDatabase(databaseFile, keys, count, onProgress);
  const files = uploads.filter(({ blobId }) => !isInBucket(blobId));
  for (const { jobId, blobId, byteLength } of files) {
    const file = join(blobsPath, blobId);
    const length = existsSync(file) ? statSync(file).size : undefined;
    if (length === undefined) count(`import job ${jobId}: its uploaded file is missing`);
    else if (length !== byteLength)
      count(`import job ${jobId}: its uploaded file has ${length} bytes, not ${byteLength}`);
  }
  const hasServerKey = existsSync(serverKeyFile);
  const bucketUploadCount = uploads.length - files.length;
  return { ...contents, uploadCount: files.length, bucketUploadCount, hasServerKey, faultCount };
}

/** The key of the directory if it has one that the database was created with; else what it seals cannot be opened. */
function verifyServerKey(databaseFile: string, serverKeyFile: string, count: (fault: string) => void) {
  if (!existsSync(serverKeyFile)) return undefined;
  const bytes = readFileSync(serverKeyFile);
  if (bytes.length !== SERVER_KEY_BYTES) {
    count(`server key: has ${bytes.length} bytes, not ${SERVER_KEY_BYTES}`);
    return undefined;
  }
  const key = new ServerKey(bytes);
  const pinned = findPinnedFingerprint(databaseFile);
  if (pinned === undefined || key.fingerprint() === pinned) return key;
  count('server key: is not the one that the database was created with');
  return undefined;
}
