import type { OpenExport } from './reading/open-export.ts';
import type { Source } from './sources/source.ts';
import { SOURCES } from './sources/sources.ts';

/** The source that a file looks like; of a CSV file of no known system, `csv`. */
export function findSource({ kind, layout }: Pick<OpenExport, 'kind' | 'layout'>): Source | undefined {
  const exportId = layout.form === 'csv' ? layout.exportId : undefined;
  const known = SOURCES.find(
    ({ kinds, exports }) =>
      (kind !== undefined && kinds.includes(kind)) || (exportId !== undefined && exports.includes(exportId)),
  );
  return known ?? (layout.form === 'csv' ? getSource('csv') : undefined);
}

/** The source of that name. */
export function getSource(name: string): Source | undefined {
  return SOURCES.find((source) => source.name === name);
}
