import { formatCount, formatCounted } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { ConvertReport } from '../../convert/convert-report.ts';
import { HASH_FORMS } from '../../convert/hashes/hash-forms.ts';
import { HASH_REFUSALS, WITHOUT_HASH } from '../../convert/hashes/hash-refusals.ts';
import { type TargetOptions, targetFlags } from '../target/resolve-target-config.ts';
import type { Output } from '../terminal/output.ts';
import { quoteWord } from '../terminal/quote-word.ts';
import { printText } from '../terminal/wrap-text.ts';
import { printChanges, printDates, printUnused } from './print-changes.ts';

interface PrintOptions {
  readonly directory: string;
  /** Where the command was told to look for the pool: the next ones go there too. */
  readonly target: TargetOptions;
  /** Of the source, for an export without hashes. */
  readonly hashesAdvice?: string | undefined;
}

/** The summary for people, with what to do next. */
export function printConversion(
  report: ConvertReport,
  { directory, target, hashesAdvice }: PrintOptions,
  output: Output,
): void {
  const { files, followUps, disabled } = report;
  const shown = toPrintable(directory);
  printCounts(report, output);
  output.print();
  output.print(`In ${shown}:`);
  for (const { name, users, algorithm } of files) {
    const kind = algorithm === undefined ? 'without a password' : `with a hash of ${algorithm}`;
    output.print(`  ${name}: ${formatCounted(users, 'user')} ${kind}`);
  }
  if (followUps > 0) {
    const also = disabled > 0 ? `, ${formatCounted(disabled, 'user')} to disable among them` : '';
    printText(
      `  follow-up.jsonl: what a CSV file cannot carry, for ${formatCounted(followUps, 'user')}${also}`,
      output,
      4,
    );
  }
  printLeftOut(report, 'Left out (left-out.csv names each of them):', output);
  printHeldByLeftOut(report, output);
  printHashes(report, output);
  if (hashesAdvice !== undefined) printHashesAdvice(report, hashesAdvice, output);
  printUncarried(report, output);
  printJoins(report, output);
  printChanges(report, output);
  printDates(report, output);
  printUnused(report, output);
  printNext(report, directory, target, output);
}

/** The counts and reasons of a conversion that left no files. */
export function printNothingWritten(report: ConvertReport, output: Output): void {
  printCounts(report, output);
  printLeftOut(report, 'Left out:', output);
}

function printCounts({ records, out, leftOut }: ConvertReport, output: Output): void {
  printText(`${formatCounted(records, 'record')}: ${formatCounted(out, 'user')} written, ${leftOut} left out.`, output);
}

function printLeftOut({ summaries }: ConvertReport, title: string, output: Output): void {
  if (summaries.length === 0) return;
  output.print();
  output.print(title);
  for (const { reason, remedy, records } of summaries) {
    printText(`  ${formatCounted(records, 'record')}: ${toPrintable(reason)}`, output, 4);
    printText(`    ${toPrintable(remedy)}`, output, 4);
  }
}

/** Who came first is only known to the export: an import gives the name and the address to whoever is written (R1111). */
function printHeldByLeftOut({ heldByLeftOut: { users, places } }: ConvertReport, output: Output): void {
  if (users === 0) return;
  output.print();
  const has = users === 1 ? 'has' : 'have';
  const more = users > places.length ? `, and ${formatCount(users - places.length)} more` : '';
  printText(
    `${formatCounted(users, 'user')} ${has} the user name or an address of somebody who was left out (${places.map(toPrintable).join('; ')}${more}): import only when left-out.csv is settled, because the pool then refuses the one who was left out.`,
    output,
  );
}

function printHashes({ refusedHashes, hashesOfDisabled }: ConvertReport, output: Output): void {
  if (refusedHashes.length === 0 && hashesOfDisabled === 0) return;
  output.print();
  output.print('Hashes that are not carried:');
  for (const { form, reason, users } of refusedHashes) {
    const { why, instead } = HASH_REFUSALS[reason];
    printText(`  ${formatCounted(users, 'user')}, ${HASH_FORMS[form]}: ${why}`, output, 4);
    printText(`    ${instead}`, output, 4);
  }
  if (hashesOfDisabled > 0) {
    printText(
      `  ${formatCounted(hashesOfDisabled, 'disabled user')}: they lose their password, so that nobody signs in before they are disabled.`,
      output,
      4,
    );
  }
  printText(`  ${WITHOUT_HASH}`, output, 2);
}

function printHashesAdvice(
  { out, byAlgorithm, refusedHashes, hashesOfDisabled, joins }: ConvertReport,
  advice: string,
  output: Output,
): void {
  const hasHashes = byAlgorithm.size > 0 || refusedHashes.length > 0 || hashesOfDisabled > 0;
  if (out === 0 || hasHashes || joins.some(({ name }) => name === 'hashes')) return;
  output.print();
  printText(advice, output);
}

/** Ways to sign in that an import leaves out, and what their users meet (R1113). */
function printUncarried({ uncarried: { appFactors, linkedUsers, links } }: ConvertReport, output: Output): void {
  if (appFactors === 0 && links === 0) return;
  output.print();
  output.print('Ways to sign in that an import cannot carry:');
  if (appFactors > 0) {
    printText(
      `  ${formatCounted(appFactors, 'user')} with an authenticator app: nobody can move its secret. They sign in without it until they set it up again; where the pool requires MFA, the first sign-in asks them to.`,
      output,
      4,
    );
  }
  if (links > 0) {
    printText(
      `  ${formatCounted(linkedUsers, 'user')} with ${formatCounted(links, 'linked account')} at other providers: set up each provider in the pool, then link them with AdminLinkProviderForUser before these users sign in through it; otherwise they get a second, empty user there.`,
      output,
      4,
    );
  }
}

function printJoins({ joins }: ConvertReport, output: Output): void {
  if (joins.length === 0) return;
  output.print();
  for (const { name, records, unusable, unfound } of joins) {
    const others = [
      ...(unfound > 0 ? [`${formatCounted(unfound, 'record')} of no user in the export`] : []),
      ...(unusable > 0 ? [`${formatCounted(unusable, 'record')} that could not be used`] : []),
    ];
    const text = others.length === 0 ? 'all of them found their users' : others.join(', ');
    printText(`${name}: ${formatCounted(records, 'record')}, ${text}.`, output);
  }
}

function printNext(
  { files, byAlgorithm, proposesPool }: ConvertReport,
  directory: string,
  target: TargetOptions,
  output: Output,
): void {
  output.print();
  if (files.length === 0) {
    printText(
      `No user was written. Read ${toPrintable(directory)}/left-out.csv; then delete ${toPrintable(directory)}, or name another directory (-o), to convert again.`,
      output,
    );
    return;
  }
  output.print('Next:');
  const place = targetFlags(target);
  const named = ` --user-pool-id ${target.userPoolId ?? 'ID'}${place}`;
  // A directory that proposes a pool is checked for that one.
  output.print(`  muster check ${quoteWord(directory)}${proposesPool ? '' : named}`);
  const pool = ` --pool ${quoteWord(`${directory}/pool.json`)}${place}`;
  output.print(`  muster import ${quoteWord(directory)}${proposesPool ? pool : named}`);
  if (byAlgorithm.size > 0) {
    printText(
      '  Then sign in as some users of canaries.csv whose passwords are known: a wrong hash is imported without an error.',
      output,
      2,
    );
  }
  printText('  Delete the export and this directory when you no longer need them: they hold data of users.', output, 2);
}
