import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { toPrintable } from '../../base/text/printable-text.ts';
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
  return { files, proposedPool: findProposedPool(directories) };
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

/** The `pool.json` of the directories: all users go into one pool. @throws {CommandError} if they propose several */
function findProposedPool(directories: readonly string[]): string | undefined {
  const paths = directories.map((directory) => join(directory, 'pool.json')).filter((path) => existsSync(path));
  const [first, ...others] = paths;
  if (first === undefined) return undefined;
  const proposed = readFileSync(first, 'utf8');
  const other = others.find((path) => readFileSync(path, 'utf8') !== proposed);
  if (other === undefined) return first;
  throw new CommandError(
    `${toPrintable(first)} and ${toPrintable(other)} describe different pools; name one with --user-pool-file, or check one directory after the other`,
  );
}

/** Whether some flag says which pool the files are for. */
export function namesPool(options: CheckCommandOptions): boolean {
  const { userPoolId, userPoolFile, endpointUrl, aws, data, region, profile } = options;
  const { autoVerifiedAttributes, usernameAttributes, aliasAttributes, caseInsensitive } = options;
  const { mfaConfiguration, requiredAttributes, customAttributes } = options;
  const ofTarget = [userPoolId, userPoolFile, endpointUrl, aws, data, region, profile];
  const ofPool = [autoVerifiedAttributes, usernameAttributes, aliasAttributes, caseInsensitive, mfaConfiguration];
  return [...ofTarget, ...ofPool, requiredAttributes, customAttributes].some((flag) => flag !== undefined);
}
