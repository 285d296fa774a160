import { formatCounted } from '../base/text/format-quantity.ts';
import { toPrintable } from '../base/text/printable-text.ts';
import { missingOfHashJob, PASSWORD_HASH_COLUMN, USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import {
  CUSTOM_ATTRIBUTE_PREFIX,
  CUSTOM_NAME_CHARACTERS_MAX,
  canBeCustomAttribute,
  countCustomNameCharacters,
} from '../domain/pools/custom-attribute.ts';
import { isEmailAddress, isPhoneNumber } from '../domain/users/attribute-forms.ts';
import { toHeaderLine } from './default-csv-header.ts';
import { findHeaderFormat } from './header-format.ts';
import { describeRemedy } from './remedies/describe-remedy.ts';
import type { HeaderRemedy } from './remedies/remedy.ts';
import { findSecretKind } from './remedies/secret-columns.ts';
import { findMeantColumn, nameOwnColumn } from './source/column-names.ts';

/** The corrected line shows the others too. */
const UNKNOWN_SHOWN_MAX = 20;
const USERNAME_MISSING =
  'No column has the user names. Every user needs one in cognito:username that no other user has, such as the id of the old system, or the email address if users sign in with it.';
/** Names in other letters or words that make a line a header where none is exact. */
const MEANT_MIN = 2;

export interface HeaderToCorrect {
  readonly header: readonly string[];
  /** The `CSVHeader` of the pool, hashes included or not. */
  readonly wanted: readonly string[];
  /** A job that names one needs fewer columns (R161). */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  /** Whether a job would take a file with these columns; a line that it would refuse is not offered. */
  readonly accepts?: ((columns: readonly string[]) => boolean) | undefined;
}

/** What a header should be. */
export interface CorrectedHeader {
  /** The columns of the file in its order, each with the name that it probably means. */
  readonly columns: readonly string[];
  readonly unknown: readonly { readonly column: string; readonly position: number; readonly meant: string }[];
  readonly missing: readonly string[];
  /** Undefined if no line of these columns would be taken: some are for no attribute of the pool. */
  readonly remedy: HeaderRemedy | undefined;
}

/**
 * What is wrong with a header for a pool whose `CSVHeader` is `wanted`, with the whole corrected header line, or undefined if it is
 * right (R158 to R167). A job that names a password hashing algorithm needs less (R161).
 */
export function findColumnProblem(
  header: readonly string[],
  wanted: readonly string[],
  fileName: string,
  passwordHashingAlgorithm?: PasswordHashingAlgorithm,
  accepts?: HeaderToCorrect['accepts'],
): string | undefined {
  const needed = wanted.filter((column) => column !== PASSWORD_HASH_COLUMN);
  const known = new Set([...needed, PASSWORD_HASH_COLUMN]);
  const repeated = header.find((column, index) => known.has(column) && header.indexOf(column) !== index);
  if (repeated !== undefined) return `the header of ${fileName} has the column ${repeated} twice`;
  const isExact = header.some((column) => known.has(column));
  // Behind such an end of its line the header goes on with values of users.
  if (!isExact || header.some((column) => column.includes('\r'))) {
    const remedy = findHeaderFormat(header, known);
    if (remedy !== undefined) return `the header of ${fileName} is in another format. ${describeRemedy(remedy)}`;
  }
  if (!isExact && /^[[{]/.test(header[0]?.trim() ?? '')) {
    return `${fileName} is JSON, not a CSV file; muster convert makes CSV files of what another system exported`;
  }
  if (!isHeader(header, wanted)) {
    return `the first line of ${fileName} does not seem to be a header: it names no column of the pool, or has values of a user. If it is a user, put a header above it that names all these columns in the order of its values:\n\n${toHeaderLine(needed)}`;
  }
  const corrected = correctHeader({ header, wanted, passwordHashingAlgorithm, accepts });
  const { unknown, missing, remedy } = corrected;
  if (unknown.length === 0 && missing.length === 0) return undefined;
  const lines = [`the header of ${fileName} does not fit the user pool:`];
  if (unknown.length > 0) {
    lines.push(`  unknown  ${joinSome(unknown.map((column) => describeUnknown(column, known, remedy !== undefined)))}`);
  }
  if (missing.length > 0) lines.push(`  missing  ${missing.join(', ')}`);
  if (missing.includes(USERNAME_COLUMN)) lines.push(USERNAME_MISSING);
  lines.push(...describeOwnAttributes(missing));
  const secrets = unknown.filter(({ column, meant }) => isLeftOut(column, meant));
  if (secrets.length > 0) {
    const names = secrets.map(({ column }) => toPrintable(column));
    lines.push(
      `Remove what no attribute may hold from the header and from every record, then check again: ${joinSome(names)}.`,
    );
    return lines.join('\n');
  }
  if (remedy === undefined) {
    lines.push(
      'The pool has no attribute for some of the columns. Remove them from the header and from every record, or add the attributes to the pool.',
    );
    return lines.join('\n');
  }
  lines.push('Use this header instead:', '', toPrintable(toHeaderLine(remedy.to)), '');
  if (missing.length > 0) {
    lines.push(
      `Put ${formatCounted(missing.length, 'more comma')} (${','.repeat(missing.length)}) at the end of every record, too.`,
    );
  }
  return lines.join('\n').trimEnd();
}

/** Whether a first line is a header, in whatever letters and words. */
export function isHeader(fields: readonly string[], wanted: readonly string[]): boolean {
  // A name of a column stands between values too: `ann,email,ann@example.com`.
  if (fields.some((field) => isEmailAddress(field) || isPhoneNumber(field))) return false;
  if (fields.some((field) => wanted.includes(field) || field === PASSWORD_HASH_COLUMN)) return true;
  const meant = fields.filter((field) => findMeantColumn(field, wanted) !== undefined);
  return meant.length >= Math.min(MEANT_MIN, fields.length);
}

/** The names that the columns of a header probably mean, in the order of the file, and the columns that it lacks. */
export function correctHeader({ header, wanted, passwordHashingAlgorithm, accepts }: HeaderToCorrect): CorrectedHeader {
  const needed = wanted.filter((column) => column !== PASSWORD_HASH_COLUMN);
  const known = new Set([...needed, PASSWORD_HASH_COLUMN]);
  const nameable = passwordHashingAlgorithm === undefined ? needed : [...needed, PASSWORD_HASH_COLUMN];
  const columns = correctColumns(header, nameable, known);
  const unknown = header.flatMap((column, index) =>
    known.has(column) ? [] : [{ column, position: index + 1, meant: String(columns[index]) }],
  );
  const lacking =
    passwordHashingAlgorithm === undefined
      ? needed.filter((column) => !header.includes(column))
      : missingOfHashJob(new Set([...header, ...columns]));
  const missing = lacking.filter((column) => !columns.includes(column));
  const to = [...columns, ...missing];
  const isOffered =
    columns.every(canBeColumn) &&
    !unknown.some(({ column, meant }) => isLeftOut(column, meant)) &&
    accepts?.(to) !== false;
  // Names are sure if they are Cognito's. Users without names are of no use.
  const safe = unknown.every(({ meant }) => known.has(meant)) && !missing.includes(USERNAME_COLUMN);
  const remedy: HeaderRemedy | undefined = isOffered
    ? { kind: 'change-header', advice: 'header-names', from: header, to, safe }
    : undefined;
  return { columns, unknown, missing, remedy };
}

function canBeColumn(column: string): boolean {
  return !column.startsWith(CUSTOM_ATTRIBUTE_PREFIX) || canBeCustomAttribute(column);
}

/** Each unknown column gets the name it probably means, else one of the file's own. */
function correctColumns(header: readonly string[], nameable: readonly string[], known: ReadonlySet<string>): string[] {
  const taken = new Set(header);
  return header.map((column, index) => {
    if (known.has(column)) return column;
    const meant = findMeantColumn(column, nameable);
    const name = meant !== undefined && !taken.has(meant) ? meant : nameUnmeant(column, index + 1, taken);
    taken.add(name);
    return name;
  });
}

/** Hashes go in the column that is for them. No secret becomes an attribute: its column keeps its name, which no pool takes. */
function nameUnmeant(column: string, position: number, taken: ReadonlySet<string>): string {
  const secret = findSecretKind(column);
  if (secret === undefined) return nameOwnColumn(column, position, taken);
  return secret === 'hash' && !taken.has(PASSWORD_HASH_COLUMN) ? PASSWORD_HASH_COLUMN : column;
}

function isLeftOut(column: string, meant: string): boolean {
  return meant === column && findSecretKind(column) !== undefined;
}

/** Where columns come from that a file lacks and Cognito does not know. */
function describeOwnAttributes(missing: readonly string[]): string[] {
  const own = missing.filter((column) => column.startsWith(CUSTOM_ATTRIBUTE_PREFIX));
  const [first] = own;
  if (first === undefined) return [];
  const what = own.length === 1 ? `${first} is an attribute` : `${joinSome(own)} are attributes`;
  return [
    `${what} of the user pool, perhaps of an earlier file. A pool keeps its attributes, and a file for it needs a column for each, blank or not. To import without them, name another pool with --user-pool-id.`,
  ];
}

function joinSome(names: readonly string[]): string {
  const more = names.length - UNKNOWN_SHOWN_MAX;
  return more > 0 ? `${names.slice(0, UNKNOWN_SHOWN_MAX).join(', ')} and ${more} more` : names.join(', ');
}

function describeUnknown(
  { column, position, meant }: CorrectedHeader['unknown'][number],
  known: ReadonlySet<string>,
  isOffered: boolean,
): string {
  const shown = column === '' ? `a column without a name at position ${position}` : toPrintable(column);
  if (isLeftOut(column, meant)) return `${shown} (secrets: leave it out)`;
  if (column.startsWith(CUSTOM_ATTRIBUTE_PREFIX)) {
    const characters = countCustomNameCharacters(column);
    return characters > CUSTOM_NAME_CHARACTERS_MAX
      ? `${shown} (${characters} characters after custom:, a pool allows ${CUSTOM_NAME_CHARACTERS_MAX}: ${toPrintable(meant)}?)`
      : `${shown} (an attribute that the pool does not have)`;
  }
  return isOffered || known.has(meant) ? `${shown} (${toPrintable(meant)}?)` : `${shown} (no attribute of the pool)`;
}
