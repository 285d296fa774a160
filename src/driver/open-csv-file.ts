import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { DriverError } from './driver-error.ts';

/** A pipe would otherwise hold the open until somebody writes to it. Windows does not have the flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a file that is read more than once. The caller closes it. @throws {DriverError} */
export async function openCsvFile(path: string): Promise<{ readonly file: FileHandle; readonly found: Stats }> {
  const file = await open(path, OPEN_FLAGS).catch((error: unknown) => {
    throw new DriverError({ kind: 'file-unreadable', path }, error);
  });
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new DriverError({ kind: 'file-is-directory', path });
    if (!found.isFile()) throw new DriverError({ kind: 'file-not-regular', path });
    return { file, found };
  } catch (error) {
    await file.close();
    throw error;
  }
}
