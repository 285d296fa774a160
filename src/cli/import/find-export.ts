import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nameLeftOut } from '../../convert/records/left-out.ts';
import type { PlannedExport } from '../../driver/run/run-plan.ts';

const CONVERT_REPORT_FILE = 'convert.json';

interface ConvertedDirectory {
  readonly records: number;
  readonly leftOut: number;
  readonly byReason: Readonly<Record<string, unknown>>;
  readonly files: readonly unknown[];
}

/**
 * What `muster convert` says of the export that the files are of, so that a report can count those whom it left out (R1103). Undefined
 * unless the files are all those of one or several conversions, and no others: of a part, nobody knows how many were left out.
 */
export function findExport(paths: readonly string[]): PlannedExport | undefined {
  const given = new Set(paths.map((path) => resolve(path)));
  const directories = new Set([...given].map((path) => dirname(path)));
  const reasons = new Map<string, number>();
  let [records, leftOut, files] = [0, 0, 0];
  for (const directory of directories) {
    const converted = readConverted(directory);
    if (converted === undefined) return undefined;
    for (const file of converted.files) {
      if (!isNamed(file) || !given.has(join(directory, file.name))) return undefined;
      files += 1;
    }
    records += converted.records;
    leftOut += converted.leftOut;
    for (const [id, count] of Object.entries(converted.byReason)) {
      if (typeof count !== 'number') return undefined;
      const reason = nameLeftOut(id);
      reasons.set(reason, (reasons.get(reason) ?? 0) + count);
    }
  }
  if (files === 0 || files !== given.size) return undefined;
  return { records, leftOut, byReason: [...reasons].map(([reason, count]) => ({ reason, count })) };
}

/** Undefined for a file of that name which is not of `muster convert`: an import goes without it. */
function readConverted(directory: string): ConvertedDirectory | undefined {
  const path = join(directory, CONVERT_REPORT_FILE);
  if (!existsSync(path)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return isConverted(value) ? value : undefined;
}

function isConverted(value: unknown): value is ConvertedDirectory {
  if (typeof value !== 'object' || value === null) return false;
  const hasCounts = 'records' in value && typeof value.records === 'number' && 'leftOut' in value;
  const hasReasons = 'byReason' in value && typeof value.byReason === 'object' && value.byReason !== null;
  return hasCounts && typeof value.leftOut === 'number' && hasReasons && 'files' in value && Array.isArray(value.files);
}

function isNamed(file: unknown): file is { readonly name: string } {
  return typeof file === 'object' && file !== null && 'name' in file && typeof file.name === 'string';
}
