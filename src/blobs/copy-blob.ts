import { constants } from 'node:fs';
import { copyFile, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE_FILE_MODE } from '../base/files/private-modes.ts';
import { BLOB_ID } from './directory-blobs.ts';

/** Copies a blob of one directory into another, durably; where the file system can, without its bytes. False if there is no such blob. */
export async function copyBlob(blobId: string, fromDirectory: string, toDirectory: string): Promise<boolean> {
  const copy = join(toDirectory, blobId);
  try {
    // A blob never changes once it has its name.
    await copyFile(join(fromDirectory, blobId), copy, constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  const file = await open(copy, 'r+');
  try {
    await file.chmod(PRIVATE_FILE_MODE);
    await file.sync();
  } finally {
    await file.close();
  }
  return true;
}

/** Ids of the blobs of a directory, which need not be there. */
export async function listBlobFiles(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => BLOB_ID.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
