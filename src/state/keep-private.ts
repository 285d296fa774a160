import { accessSync, chmodSync, constants, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOpenToOthers, PRIVATE_DIRECTORY_MODE, PRIVATE_FILE_MODE } from '../base/files/private-modes.ts';
import { DataDirectoryError } from './data-directory-error.ts';

/** What a data directory holds; `lost+found` is in the root of a file system that was just made. */
const NAMES =
  /^(?:(?:muster|lock)\.db(?:-wal|-shm|-journal)?|server\.(?:key|json)(?:\.new)?|blobs|\.gitignore|lost\+found)$/;
const SECRETS = /^(?:(?:muster|lock)\.db(?:-wal|-shm|-journal)?|server\.(?:key|json)(?:\.new)?)$/;

/**
 * Makes sure that only the user of this process can enter the directory: one that others may enter gets mode 0700 if it is empty or a data
 * directory, and is refused otherwise, as is one of another user (R561). @throws {DataDirectoryError}
 */
export function keepPrivate(path: string, changeMode = chmodSync): void {
  // Windows has no modes; there a directory has the rights of the one above it.
  if (process.platform === 'win32') return;
  const found = statSync(path);
  if (found.uid !== process.geteuid?.()) refuseForeign(path, found.uid);
  if (isOpenToOthers(found.mode)) {
    if (!isOwnDirectory(path)) {
      throw new DataDirectoryError(
        'not-private',
        `${path} holds files that are not Muster's, and other users may enter it (mode ${formatMode(found.mode)}). Choose a directory for Muster alone, for example --data ${join(path, '.muster')}`,
      );
    }
    changeMode(path, PRIVATE_DIRECTORY_MODE);
    requireModes(path);
  }
  for (const name of readdirSync(path).filter((entry) => SECRETS.test(entry))) {
    const file = join(path, name);
    // A server that ends right now deletes some of them.
    const stats = statSync(file, { throwIfNoEntry: false });
    if (stats && isOpenToOthers(stats.mode)) changeMode(file, PRIVATE_FILE_MODE);
  }
}

/** Without the right to write there, that is what is wrong. */
function refuseForeign(path: string, owner: number): never {
  accessSync(path, constants.W_OK);
  const holder = `${path} belongs to another user (user id ${owner}; Muster runs as user id ${process.geteuid?.()})`;
  // Nobody is advised to run a server as root.
  const remedy = owner === 0 ? 'Choose' : 'Run Muster as that user, or choose';
  throw new DataDirectoryError(
    'not-private',
    `${holder}. ${remedy} a new directory, for example --data ${join(path, 'muster')}`,
  );
}

/** Some file systems show every file as everybody's, and a change of modes changes nothing. */
function requireModes(path: string): void {
  const { mode } = statSync(path);
  if (!isOpenToOthers(mode)) return;
  throw new DataDirectoryError(
    'not-private',
    `other users may enter ${path} (mode ${formatMode(mode)}), and its file system keeps no other mode. Choose a directory on another file system with --data, for example in your home directory`,
  );
}

/** By names: to open a database that another server of this process has open, and to close it again, would drop that one's locks. */
function isOwnDirectory(path: string): boolean {
  const names = readdirSync(path);
  return names.every((name) => NAMES.test(name)) || ['muster.db', 'lock.db'].every((name) => names.includes(name));
}

function formatMode(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
