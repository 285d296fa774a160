import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { RecordRemedies } from '../../check/record-remedies.ts';
import { describeRemedy } from '../../check/remedies/describe-remedy.ts';
import { decide } from '../../check/remedies/remedy.ts';
import { CSV_START, type CsvRecord } from '../../csv/csv-record.ts';
import { readRecords } from '../../csv/read-records.ts';
import { USERNAME_COLUMN } from '../../domain/imports/csv-header.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import type { PlannedPart, PlannedSource } from '../run/run-plan.ts';
import type { ImportedPart } from './import-part.ts';
import type { ResultFiles } from './result-files.ts';

/** A column with what the old system called its user. */
const ID_COLUMN = /^custom:(?:.*_)?id$/i;
export const NO_LINE_REASON = 'The log of the job has no line for this record.';
const NO_LINE_REMEDY = 'Import the record again: if the user already exists, it is skipped.';
const SKIPPED_REMEDY = 'Nothing, if it is the same user: an import does not change users who exist.';
const OTHER_REMEDY = 'Fix what the reason names, and import the record again.';

/** Only the pool knows who has an alias: no rule finds a fault in the record (R227). */
const ALIAS_TAKEN = /^An account with the \w+ already exists/;

/**
 * Appends the records of a part that created no user to the result files, in the order of the source, each with a reason and a remedy.
 * Returns how many have no line in the log: they are among the failed ones, since nobody knows of them.
 */
export async function writeResults(
  { file, table }: ImportedPart,
  part: PlannedPart,
  source: PlannedSource,
  pool: PoolToCheckAgainst,
  results: ResultFiles,
): Promise<{ readonly missingInLog: number }> {
  const remedies = new RecordRemedies({
    pool,
    columns: source.header,
    passwordHashingAlgorithm: source.passwordHashingAlgorithm,
  });
  const usernameAt = source.header.indexOf(USERNAME_COLUMN);
  const idAt = source.header.findIndex((column) => ID_COLUMN.test(column));
  let missingInLog = 0;
  const descriptor = openSync(file.path, 'r');
  try {
    for await (const records of readRecords(createReadStream(file.path), CSV_START, RECORD_CHARACTERS_MAX)) {
      for (const record of records) {
        if (record.number === 0) continue;
        const known = table.outcomeOf(record.number);
        if (known === 'imported') continue;
        if (known === undefined) missingInLog += 1;
        const { outcome, reason } = known ?? { outcome: 'failed', reason: NO_LINE_REASON };
        const bytes = readBytes(descriptor, record);
        const { fields } = record;
        const line = bytes.toString('utf8').replace(/\r?\n$/, '');
        const row = {
          file: source.name,
          // The header of the part stands before its first line.
          line: part.firstLine + record.lineNumber - 2,
          record: part.firstRecord + record.number - 1,
          id: fields?.[idAt] ?? '',
          username: fields?.[usernameAt] ?? '',
          reason,
          remedy: known === undefined ? NO_LINE_REMEDY : findRemedy({ outcome, reason }, line, fields, remedies),
        };
        results.push({ source, outcome, bytes, fields, reason: row });
      }
    }
  } finally {
    closeSync(descriptor);
  }
  return { missingInLog };
}

/** What a check says of the record; where the rules find nothing, what the service said has to do. */
function findRemedy(
  { outcome, reason: said }: { readonly outcome: 'failed' | 'skipped'; readonly reason: string },
  line: string,
  fields: readonly string[] | undefined,
  remedies: RecordRemedies,
): string {
  if (outcome === 'skipped') return SKIPPED_REMEDY;
  if (ALIAS_TAKEN.test(said)) return describeRemedy(decide('alias-in-pool'));
  const fault = fields === undefined ? undefined : remedies.examine(line, fields).faults.find(({ reason }) => reason);
  return fault === undefined ? OTHER_REMEDY : describeRemedy(fault.remedy);
}

function readBytes(descriptor: number, { byteOffset, byteEnd }: CsvRecord): Buffer {
  const bytes = Buffer.alloc(byteEnd - byteOffset);
  // Hundreds of thousands of small reads: a promise for each would take longer than the read.
  const length = readSync(descriptor, bytes, 0, bytes.length, byteOffset);
  return bytes.subarray(0, length);
}
