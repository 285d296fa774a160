import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_KEY_BYTES, ServerKey } from '../base/server-key.ts';
import { isInBucket } from '../blobs/blob-name.ts';
import { BackupError } from './backup.ts';
import { dataDirectoryPaths } from './data-directory.ts';
import type { Verification, VerificationProgress } from './verification.ts';
import { findPinnedFingerprint, verifyDatabase } from './verify-database.ts';

/** Looks at the database and at what lies beside it: the uploaded files that jobs need, and the server key. */
export function verifyDataDirectory(
  dataDirectory: string,
  report: (fault: string) => void,
  onProgress?: (progress: VerificationProgress) => void,
): Verification {
  const { path, databaseFile, blobsPath, serverKeyFile } = dataDirectoryPaths(dataDirectory);
  if (!existsSync(databaseFile)) throw new BackupError(`${path} is not a data directory: it has no muster.db`);
  let faultCount = 0;
  const count = (fault: string) => {
    faultCount += 1;
    report(fault);
  };
  const { uploads, ...contents } = verifyDatabase(databaseFile, count, onProgress);
  const files = uploads.filter(({ blobId }) => !isInBucket(blobId));
  for (const { jobId, blobId, byteLength } of files) {
    const file = join(blobsPath, blobId);
    const length = existsSync(file) ? statSync(file).size : undefined;
    if (length === undefined) count(`import job ${jobId}: its uploaded file is missing`);
    else if (length !== byteLength)
      count(`import job ${jobId}: its uploaded file has ${length} bytes, not ${byteLength}`);
  }
  const hasServerKey = existsSync(serverKeyFile);
  if (hasServerKey) {
    const key = readFileSync(serverKeyFile);
    const pinned = findPinnedFingerprint(databaseFile);
    if (key.length !== SERVER_KEY_BYTES) count(`server key: has ${key.length} bytes, not ${SERVER_KEY_BYTES}`);
    else if (pinned !== undefined && new ServerKey(key).fingerprint() !== pinned) {
      count('server key: is not the one that the database was created with');
    }
  }
  const bucketUploadCount = uploads.length - files.length;
  return { ...contents, uploadCount: files.length, bucketUploadCount, hasServerKey, faultCount };
}
