import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { refuseStandardInput } from '../commands/refuse-standard-input.ts';
import type { TargetOptions } from '../target/resolve-target-config.ts';
import { isDirectory, listUserFiles } from '../target/user-files.ts';
import { CommandError } from '../terminal/command-error.ts';

const FOLLOW_UP_FILE = 'follow-up.jsonl';

export interface ImportOptions extends TargetOptions {
  /** File with the pool to create, or to use if one of its name exists. */
  readonly pool?: string;
  readonly roleArn?: string;
  /** Of the hashes in the files, whatever they look like. */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly run?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** Whether the plan says who is in the pool already. */
  readonly againstPool?: boolean;
  readonly partRecords?: number;
  readonly keepParts?: boolean;
  /** False: none. */
  readonly followUp?: string | false;
  readonly rate?: number;
  readonly json?: boolean;
  readonly failures?: string;
}

/** What is to be imported, by the command line alone. */
export interface ImportRequest {
  /** As they were named, or below a directory that was named. */
  readonly paths: readonly string[];
  readonly followUpPath: string | undefined;
  /** A file of follow-ups beside a file that was named, which nobody asked for or refused. */
  readonly passedOver: string | undefined;
  /** Of the run. */
  readonly folder: string;
}

/** @throws {CommandError} for options that contradict each other, and for files that are named twice */
export function readImportRequest(given: readonly string[], options: ImportOptions, nowMs: number): ImportRequest {
  refuseContradictions(options);
  for (const path of given) refuseStandardInput(path, 'import');
  const paths = given.flatMap((path) => (isDirectory(path) ? listUserFiles(path).map((file) => file.path) : [path]));
  refuseRepeatedPaths(paths);
  const followUpPath = findFollowUps(given, options);
  return {
    paths,
    followUpPath,
    passedOver: options.followUp === undefined && followUpPath === undefined ? findBeside(paths) : undefined,
    folder: options.run ?? findFreeFolder(given[0] ?? '.', nowMs),
  };
}

function refuseContradictions({ userPoolId, pool, failures }: ImportOptions): void {
  if (userPoolId !== undefined && pool !== undefined) {
    throw new CommandError(
      'give --user-pool-id or --pool, not both: one names a pool that exists, the other one to create',
    );
  }
  if (failures !== undefined) {
    throw new CommandError(
      '--failures is no longer an option: failed records, their reasons and remedies are in the folder of the run, which --run DIR names',
    );
  }
}

function refuseRepeatedPaths(paths: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const path of paths) {
    if (!existsSync(path)) continue;
    const target = realpathSync(path);
    const before = seen.get(target);
    if (before !== undefined) {
      const shown = toPrintable(path);
      throw new CommandError(
        before === path ? `${shown} is given twice` : `${toPrintable(before)} and ${shown} are the same file`,
      );
    }
    seen.set(target, path);
  }
}

function findFollowUps(given: readonly string[], { followUp }: ImportOptions): string | undefined {
  if (followUp === false) return undefined;
  if (followUp !== undefined) return followUp;
  const found = given
    .filter(isDirectory)
    .map((path) => join(path, FOLLOW_UP_FILE))
    .filter((path) => existsSync(path));
  if (found.length > 1) {
    throw new CommandError(
      `several directories have a ${FOLLOW_UP_FILE}; join them into one file and name it with --follow-up, or add --no-follow-up`,
    );
  }
  return found[0];
}

/** The follow-ups of `muster convert`, or of a run, beside one of the files. */
function findBeside(paths: readonly string[]): string | undefined {
  return paths.map((path) => join(dirname(path), FOLLOW_UP_FILE)).find((path) => existsSync(path));
}

/** `muster-run-20261130-154501` beside the first file or directory: whoever deletes what was converted keeps the report. */
function findFreeFolder(path: string, nowMs: number): string {
  const time = new Date(nowMs)
    .toISOString()
    .replaceAll(/[-:]|\..*$/g, '')
    .replace('T', '-');
  const first = join(dirname(path), `muster-run-${time}`);
  let folder = first;
  for (let number = 2; existsSync(folder); number += 1) folder = `${first}-${number}`;
  return folder;
}
