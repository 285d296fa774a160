import type { ImportJobStatus } from '../../../domain/imports/import-job.ts';
import type { ImportJobRow, SqlSession } from '../tables.ts';

/** Writes `change` and gives the row as it is then. A status comes from the transition table only. */
export function changeJob(
  { db }: SqlSession,
  row: ImportJobRow,
  change: Partial<Omit<ImportJobRow, 'key' | 'status'>> & { readonly status?: ImportJobStatus },
): Promise<ImportJobRow> {
  return db.updateTable('import_jobs').set(change).where('key', '=', row.key).returningAll().executeTakeFirstOrThrow();
}
