import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { DriverError } from './driver-error.ts';

/** Opens a file that is read more than once. The caller closes it. @throws {DriverError} */
export async function openCsvFile(path: string): Promise<{ readonly file: FileHandle; readonly found: Stats }> {
  const file = await open(path, 'r').catch((error: unknown) => {
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
