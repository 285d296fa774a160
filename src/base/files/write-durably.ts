import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { PRIVATE_FILE_MODE } from './private-modes.ts';
import { syncDirectorySync } from './sync-directory.ts';

/** Writes a file whole or not at all, also through a power cut; mode 0600 whatever the umask. Uses the name with `.new` behind it. */
export function writeDurably(file: string, content: Uint8Array): void {
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  const descriptor = openSync(temporary, 'wx', PRIVATE_FILE_MODE);
  try {
    for (let written = 0; written < content.length; ) written += writeSync(descriptor, content, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, file);
  syncDirectorySync(dirname(file));
}
