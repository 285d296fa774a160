import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { ReconcileSource } from '../../driver/reconcile/inspect-source.ts';
import type { Reconciliation } from '../../driver/reconcile/reconcile.ts';
import type { Difference, DifferenceKind, WorkFile } from '../../driver/reconcile/work-file.ts';
import type { Output } from '../terminal/output.ts';
import { printText } from '../terminal/wrap-text.ts';

const SHOWN_PER_KIND = 10;

const MEANINGS: Readonly<Record<DifferenceKind, string>> = {
  missing: 'in the files, and not in the pool',
  different: 'in both, with other attributes',
  extra: 'in the pool, and in no file',
};

interface Place {
  /** Name and id of the pool. */
  readonly place: string;
  /** Of the file with all differences, if one was written. */
  readonly csvPath: string | undefined;
}

/** Prints what came of a comparison, with the first differences of each kind. */
export function printReconciliation(
  found: Reconciliation,
  work: WorkFile,
  files: readonly ReconcileSource[],
  { place, csvPath }: Place,
  output: Output,
): void {
  const print = (text: string): void => printText(text, output);
  const ofFiles = files.length === 1 ? toPrintable(files[0]?.name ?? '') : formatCounted(files.length, 'file');
  print(
    `${formatCounted(found.records, 'record')} of ${ofFiles}, compared with ${formatCounted(found.users, 'user')} of ${place}`,
  );
  for (const kind of ['missing', 'different', 'extra'] as const) printKind(kind, found[kind], work, files, output);
  output.print();
  if (found.repeated > 0) {
    print(`${formatCounted(found.repeated, 'record')} came after another of the same user, and did not count.`);
  }
  if (found.refused > 0) {
    print(`An import would refuse ${formatCounted(found.refused, 'record')}; muster check says why.`);
  }
  const differences = found.missing + found.different + found.extra;
  if (differences === 0) print('The files and the pool have the same users.');
  print('Not compared: passwords and their hashes, groups, second factors, and who is disabled.');
  if (differences > 0 && csvPath !== undefined) print(`All differences are in ${toPrintable(csvPath)}.`);
  else if (Math.max(found.missing, found.different, found.extra) > SHOWN_PER_KIND) {
    print('--csv FILE lists all of them.');
  }
}

function printKind(
  kind: DifferenceKind,
  count: number,
  work: WorkFile,
  files: readonly ReconcileSource[],
  output: Output,
): void {
  if (count === 0) return;
  output.print();
  printText(`${kind}, ${formatCounted(count, 'user')}: ${MEANINGS[kind]}`, output);
  let shown = 0;
  for (const { username, attributes, place } of work.differences([kind])) {
    if (shown === SHOWN_PER_KIND) break;
    shown += 1;
    const at = place === undefined ? '' : `${toPrintable(files[place.file]?.name ?? '')}, line ${place.line}: `;
    const changed = attributes.length === 0 ? '' : `: ${attributes.map(toPrintable).join(', ')}`;
    printText(`  ${at}${username === '' ? '(no user name)' : toPrintable(username)}${changed}`, output, 4);
  }
  if (count > shown) output.print(`  … and ${formatCount(count - shown)} more`);
}

/** A difference as a script reads it. */
export function toDifferenceJson(
  { kind, username, attributes, place }: Difference,
  files: readonly ReconcileSource[],
): string {
  const at = place === undefined ? {} : { file: files[place.file]?.path, line: place.line };
  return JSON.stringify({ kind, username, attributes, ...at });
}

/** The last line for a script. */
export function toSummaryJson(found: Reconciliation, exitCode: number): string {
  return JSON.stringify({ type: 'summary', ...found, exitCode });
}
