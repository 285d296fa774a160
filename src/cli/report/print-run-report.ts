import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { RunReport } from '../../driver/run/report.ts';
import type { Output } from '../terminal/output.ts';
import { printText } from '../terminal/wrap-text.ts';
import { describeRun, LEFT_OUT_TITLE } from './describe-run.ts';
import { maskUsername } from './mask-username.ts';

/** Reasons and examples that a terminal shows; the page has all. */
const REASONS_SHOWN = 10;
const EXAMPLES_SHOWN = 2;

/** The report of a run for a terminal: the same words as on its page, without the chart. */
export function printRunReport(
  report: RunReport,
  { folder, showValues }: { readonly folder: string; readonly showValues: boolean },
  output: Output,
): void {
  const words = describeRun(report, folder);
  const print = (text: string, hang?: number): void => printText(text, output, hang);
  print(words.headline);
  print(words.place);
  output.print();
  const width = Math.max(...words.figures.map(({ name }) => name.length));
  for (const { name, value } of words.figures) print(`  ${name.padEnd(width)}  ${value}`);
  if (words.reasons.length > 0) {
    heading('Why records created no user', output);
    for (const { outcome, reason, count, remedy, examples } of words.reasons.slice(0, REASONS_SHOWN)) {
      print(`  ${formatCounted(count, 'record')} ${outcome}: ${toPrintable(reason)}`, 4);
      if (remedy !== '') print(`    ${toPrintable(remedy)}`);
      for (const { file, line, username } of examples.slice(0, EXAMPLES_SHOWN)) {
        const name = showValues ? username : maskUsername(username);
        print(`    ${toPrintable(file)}, line ${line}${name === '' ? '' : `: ${toPrintable(name)}`}`, 6);
      }
    }
    const more = words.reasons.length - REASONS_SHOWN;
    if (more > 0) print(`  … and ${formatCount(more)} more reasons`);
  }
  if (words.leftOut.length > 0) {
    heading(LEFT_OUT_TITLE, output);
    for (const { name, value } of words.leftOut) print(`  ${name}: ${toPrintable(value)}`, 4);
  }
  if (words.signIn.length > 0) {
    heading('What these people meet at their first sign-in', output);
    for (const note of words.signIn) print(`  - ${note}`, 4);
  }
  heading('Limits and costs', output);
  for (const { name, value } of words.limits) print(`  ${name}: ${value}`, 4);
  if (words.next.length === 0) return;
  heading('What to do next', output);
  for (const [index, { text, commands }] of words.next.entries()) {
    print(`  ${index + 1}. ${text}`, 5);
    // A line to copy is not wrapped.
    for (const command of commands) output.print(`     ${command}`);
  }
}

function heading(title: string, output: Output): void {
  output.print();
  output.print(title);
}
