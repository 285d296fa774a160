import { formatCounted } from '../base/text/format-quantity.ts';
import { toPrintable } from '../base/text/printable-text.ts';
import { missingOfHashJob, PASSWORD_HASH_COLUMN } from '../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { CUSTOM_ATTRIBUTE_PREFIX, customAttributeOf } from '../domain/pools/custom-attribute.ts';
import { toHeaderLine } from './default-csv-header.ts';
import { findHeaderFormat } from './header-format.ts';
import { describeRemedy } from './remedies/describe-remedy.ts';

/** The corrected line shows the others too. */
const UNKNOWN_SHOWN_MAX = 20;

/** Names that other programs give to columns, without case and punctuation. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  username: 'cognito:username',
  user: 'cognito:username',
  userid: 'cognito:username',
  login: 'cognito:username',
  mfa: 'cognito:mfa_enabled',
  mfaenabled: 'cognito:mfa_enabled',
  emailaddress: 'email',
  mail: 'email',
  phone: 'phone_number',
  mobile: 'phone_number',
  phoneverified: 'phone_number_verified',
  firstname: 'given_name',
  lastname: 'family_name',
  surname: 'family_name',
  fullname: 'name',
  birthday: 'birthdate',
  dateofbirth: 'birthdate',
  timezone: 'zoneinfo',
  language: 'locale',
  sex: 'gender',
};

/**
 * What is wrong with a header for a pool whose `CSVHeader` is `wanted`, with the whole corrected header line, or undefined if it is
 * right (R158 to R167). A job that names a password hashing algorithm needs less (R161).
 */
export function findColumnProblem(
  header: readonly string[],
  wanted: readonly string[],
  fileName: string,
  passwordHashingAlgorithm?: PasswordHashingAlgorithm,
): string | undefined {
  const needed = wanted.filter((column) => column !== PASSWORD_HASH_COLUMN);
  const known = new Set([...needed, PASSWORD_HASH_COLUMN]);
  const repeated = header.find((column, index) => known.has(column) && header.indexOf(column) !== index);
  if (repeated !== undefined) return `the header of ${fileName} has the column ${repeated} twice`;
  const isHeader = header.some((column) => known.has(column));
  // Behind such an end of its line the header goes on with values of users.
  if (!isHeader || header.some((column) => column.includes('\r'))) {
    const remedy = findHeaderFormat(header, known);
    if (remedy !== undefined) return `the header of ${fileName} is in another format. ${describeRemedy(remedy)}`;
  }
  if (!isHeader) {
    return `the first line of ${fileName} names no column of the pool, so it does not seem to be a header. Use this header line:\n\n${toHeaderLine(needed)}`;
  }
  const nameable = passwordHashingAlgorithm === undefined ? needed : [...needed, PASSWORD_HASH_COLUMN];
  const corrected = correctColumns(header, nameable, known);
  const unknown = header.flatMap((column, index) =>
    known.has(column) ? [] : [describeUnknown(column, index + 1, String(corrected[index]))],
  );
  const missing =
    passwordHashingAlgorithm === undefined
      ? needed.filter((column) => !header.includes(column))
      : missingOfHashJob(new Set([...header, ...corrected]));
  const toAdd = missing.filter((column) => !corrected.includes(column));
  if (unknown.length === 0 && missing.length === 0) return undefined;
  const lines = [`the header of ${fileName} does not fit the user pool:`];
  if (unknown.length > 0) lines.push(`  unknown  ${joinSome(unknown)}`);
  if (toAdd.length > 0) lines.push(`  missing  ${toAdd.join(', ')}`);
  lines.push('Use this header instead:');
  lines.push('', toPrintable(toHeaderLine([...corrected, ...toAdd])), '');
  if (toAdd.length > 0) {
    lines.push(
      `Put ${formatCounted(toAdd.length, 'more comma')} (${','.repeat(toAdd.length)}) at the end of every record, too.`,
    );
  }
  return lines.join('\n').trimEnd();
}

/** Each unknown column gets the name it probably means, else one of the file's own. */
export function correctColumns(
  header: readonly string[],
  needed: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  const taken = new Set(header);
  return header.map((column, index) => {
    if (known.has(column) || column.startsWith(CUSTOM_ATTRIBUTE_PREFIX)) return column;
    const plain = simplify(column);
    const meant = needed.find((name) => simplify(name) === plain) ?? OTHER_NAMES[plain];
    const own = column.toLowerCase().replaceAll(/[^\p{L}\p{N}_-]+/gu, '_');
    const name =
      meant !== undefined && needed.includes(meant) && !taken.has(meant)
        ? meant
        : customAttributeOf(own || `column_${index + 1}`);
    taken.add(name);
    return name;
  });
}

function simplify(column: string): string {
  return column.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function joinSome(names: readonly string[]): string {
  const more = names.length - UNKNOWN_SHOWN_MAX;
  return more > 0 ? `${names.slice(0, UNKNOWN_SHOWN_MAX).join(', ')} and ${more} more` : names.join(', ');
}

function describeUnknown(column: string, position: number, suggested: string): string {
  if (column.startsWith(CUSTOM_ATTRIBUTE_PREFIX))
    return `${toPrintable(column)} (an attribute that the pool does not have)`;
  return `${column === '' ? `a column without a name at position ${position}` : toPrintable(column)} (${suggested}?)`;
}
