import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { toPrintable } from '../../base/printable-text.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

/** Opens a file that is read more than once. The caller closes it. @throws {CommandError} if there is none to read */
export async function openCsvFile(path: string): Promise<{ readonly file: FileHandle; readonly found: Stats }> {
  const shown = toPrintable(path);
  const file = await openFile(path, shown);
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw new CommandError(`${shown} is a directory; name a CSV file`);
    if (!found.isFile()) throw new CommandError(`${shown} is no regular file; a file is read more than once`);
    return { file, found };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string, shown: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw new CommandError(`cannot read ${shown}: ${describeError(error)}`);
  }
}
