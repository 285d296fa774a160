import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../../base/clock.ts';
import { keepHeapSmall } from '../../base/keep-heap-small.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { reportLine } from '../../csv/report-line.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { pause } from '../../driver/driver-run.ts';
import type { ListingRun } from '../../driver/list-users.ts';
import { findPoolId, IMPORT_POOL_NAME } from '../../driver/prepare-pool.ts';
import { inspectSource, type ReconcileSource } from '../../driver/reconcile/inspect-source.ts';
import { type ReconcilePhase, type Reconciliation, reconcile } from '../../driver/reconcile/reconcile.ts';
import type { ComparedPool } from '../../driver/reconcile/user-comparison.ts';
import { WorkFile } from '../../driver/reconcile/work-file.ts';
import { FixedFile } from '../commands/fixed-file.ts';
import { describeFault } from '../target/describe-fault.ts';
import { explainError } from '../target/explain-error.ts';
import { narrateTrouble } from '../target/narrate-trouble.ts';
import { openService } from '../target/open-service.ts';
import { type ImportTarget, openTarget } from '../target/open-target.ts';
import { parseDescribedPool } from '../target/parse-described-pool.ts';
import { findProposedPool } from '../target/proposed-pool.ts';
import { readRequestedPool } from '../target/requested-pool.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { isDirectory, listUserFiles } from '../target/user-files.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import { type Interruption, openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { type Progress, type ProgressTask, startProgress } from '../terminal/progress.ts';
import { noteText } from '../terminal/wrap-text.ts';
import { printReconciliation, toDifferenceJson, toSummaryJson } from './print-reconciliation.ts';
import type { ReconcileOptions } from './reconcile-options.ts';

type Options = TargetOptions & ReconcileOptions;

const DIGITS_OF_NAME = 16;

/** `muster reconcile FILE...`. Resolves with the exit code. */
export async function runReconcileCommand(
  paths: readonly string[],
  options: Options,
  output: Output,
  clock: Clock,
): Promise<number> {
  keepHeapSmall();
  const interruption = openInterruption(output);
  let csvFile: FixedFile | undefined;
  try {
    csvFile = options.csv === undefined ? undefined : await FixedFile.create(options.csv, '--csv');
    const files = await inspectFiles(paths);
    const poolName = findPoolName(paths, options);
    const target = await openTarget(options, resolveTargetConfig(options), output, 'refuse');
    try {
      const exitCode = await reconcileAt(
        target,
        files,
        { ...options, csvFile, poolName },
        { output, clock, interruption },
      );
      if (exitCode !== EXIT.interrupted) csvFile = undefined;
      return exitCode;
    } finally {
      await target.close();
    }
  } catch (thrown) {
    const error = thrown instanceof DriverError ? new CommandError(describeFault(thrown)) : thrown;
    if (options.json) {
      output.print(JSON.stringify({ type: 'error', error: describeError(error), exitCode: EXIT.couldNotRun }));
    }
    throw error;
  } finally {
    await csvFile?.discard();
    interruption.close();
  }
}

/** As an import of the same directory without a pool: that of its pool.json, otherwise the one named import (R769). @throws {CommandError} */
function findPoolName(paths: readonly string[], { userPoolId }: Options): string {
  if (userPoolId !== undefined) return '';
  const proposed = findProposedPool(paths.filter(isDirectory), '--user-pool-id');
  return proposed === undefined ? IMPORT_POOL_NAME : readRequestedPool(proposed).PoolName;
}

/** @throws {CommandError} @throws {DriverError} */
async function inspectFiles(paths: readonly string[]): Promise<readonly ReconcileSource[]> {
  const files: ReconcileSource[] = [];
  for (const path of paths.flatMap((given) =>
    isDirectory(given) ? listUserFiles(given).map((file) => file.path) : given,
  )) {
    const file = await inspectSource(path);
    const same = files.find(({ sha256 }) => sha256 === file.sha256);
    if (same !== undefined) {
      throw new CommandError(
        `${toPrintable(same.path)} and ${toPrintable(path)} have the same content; give one of them`,
      );
    }
    files.push(file);
  }
  return files;
}

interface CommandRun {
  readonly output: Output;
  readonly clock: Clock;
  readonly interruption: Interruption;
}

async function reconcileAt(
  target: ImportTarget,
  files: readonly ReconcileSource[],
  options: Options & { readonly csvFile: FixedFile | undefined; readonly poolName: string },
  { output, clock, interruption }: CommandRun,
): Promise<number> {
  const service = openService(target);
  const progress = followProgress(output, clock);
  const run: ListingRun = {
    service,
    clock,
    interruption,
    pause,
    report: narrateTrouble(output, progress.stop),
  };
  let work: WorkFile | undefined;
  try {
    const pool = await findPool(target, options, run);
    work = WorkFile.open(workPathOf(files, pool.id, options.workDir));
    if (work.isResumed) noteText(`Going on with ${toPrintable(work.path)}, which an earlier run has left.`, output);
    const found = await reconcile({ files, pool, work, onProgress: progress.update }, run);
    progress.stop();
    const exitCode = found.missing + found.different + found.extra > 0 ? EXIT.someFailed : EXIT.done;
    await printAll(found, work, files, { ...options, place: `${pool.name} (${pool.id})` }, exitCode, output);
    work.discard();
    work = undefined;
    return exitCode;
  } catch (error) {
    progress.stop();
    const kept = keepForLater(work);
    work = undefined;
    if (kept !== undefined) {
      noteText(
        `What was compared so far is in ${toPrintable(kept)}: the same command goes on with it. It holds user names; delete it if you do not need it.`,
        output,
      );
    }
    if (interruption.signal.aborted && error instanceof Error && error.name === 'AbortError') return EXIT.interrupted;
    throw explainError(explainWorkFault(error, kept), target.url);
  } finally {
    work?.close();
    service.clients.close();
  }
}

/** Such as a full disk. */
function explainWorkFault(error: unknown, path: string | undefined): unknown {
  const isOfWork = error instanceof Error && error.name === 'SqliteError';
  return isOfWork ? new DriverError({ kind: 'work-file-unusable', path: path ?? 'the work file' }, error) : error;
}

/** The path of what a later run can go on with; what is not worth it is deleted. */
function keepForLater(work: WorkFile | undefined): string | undefined {
  if (work?.getNote('loaded') === undefined) {
    work?.discard();
    return undefined;
  }
  work.close();
  return work.path;
}

async function findPool(
  target: ImportTarget,
  { userPoolId, poolName }: Options & { readonly poolName: string },
  { service }: ListingRun,
): Promise<ComparedPool & { readonly name: string }> {
  const { cognito } = service.clients;
  const id = userPoolId ?? (await findPoolId(cognito, poolName));
  if (id === undefined) {
    throw new CommandError(
      `${target.description} has no pool named ${toPrintable(poolName)}; name one with --user-pool-id`,
    );
  }
  const answer = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: id }));
  const { settings, schema } = parseDescribedPool(answer, `the answer of ${target.description}`);
  return { id, name: toPrintable(answer.UserPool?.Name ?? ''), settings, schema };
}

/** The same for the same files and the same pool, so that a later run finds it. */
function workPathOf(files: readonly ReconcileSource[], userPoolId: string, workDir: string | undefined): string {
  const hash = createHash('sha256').update(userPoolId);
  for (const { sha256 } of files) hash.update(` ${sha256}`);
  const directory = workDir ?? dirname(files[0]?.path ?? '.');
  return join(directory, `muster-reconcile-${hash.digest('hex').slice(0, DIGITS_OF_NAME)}.db`);
}

const TASKS: Readonly<Record<ReconcilePhase, Pick<ProgressTask, 'verb' | 'unit'>>> = {
  'reading-files': { verb: 'Reading the files', unit: 'records' },
  'reading-pool': { verb: 'Reading the pool', unit: 'users' },
  'asking-again': { verb: 'Asking again for those who are missing', unit: 'users' },
};

/** One bar after the other. */
function followProgress(
  output: Output,
  clock: Clock,
): { readonly update: (phase: ReconcilePhase, done: number, total: number) => void; readonly stop: () => void } {
  let shown: { readonly phase: ReconcilePhase; readonly progress: Progress } | undefined;
  const stop = (): void => {
    shown?.progress.stop();
    shown = undefined;
  };
  return {
    stop,
    update(phase, done, total) {
      if (shown?.phase !== phase) {
        stop();
        shown = { phase, progress: startProgress({ ...TASKS[phase], total }, output, clock) };
      }
      shown.progress.update(done);
    },
  };
}

async function printAll(
  found: Reconciliation,
  work: WorkFile,
  files: readonly ReconcileSource[],
  {
    csvFile,
    json,
    place,
  }: { readonly csvFile: FixedFile | undefined; readonly json?: boolean; readonly place: string },
  exitCode: number,
  output: Output,
): Promise<void> {
  if (csvFile !== undefined) {
    await csvFile.write(Buffer.from(reportLine(['kind', 'username', 'attributes', 'file', 'line'])));
    for (const { kind, username, attributes, place: at } of work.differences()) {
      const file = at === undefined ? '' : (files[at.file]?.path ?? '');
      const line = at === undefined ? '' : `${at.line}`;
      await csvFile.write(Buffer.from(reportLine([kind, username, attributes.join(' '), file, line])));
    }
    await csvFile.close();
  }
  if (json) {
    for (const difference of work.differences()) output.print(toDifferenceJson(difference, files));
    output.print(toSummaryJson(found, exitCode));
    return;
  }
  printReconciliation(found, work, files, { place, csvPath: csvFile?.path }, output);
}
