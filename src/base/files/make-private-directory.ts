import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PRIVATE_DIRECTORY_MODE } from './private-modes.ts';
import { syncDirectorySync } from './sync-directory.ts';

/**
 * Makes a directory, and those above it that are missing, with mode 0700 whatever the umask; each entry is durable in the directory above
 * it. Returns false, and changes nothing, if there is something of that name.
 */
export function makePrivateDirectory(path: string): boolean {
  return makeStep(resolve(path));
}

/** Step by step: a recursive `mkdir` of Node never returns for a path below `/proc`, and says only of the first what it made. */
function makeStep(path: string): boolean {
  if (existsSync(path)) return false;
  const parent = dirname(path);
  makeStep(parent);
  mkdirSync(path, { mode: PRIVATE_DIRECTORY_MODE });
  chmodSync(path, PRIVATE_DIRECTORY_MODE);
  syncDirectorySync(parent);
  return true;
}
