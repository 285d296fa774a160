import { closeSync, openSync } from 'node:fs';
import { findSystemCode } from '../system-code.ts';
import { PRIVATE_FILE_MODE } from './private-modes.ts';

/**
 * Creates an empty file with mode 0600 whatever the umask, for a library that would create it with another one. Returns false, and changes
 * nothing, if there is something of that name.
 */
export function createPrivateFile(path: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx', PRIVATE_FILE_MODE);
  } catch (error) {
    if (findSystemCode(error) === 'EEXIST') return false;
    throw error;
  }
  closeSync(descriptor);
  return true;
}
