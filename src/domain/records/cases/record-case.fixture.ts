import { csvHeaderOf } from '../../imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../password-hashes/password-hashing-algorithm.ts';
import { fixtureSchema, fixtureSettings } from '../../pools/user-pool.fixture.ts';
import type { SchemaAttribute, UserPoolSettings } from '../../pools/user-pool.ts';
import { logLine } from '../../texts/log-line.ts';
import type { FailureReason } from '../../texts/record-outcome.ts';
import type { Attributes, UserMfa, UserStatus } from '../../users/user.ts';

/** The user that a record makes. What is left out is not compared. */
export interface ExpectedUser {
  /** By which the user is found: the value of `cognito:username`. */
  readonly name: string;
  readonly status: UserStatus;
  readonly mfa: UserMfa;
  /** All of them, `sub` left out. */
  readonly attributes?: Attributes;
}

export type ExpectedRecord = { readonly imported: ExpectedUser } | 'skipped' | FailureReason;

/** A small file for a new pool, and what becomes of each of its records. */
export interface RecordCase {
  /** Says what happens, with the rules that it shows. */
  readonly name: string;
  readonly pool: { readonly settings: UserPoolSettings; readonly schema: readonly SchemaAttribute[] };
  readonly algorithm?: PasswordHashingAlgorithm;
  /** The first line of the file. */
  readonly header: string;
  /** The other lines of the file as they stand in it, without their line feeds. */
  readonly lines: readonly string[];
  /** One for each data record, in file order. */
  readonly expected: readonly ExpectedRecord[];
}

/** The lines of the log that the import of a case writes (R276). */
export function expectedLines({ expected }: RecordCase): string[] {
  return expected.map((record, index) =>
    logLine(typeof record === 'object' && 'imported' in record ? 'imported' : record, index + 1),
  );
}

/** Raw fields by column. */
export type Values = Readonly<Record<string, string>>;

export interface CasePool {
  readonly settings?: Partial<UserPoolSettings>;
  /** Instead of the default one. */
  readonly schema?: readonly SchemaAttribute[];
  readonly algorithm?: PasswordHashingAlgorithm;
  /** Instead of the whole header of the pool. */
  readonly columns?: readonly string[];
}

/** A record that every pool of a case without username attributes takes. */
export const JOHN: Values = { 'cognito:username': 'john', email: 'j@example.com', email_verified: 'TRUE' };

/** The user that {@link JOHN} becomes. */
export function john(change: Partial<ExpectedUser> = {}): ExpectedRecord {
  return imported('john', change);
}

export function imported(name: string, change: Partial<ExpectedUser> = {}): ExpectedRecord {
  return { imported: { name, status: 'RESET_REQUIRED', mfa: 'off', ...change } };
}

/** A file with one record: {@link JOHN}, changed. */
export function oneRecord(name: string, change: Values, expected: ExpectedRecord, pool: CasePool = {}): RecordCase {
  return records(name, [[{ ...JOHN, ...change }, expected]], pool);
}

/** One value of {@link JOHN} after the other, each in a file of its own. */
export function eachValue(
  rule: string,
  column: string,
  list: readonly (readonly [string, ExpectedRecord])[],
  pool: CasePool = {},
): RecordCase[] {
  return list.map(([value, expected], index) =>
    oneRecord(`${rule}: ${column}, value ${index + 1}`, { [column]: value }, expected, pool),
  );
}

/** A file with these records. */
export function records(
  name: string,
  list: readonly (readonly [Values, ExpectedRecord])[],
  pool: CasePool = {},
): RecordCase {
  const { header, columns, ...rest } = caseOf(pool);
  return {
    name,
    ...rest,
    header,
    lines: list.map(([values]) => columns.map((column) => values[column] ?? '').join(',')),
    expected: list.map(([, expected]) => expected),
  };
}

const SHORT_COLUMNS = ['cognito:username', 'email', 'email_verified', 'name', 'password_hash'];

/** A file with these lines under the columns user name, email, its flag, name and hash; the hash makes so few of them enough (R161). */
export function rawLines(name: string, lines: readonly string[], expected: readonly ExpectedRecord[]): RecordCase {
  const { columns: _columns, ...rest } = caseOf({ algorithm: 'BCRYPT', columns: SHORT_COLUMNS });
  return { name, ...rest, lines, expected };
}

/** The file of a case. */
export function fileOf({ header, lines }: RecordCase): string {
  return [header, ...lines].join('\n');
}

function caseOf({ settings, schema = fixtureSchema(), algorithm, columns }: CasePool) {
  const caseColumns = columns ?? csvHeaderOf({ schema }, { hashImport: algorithm !== undefined });
  return {
    pool: { settings: fixtureSettings(settings), schema },
    ...(algorithm && { algorithm }),
    columns: caseColumns,
    header: caseColumns.join(','),
  };
}
