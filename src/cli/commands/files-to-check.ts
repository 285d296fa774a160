import { existsSync, realpathSync } from 'node:fs';
import { toPrintable } from '../../base/text/printable-text.ts';
import { findProposedPool } from '../target/proposed-pool.ts';
import { isDirectory, listUserFiles, type UserFile } from '../target/user-files.ts';
import { CommandError } from '../terminal/command-error.ts';
import type { CheckCommandOptions } from './check-open-file.ts';

/** What the paths of a command line stand for. */
export interface FilesToCheck {
  /** In the order of the paths, those of a directory in the order of their names. */
  readonly files: readonly UserFile[];
  /** The pool that a directory of `muster convert` proposes. */
  readonly proposedPool: string | undefined;
}

/** The files of the paths, each a file or a directory of `muster convert`. @throws {CommandError} */
export function listFilesToCheck(
  paths: readonly string[],
  { fix, passwordHashingAlgorithm }: CheckCommandOptions,
): FilesToCheck {
  const directories = paths.filter(isDirectory);
  if (directories.length > 0 && (fix !== undefined || passwordHashingAlgorithm !== undefined)) {
    throw new CommandError(
      '--fix and --password-hashing-algorithm are for files; name a file of the directory, or leave them out',
    );
  }
  const files = paths.flatMap((path) =>
    directories.includes(path) ? listUserFiles(path) : [{ path, algorithm: passwordHashingAlgorithm }],
  );
  if (files.length > 1 && fix !== undefined) {
    throw new CommandError('--fix writes the new file of one file; give it with each file by itself');
  }
  refuseRepeatedPaths(files);
  return { files, proposedPool: findProposedPool(directories, '--user-pool-file') };
}

/** A file that is given twice would have each of its users twice. @throws {CommandError} */
function refuseRepeatedPaths(files: readonly UserFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    // What does not exist is refused when it is opened.
    const real = existsSync(path) ? realpathSync(path) : path;
    if (seen.has(real)) throw new CommandError(`${toPrintable(path)} is given twice; give it once`);
    seen.add(real);
  }
}

/** Whether some flag says which pool the files are for. */
export function namesPool(options: CheckCommandOptions): boolean {
  const { userPoolId, userPoolFile, autoVerifiedAttributes, usernameAttributes, aliasAttributes } = options;
  const { caseInsensitive, mfaConfiguration, requiredAttributes, customAttributes } = options;
  const ofPool = [autoVerifiedAttributes, usernameAttributes, aliasAttributes, caseInsensitive, mfaConfiguration];
  return [userPoolId, userPoolFile, ...ofPool, requiredAttributes, customAttributes].some((flag) => flag !== undefined);
}

/** Whether some flag says where a pool is. */
export function namesPlace({ endpointUrl, aws, data, region, profile }: CheckCommandOptions): boolean {
  return [endpointUrl, aws, data, region, profile].some((flag) => flag !== undefined);
}
