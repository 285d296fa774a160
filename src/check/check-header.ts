import { csvHeaderOf, judgeHeader, USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import type { SchemaAttribute } from '../domain/pools/user-pool.ts';
import { correctColumns, findColumnProblem } from './check-columns.ts';
import { type FileFinding, fileFinding } from './file-faults.ts';
import { findHeaderFormat, isQuoted } from './header-format.ts';

export interface HeaderCheck {
  readonly finding: FileFinding | undefined;
  /**
   * The columns of the file, in its order. With a finding, what they are probably meant to be, so that the records can be checked all the
   * same. Undefined if that could not be found out.
   */
  readonly columns: readonly string[] | undefined;
}

/** Judges the header as a job does, and says more to a person. `fields` is undefined if it is too long. */
export function checkHeader(
  fields: readonly string[] | undefined,
  pool: { readonly schema: readonly SchemaAttribute[] },
  fileName: string,
  passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined,
): HeaderCheck {
  const verdict = judgeHeader(fields, pool, passwordHashingAlgorithm === undefined ? {} : { passwordHashingAlgorithm });
  if (verdict.kind === 'accepted') return { finding: undefined, columns: verdict.columns };
  const wanted = csvHeaderOf(pool, { hashImport: true });
  const closer = fields === undefined ? undefined : findHeaderFormat(fields, new Set(wanted));
  const finding = fileFinding(verdict.textId, verdict.completionMessage, {
    ...(closer === undefined ? {} : { remedy: closer }),
    // A job with hashes needs few of the columns (R161); what there is to say of them, the message says.
    ...(fields === undefined || closer !== undefined || passwordHashingAlgorithm !== undefined
      ? {}
      : { detail: findColumnProblem(fields, wanted, fileName) }),
  });
  return { finding, columns: fields === undefined ? undefined : guessColumns(fields, wanted) };
}

/** Only if each name occurs once and the users have one. */
function guessColumns(fields: readonly string[], wanted: readonly string[]): readonly string[] | undefined {
  const columns = correctColumns(
    fields.map((field) => (isQuoted(field) ? field.slice(1, -1) : field)),
    wanted,
    new Set(wanted),
  );
  return columns.includes(USERNAME_COLUMN) && new Set(columns).size === columns.length ? columns : undefined;
}
