import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { CheckResult } from '../../check/check-file.ts';
import type { EarlierPlace } from '../../check/earlier-records.ts';
import type { FileFinding } from '../../check/file-faults.ts';
import type { FindingKind, RecordFinding } from '../../check/finding.ts';
import { failsAsWhole, predictEnd } from '../../check/predict-end.ts';
import { describeRemedy } from '../../check/remedies/describe-remedy.ts';
import { type Remedy, withoutValues } from '../../check/remedies/remedy.ts';
import type { ImportCounters } from '../../domain/imports/import-job.ts';
import type { Output } from '../terminal/output.ts';
import { quoteWord } from '../terminal/quote-word.ts';
import { printText } from '../terminal/wrap-text.ts';
import { exitCodeOfCheck } from './check-report.ts';

const VALUE_CHARACTERS_MAX = 60;

/**
 * Prints what a check found: the file as a whole, then each kind of fault with its first places, then the end of a job. `path`: of the
 * file, for lines to copy.
 */
export function printCheck(result: CheckResult, fileName: string, output: Output, path = fileName): void {
  const { recordCount, columnCount, pool, unjudged } = result;
  const counts = `: ${formatCounted(recordCount, 'record')}, ${formatCounted(columnCount, 'column')}`;
  printText(`${fileName}${unjudged === 'unreadable' ? '' : counts}, for ${toPrintable(pool.description)}`, output);
  for (const finding of result.fileFindings) printFileFinding(finding, output, path);
  for (const column of result.ignoredColumns) {
    output.print();
    printText(`The column ${column} is ignored; add --password-hashing-algorithm to check it.`, output);
  }
  for (const kind of result.kinds) printKind(kind, output);
  output.print();
  printEnd(result, output);
}

function printFileFinding(
  { rule, text, remedy, lineNumber, character, detail }: FileFinding,
  output: Output,
  path: string,
): void {
  output.print();
  printText(
    `the file: ${toPrintable(text)}${rule === undefined ? '' : ` (${rule})`}${lineNumber === undefined ? '' : `, ${placeOf(lineNumber, character)}`}`,
    output,
  );
  printText(`  ${describeRemedy(remedy).replace('convert FILE', () => `convert ${quoteWord(path)}`)}`, output);
  for (const line of detail?.split('\n') ?? []) printText(line === '' ? '' : `  ${line}`, output);
}

function printKind({ count, first }: FindingKind, output: Output): void {
  const [example] = first;
  if (example === undefined) return;
  const { severity, rule, summary, remedy } = example;
  const unit = severity === 'warning' ? 'value' : 'record';
  const column = example.column === undefined ? '' : `${toPrintable(example.column)}: `;
  output.print();
  printText(
    `${severity}, ${formatCounted(count, unit)}: ${column}${toPrintable(summary)}${rule === undefined ? '' : ` (${rule})`}`,
    output,
  );
  printText(`  ${describeRemedy(remedy)}`, output);
  const width = Math.max(...first.map(({ lineNumber }) => `${lineNumber}`.length));
  for (const finding of first) printText(`    ${toPlaceLine(finding, width)}`, output, 6);
  if (count > first.length) output.print(`    … and ${formatCount(count - first.length)} more`);
}

function toPlaceLine(finding: RecordFinding, lineWidth: number): string {
  const { lineNumber, recordNumber, character, earlier, text, summary, value, remedy } = finding;
  const parts = [`line ${`${lineNumber}`.padStart(lineWidth)}`];
  if (character !== undefined) parts.push(`character ${character}`);
  parts.push(`record ${recordNumber}`);
  if (earlier !== undefined) parts.push(describeEarlier(earlier));
  const place = parts.join(', ');
  const note = text === summary ? '' : `  ${toPrintable(text)}`;
  const { length, characters } = remedy.named ?? {};
  const counted = typeof length === 'number' ? `  ${formatCounted(length, 'character')}` : '';
  const unseen = characters === undefined ? '' : `  ${characters}`;
  return `${place}${note}${counted}${unseen}${value === undefined ? '' : `  ${shorten(toPrintable(value))}${describeMeant(remedy)}`}`;
}

function describeEarlier(earlier: EarlierPlace): string {
  if (earlier.in === 'pool') return 'in the pool';
  const { fileName, lineNumber } = earlier;
  return `as in line ${lineNumber}${fileName === undefined ? '' : ` of ${fileName}`}`;
}

/** The value that was meant, where it is known and values are shown. */
function describeMeant(remedy: Remedy): string {
  if (remedy.kind !== 'change-value' || remedy.to === undefined) return '';
  return ` → ${showValue(remedy.to)}`;
}

/** What a change made of what, where values are shown; names of columns always are. */
export function describeChange(remedy: Remedy): string {
  if (remedy.kind === 'change-header')
    return `  ${shorten(remedy.from.map(toPrintable).join())} → ${remedy.to.map(toPrintable).join()}`;
  if (remedy.kind !== 'change-value' && remedy.kind !== 'change-record') return '';
  if (remedy.from === undefined || remedy.to === undefined) return '';
  return `  ${showValue([remedy.from].flat().join())} → ${showValue([remedy.to].flat().join())}`;
}

function showValue(text: string): string {
  return text === '' ? '(blank)' : shorten(toPrintable(text));
}

function placeOf(lineNumber: number, character: number | undefined): string {
  return `line ${lineNumber}${character === undefined ? '' : `, character ${character}`}`;
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= VALUE_CHARACTERS_MAX
    ? text
    : `${characters.slice(0, VALUE_CHARACTERS_MAX - 1).join('')}…`;
}

function printEnd(result: CheckResult, output: Output): void {
  const { kinds, fileFindings, unjudged, recordCount } = result;
  const warnings = countWarnings(kinds);
  const warned = warnings === 0 ? '' : `; ${formatCounted(warnings, 'warning')}`;
  const print = (text: string): void => printText(text, output);
  const end = predictEnd(result);
  const isFaulty = fileFindings.some(({ rule }) => rule !== undefined);
  if (unjudged === 'interrupted') print('Interrupted: only a part of the file was checked.');
  else if (unjudged !== undefined) print(`${UNJUDGED[unjudged]}: no record was checked.`);
  else if (isFaulty && recordCount === 0) print('The file has no records to check.');
  else if (isFaulty) print(`Once the file-level problems are fixed: ${describeCounters(result)}${warned}.`);
  if (end === undefined || unjudged === 'interrupted') return;
  const isRefused = failsAsWhole(result);
  const inPool = describePoolUsers(result);
  if (end.status === undefined) print(`A job would not start: ${toPrintable(end.completionMessage)}`);
  else if (isRefused)
    print(`As the file is now, a job would end Failed without importing a user: ${end.completionMessage}`);
  else if (isFaulty)
    print(`As the file is now, a job ${inPool} would end ${end.status}: ${describeCounters(result.asIs)}.`);
  else print(`${capitalize(inPool)} a job would end ${end.status}: ${describeCounters(result)}${warned}.`);
  if (!isRefused && end.status === 'Failed') print(`  ${end.completionMessage}`);
}

/** In which pool a job would end so. */
export function describePoolUsers({ poolUserCount }: CheckResult): string {
  return poolUserCount === 0
    ? 'in a pool without users'
    : `in the pool with its ${formatCounted(poolUserCount, 'user')}`;
}

function capitalize(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

export function describeCounters({ importedUsers, skippedUsers, failedUsers }: ImportCounters): string {
  return `${formatCount(importedUsers)} imported, ${formatCount(skippedUsers)} skipped, ${formatCount(failedUsers)} failed`;
}

const UNJUDGED = {
  unreadable: 'The file is not a CSV file of users',
  header: 'The columns could not be identified, or none has the user names',
  pool: 'The pool does not accept imports',
} as const;

export function countWarnings(kinds: readonly FindingKind[]): number {
  return kinds.reduce((sum, { count, first }) => (first[0]?.severity === 'warning' ? sum + count : sum), 0);
}

/** A finding as a script reads it. */
export function toFindingJson(finding: RecordFinding): string {
  const { severity, rule, text, remedy, lineNumber, recordNumber, earlier, column, character, value } = finding;
  return JSON.stringify({
    type: 'finding',
    severity,
    rule,
    line: lineNumber,
    record: recordNumber,
    earlierLine: earlier?.in === 'file' ? earlier.lineNumber : undefined,
    earlierFile: earlier?.in === 'file' ? earlier.fileName : undefined,
    inPool: earlier?.in === 'pool' ? true : undefined,
    column,
    character,
    text,
    remedy: toRemedyJson(remedy),
    value,
  });
}

/** A remedy as a program reads it. Its values are those of the finding: they are left out unless they were asked for. */
export function toRemedyJson(remedy: Remedy) {
  return { ...remedy, text: describeRemedy(remedy) };
}

/** The last line for a script: the findings for the file as a whole, all counts, and the end of a job. */
export function toSummaryJson(result: CheckResult, path: string): string {
  const end = predictEnd(result);
  return JSON.stringify({
    type: 'summary',
    file: path,
    pool: result.pool.description,
    records: result.recordCount,
    columns: result.columnCount,
    ignoredColumns: result.ignoredColumns,
    importedUsers: result.importedUsers,
    skippedUsers: result.skippedUsers,
    failedUsers: result.failedUsers,
    asIs: result.asIs,
    format: result.format,
    warnings: countWarnings(result.kinds),
    poolUsers: result.poolUserCount,
    inPool: result.inPoolCount,
    unchecked: result.unjudged,
    fileFindings: result.fileFindings.map(({ rule, text, remedy, lineNumber, character, detail }) => ({
      rule,
      line: lineNumber,
      character,
      text,
      remedy: toRemedyJson(remedy),
      detail,
    })),
    kinds: result.kinds.flatMap(({ count, first: [example] }) =>
      example === undefined
        ? []
        : [
            {
              severity: example.severity,
              rule: example.rule,
              column: example.column,
              count,
              text: example.summary,
              remedy: toRemedyJson(withoutValues(example.remedy)),
            },
          ],
    ),
    status: end?.status ?? null,
    completionMessage: end?.completionMessage ?? null,
    exitCode: exitCodeOfCheck(result),
  });
}
