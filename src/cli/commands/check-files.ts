import type { Clock } from '../../base/clock.ts';
import { once } from '../../base/once.ts';
import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import type { CheckResult } from '../../check/check-file.ts';
import type { CheckOptions } from '../../check/check-options.ts';
import { EarlierRecords } from '../../check/earlier-records.ts';
import type { ImportCounters } from '../../domain/imports/import-job.ts';
import { readRequestedPool } from '../target/requested-pool.ts';
import { CommandError, EXIT } from '../terminal/command-error.ts';
import { type Interruption, openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { printText } from '../terminal/wrap-text.ts';
import { checkFileAtPath, type FileCheck, printCheckError } from './check-command.ts';
import type { CheckCommandOptions } from './check-open-file.ts';
import { listFilesToCheck, namesPlace, namesPool } from './files-to-check.ts';
import { describeCounters } from './print-check.ts';
import { poolFlagsOf, resolvePool } from './resolve-pool.ts';

/** What the files of one check share. */
interface SharedByFiles {
  readonly poolOf: CheckOptions['poolOf'];
  /** Undefined for one file without `--against-pool`. */
  readonly earlier: EarlierRecords | undefined;
}

/**
 * `muster check FILE...|DIR...`: the files one after the other as one import, so that a user of an earlier file is a duplicate in a later
 * one (R981). Resolves with the highest exit code.
 */
export async function runCheck(
  paths: readonly string[],
  options: CheckCommandOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  const interruption = openInterruption(output);
  try {
    const { files, proposedPool } = listFilesToCheck(paths, options);
    // Asked for once a file is open: a name that is wrong is said first.
    const shared = once(async () => {
      const ofPool = await withProposedPool(options, proposedPool, output);
      return prepareShared(ofPool, files.length, { output, clock, interruption });
    });
    const checks: FileCheck[] = [];
    for (const [index, { path, algorithm }] of files.entries()) {
      if (index > 0 && options.json !== true) output.print();
      const checkOptions = { ...options, ...(algorithm === undefined ? {} : { passwordHashingAlgorithm: algorithm }) };
      const check = await checkFileAtPath(path, { options: checkOptions, shared, output, clock, interruption });
      if (check.exitCode === EXIT.interrupted) return EXIT.interrupted;
      checks.push(check);
    }
    const exitCode = Math.max(...checks.map((check) => check.exitCode));
    if (checks.length > 1) printTotal(checks, exitCode, options, output);
    return exitCode;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError' && interruption.signal.aborted) return EXIT.interrupted;
    throw printCheckError(error, options, output);
  } finally {
    interruption.close();
  }
}

/**
 * As an import of the same directory with the same options: into the pool of the name that its pool.json has, if there is one at their
 * place, otherwise into one that the file describes (R1074).
 */
async function withProposedPool(
  options: CheckCommandOptions,
  proposedPool: string | undefined,
  output: Output,
): Promise<CheckCommandOptions> {
  if (proposedPool === undefined || namesPool(options)) return options;
  const {
    againstPool = false,
    endpointUrl: _url,
    aws: _aws,
    data: _data,
    region: _region,
    profile: _profile,
    ...rest
  } = options;
  const described = { ...rest, userPoolFile: proposedPool };
  if (!againstPool && !namesPlace(options)) return described;
  // Loaded on demand, with the SDK.
  const { findRequestedPoolId } = await import('./describe-pool.ts');
  const userPoolId = await findRequestedPoolId(readRequestedPool(proposedPool).PoolName, options, output);
  return userPoolId === undefined ? { ...described, againstPool: false } : { ...options, userPoolId };
}

async function prepareShared(
  options: CheckCommandOptions,
  fileCount: number,
  run: { readonly output: Output; readonly clock: Clock; readonly interruption: Interruption },
): Promise<SharedByFiles> {
  const { againstPool = false } = options;
  if (againstPool && (options.userPoolFile !== undefined || poolFlagsOf(options) !== undefined)) {
    throw new CommandError(
      '--against-pool asks a pool for its users: name it with --user-pool-id, not by a file or by flags that describe one',
    );
  }
  const poolOf = await resolvePool(options, run.output);
  if (fileCount === 1 && !againstPool) return { poolOf, earlier: undefined };
  const earlier = new EarlierRecords(poolOf([]).settings);
  if (againstPool) {
    // Loaded on demand, with the SDK.
    const { addPoolUsers } = await import('./add-pool-users.ts');
    await addPoolUsers(earlier, options, run);
  }
  return { poolOf, earlier };
}

/** All files together, as an import of them one after the other would count. */
function printTotal(
  checks: readonly FileCheck[],
  exitCode: number,
  { json }: CheckCommandOptions,
  output: Output,
): void {
  const results = checks.map(({ result }) => result);
  const records = sumOf(results, ({ recordCount }) => recordCount);
  const counters: ImportCounters = {
    importedUsers: sumOf(results, ({ importedUsers }) => importedUsers),
    skippedUsers: sumOf(results, ({ skippedUsers }) => skippedUsers),
    failedUsers: sumOf(results, ({ failedUsers }) => failedUsers),
  };
  if (json) {
    output.print(JSON.stringify({ type: 'total', files: checks.length, records, ...counters, exitCode }));
    return;
  }
  output.print();
  const all = `All ${formatCount(checks.length)} files, one after the other: ${formatCounted(records, 'record')}`;
  printText(`${all}; ${describeCounters(counters)}.`, output);
}

function sumOf(results: readonly CheckResult[], countOf: (result: CheckResult) => number): number {
  return results.reduce((sum, result) => sum + countOf(result), 0);
}
