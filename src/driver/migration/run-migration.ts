import { assertPresent } from '../../base/assert.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import type { DriverRun } from '../driver-run.ts';
import { doFollowUps } from '../follow-ups/do-follow-ups.ts';
import { writeUndoneFollowUps } from '../follow-ups/write-undone.ts';
import type { PoolToImportInto } from '../prepare-pool.ts';
import type { JournalEntry } from '../run/journal-event.ts';
import type { RunReport } from '../run/report.ts';
import type { RunFolder } from '../run/run-folder.ts';
import type { PlannedPart } from '../run/run-plan.ts';
import { readRunState } from '../run/run-state.ts';
import { buildReport, writeReport } from './build-report.ts';
import { importPart } from './import-part.ts';
import { Migration } from './migration.ts';
import { preparePlace } from './prepare-place.ts';
import { ResultFiles } from './result-files.ts';
import { deletePart, deleteParts } from './write-part.ts';
import { writeResults } from './write-results.ts';

/** Reasons of a part that the journal keeps; the result files have all. */
const REASONS_IN_JOURNAL_MAX = 50;

export interface MigrationPorts {
  /** The pool as the rules of the import see it, for remedies. */
  judgedPool(pool: PoolToImportInto): Promise<PoolToCheckAgainst>;
  /** Told each line of the journal but samples and waits. */
  onEntry(entry: JournalEntry): void;
  /** Told what came of a run that ends before all is done. */
  onIncomplete?(report: RunReport): void;
}

/**
 * Does all of a run that is not done yet: the parts one after the other, then the follow-ups, then the report. Whatever ends it early, a
 * kill too, it goes on from there when it is called again. @throws {DriverError} @throws what the service answered
 */
export async function runMigration(folder: RunFolder, run: DriverRun, ports: MigrationPorts): Promise<RunReport> {
  const { journal } = folder;
  ports.onEntry(journal.append({ type: 'run-began' }));
  const told: DriverRun = {
    ...run,
    // Spread copies what a getter answers now; whoever pressed Ctrl-C is asked later.
    interruption: run.interruption,
    waited: (reason, milliseconds) => {
      run.waited?.(reason, milliseconds);
      if (milliseconds > 0) journal.note({ type: 'waited', reason, milliseconds: Math.round(milliseconds) });
    },
  };
  try {
    await doAll(folder, told, ports);
    const report = await buildReport(folder, 'Finished');
    writeReport(folder.path, report);
    ports.onEntry(journal.append({ type: 'run-finished', exitCode: report.exitCode }));
    if (!folder.plan.keepsParts) deleteParts(folder.path);
    return report;
  } catch (error) {
    await noteEnd(folder, error, ports);
    throw error;
  }
}

async function doAll(folder: RunFolder, run: DriverRun, ports: MigrationPorts): Promise<void> {
  const { plan } = folder;
  const before = readRunState(folder.readEntries());
  const place = await preparePlace(folder, before.pool, run, (event) => ports.onEntry(folder.journal.append(event)));
  const migration = new Migration(run, folder, place, ports.onEntry);
  const left = plan.parts.filter(({ number }) => before.parts.get(number)?.done === undefined);
  if (left.length > 0) {
    const pool = await ports.judgedPool(place.pool);
    const results = ResultFiles.open(folder.path, plan, before.resultBytes);
    try {
      for (const part of left) await doPart(migration, part, pool, results);
    } finally {
      results.close();
    }
  }
  if (plan.followUps === undefined) return;
  run.report({ kind: 'follow-ups-begin', users: plan.followUps.users });
  await doFollowUps({
    userPoolId: place.pool.id,
    planned: plan.followUps,
    run,
    last: before.lastFollowUp,
    open: before.openFollowUp,
    note: (event, isDurable) => (isDurable ? migration.append(event) : migration.note(event)),
  });
  await writeUndoneFollowUps(folder, plan.followUps);
}

async function doPart(
  migration: Migration,
  part: PlannedPart,
  pool: PoolToCheckAgainst,
  results: ResultFiles,
): Promise<void> {
  const { run, plan, folder } = migration;
  const source = assertPresent(plan.sources[part.source], 'a part has a source');
  const { number, recordCount: records } = part;
  const parts = plan.parts.length;
  run.report({ kind: 'part-begins', part: number, parts, file: source.name, records, pool: migration.pool });
  const imported = await importPart(migration, part);
  const { missingInLog } = await writeResults(imported, part, source, pool, results);
  const { importedUsers, skippedUsers, failedUsers } = imported.counters;
  migration.append({
    type: 'part-done',
    part: number,
    importedUsers,
    skippedUsers,
    failedUsers,
    notReached: Math.max(0, records - importedUsers - skippedUsers - failedUsers - missingInLog),
    missingInLog,
    byReason: imported.table.count().byReason.slice(0, REASONS_IN_JOURNAL_MAX),
    resultBytes: results.sync(),
  });
  if (!plan.keepsParts) deletePart(folder.path, number);
}

/** What came of it up to now is written down too, as far as that is possible: the reason why the run ended matters more. */
async function noteEnd(folder: RunFolder, error: unknown, ports: MigrationPorts): Promise<void> {
  try {
    folder.journal.append({ type: 'run-interrupted', reason: error instanceof Error ? error.name : 'unknown' });
    const report = await buildReport(folder, 'Incomplete');
    writeReport(folder.path, report);
    ports.onIncomplete?.(report);
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
  }
}
