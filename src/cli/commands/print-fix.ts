import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { CheckResult } from '../../check/check-file.ts';
import type { FixResult } from '../../check/fix-file.ts';
import type { MadeChange } from '../../check/line-fixer.ts';
import { failsAsWhole, predictEnd } from '../../check/predict-end.ts';
import { describeRemedy } from '../../check/remedies/describe-remedy.ts';
import type { ImportCounters } from '../../domain/imports/import-job.ts';
import type { Output } from '../terminal/output.ts';
import { printText } from '../terminal/wrap-text.ts';
import { exitCodeOfCheck } from './check-report.ts';
import { countWarnings, describeChange, describeCounters, describePoolUsers, toRemedyJson } from './print-check.ts';

const NO_USERS: ImportCounters = { importedUsers: 0, skippedUsers: 0, failedUsers: 0 };

/** The changes of one kind, of which the first are shown. */
interface ChangesOfKind {
  count: number;
  readonly first: MadeChange[];
}

/** Counts changes by their kind and keeps the first of each for a person to read. */
export class ListedChanges {
  readonly #shownMax: number;
  readonly #kinds = new Map<string, ChangesOfKind>();

  constructor(shownMax: number) {
    this.#shownMax = shownMax;
  }

  add(change: MadeChange): void {
    const { remedy } = change;
    const key = `${remedy.advice} ${'column' in remedy ? remedy.column : ''}`;
    const kind = this.#kinds.get(key) ?? { count: 0, first: [] };
    this.#kinds.set(key, kind);
    kind.count += 1;
    if (kind.first.length < Math.max(1, this.#shownMax)) kind.first.push(change);
  }

  print(output: Output): void {
    for (const { count, first } of this.#kinds.values()) {
      const [example] = first;
      if (example === undefined) continue;
      const { remedy } = example;
      output.print();
      // A change of the whole file is counted once, wherever it shows.
      if (remedy.kind === 'convert-file') {
        printText(`changed, the file: ${describeRemedy(remedy)}`, output);
        continue;
      }
      const column = 'column' in remedy && remedy.column !== undefined ? `${toPrintable(remedy.column)}: ` : '';
      printText(`changed, ${formatCounted(count, 'place')}: ${column}${describeRemedy(remedy)}`, output);
      for (const change of first) printText(`    ${placeOf(change)}${describeChange(change.remedy)}`, output, 6);
      if (count > first.length) output.print(`    … and ${formatCount(count - first.length)} more`);
    }
  }
}

function placeOf({ lineNumber, recordNumber }: MadeChange): string {
  return `line ${lineNumber}${recordNumber === 0 ? '' : `, record ${recordNumber}`}`;
}

/** What was changed, and what an import of the new file would do. */
export function printFix(
  fix: FixResult,
  changes: ListedChanges,
  fixed: CheckResult,
  path: string,
  output: Output,
): void {
  changes.print(output);
  output.print();
  const { changeCount, changedRecordCount } = fix;
  const records = changedRecordCount === 0 ? '' : ` in ${formatCounted(changedRecordCount, 'record')}`;
  const shown = toPrintable(path);
  const made = `Wrote ${shown} with ${formatCounted(changeCount, 'change')}${records}.`;
  printText(changeCount === 0 ? `Wrote ${shown}, a copy: no change is safe to make.` : made, output);
  printEndOfFixed(fixed, output);
  if (exitCodeOfCheck(fixed) !== 0)
    printText(`What is left needs a person: muster check lists it for the new file.`, output);
}

/** How a job over the new file would end. One that is refused as a whole imports nobody, whatever its records are like. */
function printEndOfFixed(fixed: CheckResult, output: Output): void {
  const end = predictEnd(fixed);
  if (end === undefined) return;
  const warnings = countWarnings(fixed.kinds);
  const warned = warnings === 0 ? '' : `; ${formatCounted(warnings, 'warning')}`;
  const refusal = toPrintable(end.completionMessage);
  if (end.status === undefined) printText(`A job over it would not start: ${refusal}`, output);
  else if (failsAsWhole(fixed)) {
    printText(`A job over it would end Failed without importing a user: ${refusal}`, output);
    if (fixed.unjudged === undefined && fixed.recordCount > 0)
      printText(`Once the file-level problems are fixed: ${describeCounters(fixed)}${warned}.`, output);
  } else
    printText(
      `A job over it ${describePoolUsers(fixed)} would end ${end.status}: ${describeCounters(fixed.asIs)}${warned}.`,
      output,
    );
}

/** A change as a script reads it. */
export function toChangeJson({ lineNumber, recordNumber, remedy }: MadeChange): string {
  return JSON.stringify({
    type: 'change',
    line: lineNumber,
    record: recordNumber === 0 ? undefined : recordNumber,
    remedy: toRemedyJson(remedy),
  });
}

/** The last line for a script: how many changes, and what an import of the new file would do. */
export function toFixJson(fix: FixResult, fixed: CheckResult, path: string): string {
  const { importedUsers, skippedUsers, failedUsers } = failsAsWhole(fixed) ? NO_USERS : fixed.asIs;
  return JSON.stringify({
    type: 'fixed',
    file: path,
    changes: fix.changeCount,
    changedRecords: fix.changedRecordCount,
    importedUsers,
    skippedUsers,
    failedUsers,
    status: predictEnd(fixed)?.status ?? null,
    exitCode: exitCodeOfCheck(fixed),
  });
}
