import { csvHeaderOf, judgeHeader, USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { correctHeader, findColumnProblem, isHeader } from './check-columns.ts';
import { type FileFinding, fileFinding } from './file-faults.ts';
import { findHeaderFormat, isQuoted } from './header-format.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';
import type { Remedy } from './remedies/remedy.ts';

export interface HeaderToCheck {
  /** Undefined if the line is too long. */
  readonly fields: readonly string[] | undefined;
  /** The pool, by the header of the file. */
  readonly poolOf: (header: readonly string[]) => PoolToCheckAgainst;
  readonly fileName: string;
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined;
}

export interface HeaderCheck {
  /** For the columns of the file. */
  readonly pool: PoolToCheckAgainst;
  readonly finding: FileFinding | undefined;
  /**
   * The columns of the file, in its order. With a finding, what they are probably meant to be, so that the records can be checked all the
   * same. Undefined if that could not be found out.
   */
  readonly columns: readonly string[] | undefined;
}

/** Judges the header as a job does, and says more to a person. */
export function checkHeader({ fields, poolOf, fileName, passwordHashingAlgorithm }: HeaderToCheck): HeaderCheck {
  const pool = poolOf(fields ?? []);
  const job = passwordHashingAlgorithm === undefined ? {} : { passwordHashingAlgorithm };
  const verdict = judgeHeader(fields, pool, job);
  if (verdict.kind === 'accepted') return { pool, finding: undefined, columns: verdict.columns };
  const { textId, completionMessage } = verdict;
  if (fields === undefined) return { pool, finding: fileFinding(textId, completionMessage), columns: undefined };
  const wanted = csvHeaderOf(pool, { hashImport: true });
  // What is offered is judged first, by the pool that it would be for.
  const accepts = (columns: readonly string[]) => judgeHeader(columns, poolOf(columns), job).kind === 'accepted';
  const closer = findHeaderFormat(fields, new Set(wanted));
  const { columns, remedy } = correctHeader({
    header: fields.map((field) => (isQuoted(field) ? field.slice(1, -1) : field)),
    wanted,
    passwordHashingAlgorithm,
    accepts,
  });
  const isKnown = closer === undefined && isHeader(fields, wanted) && new Set(fields).size === fields.length;
  const offered: Remedy | undefined = closer ?? (isKnown ? remedy : undefined);
  const detail =
    closer === undefined ? findColumnProblem(fields, wanted, fileName, passwordHashingAlgorithm, accepts) : undefined;
  const isWhole = columns.includes(USERNAME_COLUMN) && new Set(columns).size === columns.length;
  return {
    pool: isWhole ? poolOf(columns) : pool,
    finding: fileFinding(textId, completionMessage, {
      ...(offered === undefined ? {} : { remedy: offered }),
      ...(detail === undefined ? {} : { detail }),
    }),
    columns: isWhole ? columns : undefined,
  };
}
