import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { nameOwnColumn } from '../../check/source/column-names.ts';
import type { ConvertReport } from '../../convert/convert-report.ts';
import type { Output } from '../terminal/output.ts';
import { printText } from '../terminal/wrap-text.ts';

/** Lines of one list; what there are more is counted. */
const LINES_MAX = 20;

/** What was changed or left away in users that are written. */
export function printChanges(
  { lineBreaks, blanked, missingColumns, renamedGroups }: ConvertReport,
  output: Output,
): void {
  if (lineBreaks === 0 && blanked.size === 0 && missingColumns.length === 0 && renamedGroups.length === 0) return;
  output.print();
  if (lineBreaks > 0)
    printText(
      `In ${formatCounted(lineBreaks, 'value')}, line breaks became spaces: a CSV file of Cognito has none.`,
      output,
    );
  for (const [attribute, count] of blanked) {
    printText(`${formatCounted(count, 'unclear value')} of ${attribute} left blank, as the mapping says.`, output);
  }
  for (const { column, nearest } of missingColumns.slice(0, LINES_MAX)) {
    const meant = nearest.length === 0 ? '' : ` Records have ${nearest.map(toPrintable).join(', ')}.`;
    printText(`No record has ${toPrintable(column)}, which the mapping file names.${meant}`, output);
  }
  for (const { from, to, isShared } of renamedGroups.slice(0, LINES_MAX)) {
    const shared = isShared ? ' Another group has this name too: whoever is in one of them would be in both.' : '';
    printText(
      `The group "${toPrintable(from)}" is ${toPrintable(to)} in follow-up.jsonl: names of groups in a pool have no spaces.${shared}`,
      output,
    );
  }
  if (renamedGroups.length > LINES_MAX) {
    printText(
      `${formatCount(renamedGroups.length - LINES_MAX)} more groups are renamed; convert.json has all.`,
      output,
    );
  }
}

/** What is known of dates whose order the mapping does not say. */
export function printDates({ dates: { dayFirst, monthFirst, either } }: ConvertReport, output: Output): void {
  if (either === 0 || dayFirst + monthFirst === 0) return;
  output.print();
  const found = [
    ...(dayFirst > 0 ? [`${formatCounted(dayFirst, 'date')} can only have the day first`] : []),
    ...(monthFirst > 0 ? [`${formatCounted(monthFirst, 'date')} only the month`] : []),
  ].join(', and ');
  const order = monthFirst === 0 ? 'dmy' : 'mdy';
  const advice =
    dayFirst > 0 && monthFirst > 0
      ? 'The column has both, so look at it before you import.'
      : `Add date: ${order} to birthdate in the mapping file, so that all are read alike.`;
  printText(
    `birthdate: ${found}; ${formatCounted(either, 'date')} can have either. Those with slashes were read with the month first, as Cognito writes them, the others left out. ${advice}`,
    output,
  );
}

/** What goes nowhere, and how to keep it. */
export function printUnused({ unusedFields }: ConvertReport, output: Output): void {
  const [first] = unusedFields;
  if (first === undefined) return;
  output.print();
  output.print('Data that goes nowhere, because no attribute is made of it:');
  for (const { path, users } of unusedFields.slice(0, LINES_MAX)) {
    printText(`  ${toPrintable(path)}: ${formatCounted(users, 'user')}`, output, 4);
  }
  if (unusedFields.length > LINES_MAX) {
    printText(`  ${formatCount(unusedFields.length - LINES_MAX)} more; convert.json has all (unusedFields)`, output, 4);
  }
  const step =
    first.path
      .replace(/\[0\]$/, '')
      .split('.')
      .at(-1) ?? '';
  printText(
    `  To keep some of it, write the mapping with --write-map map.yaml, add lines such as ${nameOwnColumn(step, 1, new Set())}: ${toPrintable(first.path)} to its attributes, and convert again with --map map.yaml.`,
    output,
    2,
  );
}
