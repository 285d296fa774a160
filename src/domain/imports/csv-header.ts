import type { PasswordHashingAlgorithm } from '../password-hashes/password-hashing-algorithm.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { fillText } from '../texts/fill-text.ts';

export const USERNAME_COLUMN = 'cognito:username';
export const MFA_COLUMN = 'cognito:mfa_enabled';
export const PASSWORD_HASH_COLUMN = 'password_hash';

/** Attributes that no file may set (R153, R217). */
const NOT_IMPORTED: ReadonlySet<string> = new Set(['sub', 'identities']);
/** One of these pairs is enough for a job that names a password hashing algorithm (R161). */
const CONTACT_PAIRS = [
  ['email', 'email_verified'],
  ['phone_number', 'phone_number_verified'],
] as const;

export type HeaderVerdict =
  /** `columns` in the order of the file. */
  | { readonly kind: 'accepted'; readonly columns: readonly string[] }
  /** `textId`: of the completion message. */
  | { readonly kind: 'refused'; readonly textId: HeaderTextId; readonly completionMessage: string };

export type HeaderTextId =
  | 'header-column-unexpected'
  | 'header-column-missing'
  | 'header-column-repeated'
  | 'password-hash-column-missing'
  | 'header-too-long';

/** `CSVHeader` of a pool: its schema in order, then the MFA flag and the user name (R153, R156), and the hash if it is imported (R157). */
export function csvHeaderOf(pool: Pick<UserPool, 'schema'>, { hashImport = false } = {}): string[] {
  const columns = pool.schema.map(({ name }) => name).filter((name) => !NOT_IMPORTED.has(name));
  columns.push(MFA_COLUMN, USERNAME_COLUMN);
  if (hashImport) columns.push(PASSWORD_HASH_COLUMN);
  return columns;
}

/** Judges the first record of a file (R158 to R168). `fields` is undefined if it is longer than a record may be (R183). */
export function judgeHeader(
  fields: readonly string[] | undefined,
  pool: Pick<UserPool, 'schema'>,
  job: { readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm },
): HeaderVerdict {
  if (fields === undefined) return refuse('header-too-long');
  const wanted = csvHeaderOf(pool);
  const known = new Set([...wanted, PASSWORD_HASH_COLUMN]);
  const seen = new Set<string>();
  for (const [index, column] of fields.entries()) {
    if (!known.has(column)) return refuse('header-column-unexpected', index + 1);
    if (seen.has(column)) return refuse('header-column-repeated', column);
    seen.add(column);
  }
  if (job.passwordHashingAlgorithm !== undefined && !seen.has(PASSWORD_HASH_COLUMN))
    return refuse('password-hash-column-missing');
  const missing =
    job.passwordHashingAlgorithm === undefined ? wanted.find((column) => !seen.has(column)) : missingOfHashJob(seen)[0];
  if (missing !== undefined) return refuse('header-column-missing', missing);
  return { kind: 'accepted', columns: fields };
}

/**
 * The columns that a header needs beside those seen for a job that names a password hashing algorithm (R161): user name, hash and a
 * pair; the rest of a pair that is begun, else `email` with its flag.
 */
export function missingOfHashJob(seen: ReadonlySet<string>): string[] {
  const isSeen = (column: string) => seen.has(column);
  const begun = CONTACT_PAIRS.find((pair) => pair.every(isSeen)) ?? CONTACT_PAIRS.find((pair) => pair.some(isSeen));
  return [USERNAME_COLUMN, ...(begun ?? CONTACT_PAIRS[0]), PASSWORD_HASH_COLUMN].filter((column) => !isSeen(column));
}

function refuse(textId: HeaderTextId, ...placeholders: (string | number)[]): HeaderVerdict {
  return { kind: 'refused', textId, completionMessage: fillText(textId, ...placeholders) };
}
