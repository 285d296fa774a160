import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toPrintable } from '../../base/text/printable-text.ts';
import {
  PASSWORD_HASHING_ALGORITHMS,
  type PasswordHashingAlgorithm,
} from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

/** A file of users in a directory of `muster convert`. */
export interface UserFile {
  readonly path: string;
  /** Of its hashes, as its name says. */
  readonly algorithm: PasswordHashingAlgorithm | undefined;
}

const USER_FILE = /^users(?:-(bcrypt|scrypt|argon2id|pbkdf2-sha256))?(?:-\d+)?\.csv$/;

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The files of users in a directory of `muster convert`, in the order of their names; its other tables are passed over. @throws {CommandError} */
export function listUserFiles(directory: string): readonly UserFile[] {
  const shown = toPrintable(directory);
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    throw new CommandError(`cannot read ${shown}: ${describeError(error)}`);
  }
  const files = names.toSorted().flatMap((name) => {
    const match = USER_FILE.exec(name);
    if (match === null) return [];
    const algorithm = match[1]?.toUpperCase().replaceAll('-', '_');
    return [
      { path: join(directory, name), algorithm: PASSWORD_HASHING_ALGORITHMS.find((known) => known === algorithm) },
    ];
  });
  if (files.length === 0) {
    throw new CommandError(
      `${shown} has no users.csv or users-ALGORITHM.csv; name a file, or a directory that muster convert has written`,
    );
  }
  return files;
}
