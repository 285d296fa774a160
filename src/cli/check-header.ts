import { csvHeaderOf, judgeHeader, USERNAME_COLUMN } from '../domain/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../domain/import-job.ts';
import type { SchemaAttribute } from '../domain/user-pool.ts';
import { correctColumns, findColumnProblem } from './check-columns.ts';
import { type FileFinding, fileFinding } from './file-faults.ts';

export interface HeaderCheck {
  readonly finding: FileFinding | undefined;
  /**
   * What the columns of the file are, in its order: with a finding, what they seem to be meant as, so that one look at a file tells all.
   * Undefined if nobody can say.
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
  const closer = fields === undefined ? undefined : findRemedy(fields, new Set(wanted));
  const finding = fileFinding(verdict.textId, verdict.completionMessage, {
    ...(closer === undefined ? {} : { remedy: closer }),
    // A job with hashes needs few of the columns (R161); what there is to say of them, the message says.
    ...(fields === undefined || closer !== undefined || passwordHashingAlgorithm !== undefined
      ? {}
      : { detail: findColumnProblem(fields, wanted, fileName) }),
  });
  return { finding, columns: fields === undefined ? undefined : guessColumns(fields, wanted) };
}

/** What the header looks like, if it is in another format. */
function findRemedy(fields: readonly string[], known: ReadonlySet<string>): string | undefined {
  const [first = ''] = fields;
  if (first.includes('\0'))
    return 'The file seems to be UTF-16. Save it as UTF-8 without BOM: iconv -f UTF-16 -t UTF-8 FILE > NEW.';
  if (first.startsWith('PK\u0003\u0004'))
    return 'It is the workbook of a spreadsheet (or another zip file). Save the sheet as CSV in UTF-8.';
  if (fields.some((field) => isQuoted(field) && known.has(field.slice(1, -1)))) {
    return 'Write the file without quotes: they are ordinary characters (R173), so the name of a column has them too. A comma inside a value is written \\, with a backslash.';
  }
  for (const [separator, name] of [
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'bars'],
  ] as const) {
    const parts = fields.join().split(separator);
    if (parts.length > fields.length && parts.filter((part) => known.has(part.trim().replaceAll('"', ''))).length > 1) {
      return `The columns are separated by ${name}. Save the file with commas (R172); a comma inside a value is written \\, with a backslash.`;
    }
  }
  if (fields.length > 1 && fields.at(-1) === '' && known.has(fields.at(-2) ?? '')) {
    return 'Take away the comma at the end of the header: behind it begins a column without a name. Do so in every record too.';
  }
  return undefined;
}

function isQuoted(field: string): boolean {
  return field.length > 2 && field.startsWith('"') && field.endsWith('"');
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
