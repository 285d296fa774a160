import { existsSync, realpathSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { makePrivateDirectory } from '../base/files/make-private-directory.ts';
import { syncDirectory } from '../base/files/sync-directory.ts';
import { writeDurably } from '../base/files/write-durably.ts';
import { formatCounted } from '../base/text/format-quantity.ts';
import { isInBucket } from '../blobs/blob-name.ts';
import { copyBlob, listBlobFiles } from '../blobs/copy-blob.ts';
import { backUpDatabase, type DatabaseCopy } from './back-up-database.ts';
import { type Backup, BackupError } from './backup.ts';
import { dataDirectoryPaths } from './data-directory.ts';

/** An upload that began and whose job ended while the copy was made is missed once; not again and again. */
const TRIES_MAX = 5;

/**
 * Copies a data directory, in use or not, into a new directory that a server can be started on: the database as it is at one moment, the
 * uploaded files that this database names, and the server key if it lies in the directory. Whole or not there at all, also
 * through a power cut; for its owner alone (R560). Files in a bucket stay there.
 * @throws {BackupError}
 */
export async function copyDataDirectory(dataDirectory: string, destination: string): Promise<Backup> {
  const from = dataDirectoryPaths(dataDirectory);
  const path = resolve(destination);
  if (!existsSync(from.databaseFile))
    throw new BackupError(`${from.path} is not a data directory: it has no muster.db`);
  if (existsSync(path)) throw new BackupError(`${path} already exists; a backup needs a new directory`);
  if (isWithin(from.path, path)) {
    throw new BackupError(`${path} is in the data directory ${from.path}; choose another directory for the backup`);
  }
  const part = dataDirectoryPaths(`${path}.part`);
  await rm(part.path, { recursive: true, force: true });
  try {
    makePrivateDirectory(part.blobsPath);
    const copy = await copyConsistently(from, part);
    const isKeyIncluded = await copyKey(from.serverKeyFile, part.serverKeyFile);
    const { size } = await stat(part.databaseFile);
    for (const directory of [part.blobsPath, part.path]) await syncDirectory(directory);
    await rename(part.path, path);
    await syncDirectory(dirname(path));
    return {
      path,
      databaseBytes: size,
      uploadCount: copy.blobIds.filter((blobId) => !isInBucket(blobId)).length,
      bucketUploadCount: copy.blobIds.filter(isInBucket).length,
      serverKey: { fingerprint: copy.serverKeyFingerprint, isIncluded: isKeyIncluded },
    };
  } catch (error) {
    await rm(part.path, { recursive: true, force: true });
    throw error;
  }
}

/** Also where `path` is not there yet, or leads there by links. */
function isWithin(directory: string, path: string): boolean {
  const inner = relative(realpathSync(directory), realPathOf(path));
  return inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
}

function realPathOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realPathOf(dirname(path)), basename(path));
}

type Paths = ReturnType<typeof dataDirectoryPaths>;

/**
 * Uploads first, then the database, then the uploads that came between: a file is deleted only after its job ended, so one that the
 * database names was there before or is there after.
 */
async function copyConsistently(from: Paths, to: Paths): Promise<DatabaseCopy> {
  for (let tries = 1; ; tries += 1) {
    for (const blobId of await listBlobFiles(from.blobsPath)) await copyBlob(blobId, from.blobsPath, to.blobsPath);
    const copy = await backUpDatabase(from.databaseFile, to.databaseFile);
    const missing = await copyMissing(copy.blobIds, from, to);
    if (missing.length === 0) {
      await removeOthers(copy.blobIds, to);
      return copy;
    }
    if (tries === TRIES_MAX) {
      throw new BackupError(
        `${formatCounted(missing.length, 'uploaded file')} that the database names ${missing.length === 1 ? 'is' : 'are'} missing from ${from.blobsPath}`,
      );
    }
    await rm(to.databaseFile);
  }
}

async function copyMissing(blobIds: readonly string[], from: Paths, to: Paths): Promise<string[]> {
  const missing: string[] = [];
  for (const blobId of blobIds) {
    if (isInBucket(blobId)) continue;
    if (existsSync(join(to.blobsPath, blobId))) continue;
    if (!(await copyBlob(blobId, from.blobsPath, to.blobsPath))) missing.push(blobId);
  }
  return missing;
}

async function removeOthers(blobIds: readonly string[], { blobsPath }: Paths): Promise<void> {
  for (const name of await readdir(blobsPath)) if (!blobIds.includes(name)) await rm(join(blobsPath, name));
}

/** False if the key comes from the environment. */
async function copyKey(from: string, to: string): Promise<boolean> {
  if (!existsSync(from)) return false;
  writeDurably(to, await readFile(from));
  return true;
}
