import { readdir } from 'node:fs/promises';
import { findSystemCode } from './command-error.ts';

/** Whether nothing was ever kept in this directory. */
export async function isNewDirectory(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    if (findSystemCode(error) === 'ENOENT') return true;
    return false;
  }
}
