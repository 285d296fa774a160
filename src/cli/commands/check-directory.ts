import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { isDirectory, listUserFiles } from '../target/user-files.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { runCheckCommand } from './check-command.ts';
import type { CheckCommandOptions } from './check-open-file.ts';

/** `muster check FILE`, or the files of a directory of `muster convert` one after the other. Resolves with the highest exit code. */
export async function runCheck(
  path: string,
  options: CheckCommandOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  if (!isDirectory(path)) return runCheckCommand(path, options, output, clock);
  if (options.fix !== undefined || options.passwordHashingAlgorithm !== undefined) {
    throw new CommandError(
      '--fix and --password-hashing-algorithm are for one file; name a file of the directory, or leave them out',
    );
  }
  const files = listUserFiles(path);
  const proposed = join(path, 'pool.json');
  const pool = namesPool(options) || !existsSync(proposed) ? {} : { userPoolFile: proposed };
  let exitCode: number = EXIT.done;
  for (const [index, file] of files.entries()) {
    if (index > 0 && options.json !== true) output.print();
    const algorithm = file.algorithm === undefined ? {} : { passwordHashingAlgorithm: file.algorithm };
    const ofFile = await runCheckCommand(file.path, { ...options, ...pool, ...algorithm }, output, clock);
    if (ofFile === EXIT.interrupted) return ofFile;
    exitCode = Math.max(exitCode, ofFile);
  }
  return exitCode;
}

/** Whether some flag says which pool the files are for. */
function namesPool(options: CheckCommandOptions): boolean {
  const { userPoolId, userPoolFile, endpointUrl, aws, data, region, profile } = options;
  const { autoVerifiedAttributes, usernameAttributes, aliasAttributes, caseInsensitive } = options;
  const { mfaConfiguration, requiredAttributes, customAttributes } = options;
  const ofTarget = [userPoolId, userPoolFile, endpointUrl, aws, data, region, profile];
  const ofPool = [autoVerifiedAttributes, usernameAttributes, aliasAttributes, caseInsensitive, mfaConfiguration];
  return [...ofTarget, ...ofPool, requiredAttributes, customAttributes].some((flag) => flag !== undefined);
}
