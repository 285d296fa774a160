import { csvHeaderOf } from '../domain/imports/csv-header.ts';
import { DEFAULT_SCHEMA } from '../domain/pools/default-schema.ts';

/** The columns of a pool without attributes of its own, in the order of GetCSVHeader (R154): what `muster header` prints offline. */
export const DEFAULT_CSV_HEADER: readonly string[] = csvHeaderOf({ schema: DEFAULT_SCHEMA });

/** A header line in Cognito's dialect (R172, R174). */
export function toHeaderLine(columns: readonly string[]): string {
  return columns.map((column) => column.replaceAll('\\', '\\\\').replaceAll(',', '\\,')).join(',');
}
