import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { CheckedBytes } from '../check/check-bytes.fixture.ts';
import { checkBytes } from '../check/check-bytes.fixture.ts';
import { splitFields } from '../csv/split-fields.ts';
import { type ConvertOptions, convertExport, mappingOf } from './convert-export.ts';
import type { ConvertReport } from './convert-report.ts';
import { findSource, getSource } from './find-source.ts';
import type { JoinName } from './joins/joined.ts';
import { MemoryJoinTable } from './joins/memory-join-table.ts';
import { adjustMapping, type MappingFlags } from './mapping/adjust-mapping.ts';
import type { Mapping } from './mapping/mapping.ts';
import { proposePool } from './pools/propose-pool.ts';
import { type OpenExport, openExport } from './reading/open-export.ts';
import { ConvertError } from './records/convert-error.ts';

export interface ConvertedBytes {
  readonly report: ConvertReport;
  /** The one in force. */
  readonly mapping: Mapping;
  /** All files by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Each file of users as `muster check` sees it. */
  readonly checked: Readonly<Record<string, CheckedBytes>>;
  /** Of all files of users: values by column, blank ones left out. */
  readonly users: readonly Readonly<Record<string, string>>[];
  /** The lines of follow-up.jsonl. */
  readonly followUps: readonly unknown[];
}

type Content = string | Buffer;

export interface ConvertBytesOptions
  extends MappingFlags,
    Partial<Pick<ConvertOptions, 'pepper' | 'mapping' | 'pool' | 'watchedColumns'>> {
  /** Second files; several of one name are read one after the other. */
  readonly joins?: Readonly<Partial<Record<JoinName, Content | readonly Content[]>>>;
  /** Recognised without it. */
  readonly from?: string;
}

/** 30 November 2026. */
const NOW_MS = 1_795_996_800_000;

/** A file of `sources/cases/`. */
export function readCase(name: string): Buffer {
  return readFileSync(new URL(`sources/cases/${name}`, import.meta.url));
}

/** Converts a file with this content in memory, and checks what comes out for the pool that it is for. */
export async function convertBytes(content: Content, options: ConvertBytesOptions = {}): Promise<ConvertedBytes> {
  const opened = await openBytes('export', content);
  const joinFiles = await Promise.all(
    Object.entries(options.joins ?? {}).flatMap(([name, given]) =>
      [given].flat().map(async (bytes) => ({ name: name as JoinName, file: await openBytes(name, bytes) })),
    ),
  );
  const source = options.from === undefined ? findSource(opened) : getSource(options.from);
  if (source === undefined) throw new ConvertError('the source is not recognised');
  const mapping = adjustMapping(options.mapping ?? (await mappingOf(source, [opened])), options);
  const pool = options.pool ?? proposePool(mapping);
  const pieces = new Map<string, Uint8Array[]>();
  const report = await convertExport({
    files: [opened],
    joins: { files: joinFiles, openLargeJoin: () => new MemoryJoinTable() },
    source,
    mapping,
    pool: options.pool,
    watchedColumns: options.watchedColumns,
    pepper: options.pepper ?? 'possible',
    nowMs: NOW_MS,
    output: { append: (name, piece) => void pieces.set(name, [...(pieces.get(name) ?? []), piece.slice()]) },
  });
  if (report === 'interrupted') throw new ConvertError('nothing interrupts it');
  const files = Object.fromEntries([...pieces].map(([name, list]) => [name, Buffer.concat(list).toString('utf8')]));
  const checked: Record<string, CheckedBytes> = {};
  const users: Record<string, string>[] = [];
  for (const { name, algorithm } of report.files) {
    const text = files[name] ?? '';
    checked[name] = await checkBytes(text, {
      poolOf: () => ({ description: 'the pool', ...pool }),
      passwordHashingAlgorithm: algorithm,
    });
    users.push(...usersOf(text));
  }
  const followUps = (files['follow-up.jsonl'] ?? '').split('\n').filter((line) => line !== '');
  return { report, mapping, files, checked, users, followUps: followUps.map((line) => JSON.parse(line)) };
}

/** Like a file that is read into the same memory each time. */
export function openBytes(name: string, content: Content): Promise<OpenExport> {
  const bytes = Buffer.from(content);
  const memory = Buffer.alloc(bytes.length);
  const file = {
    byteLength: bytes.length,
    async read(offset: number, length: number) {
      return memory.subarray(0, bytes.copy(memory, 0, offset, Math.min(bytes.length, offset + length)));
    },
  };
  return openExport({ name, file }, isUtf8);
}

/** What no conversion may do otherwise: every record is counted, and every file of users passes the check. */
export function findConversionFaults({ report, checked, files }: ConvertedBytes): string[] {
  const faults: string[] = [];
  const { records, out, leftOut, byReason } = report;
  if (records !== out + leftOut) faults.push(`${records} records, but ${out} out and ${leftOut} left out`);
  const named = (files['left-out.csv'] ?? '').split('\n').length - 2;
  const counted = [...byReason.values()].reduce((sum, count) => sum + count, 0);
  if (named !== leftOut || counted !== leftOut) faults.push(`${leftOut} left out, ${named} named, ${counted} counted`);
  const written = report.files.reduce((sum, { users }) => sum + users, 0);
  if (written !== out) faults.push(`${out} out, but ${written} in files`);
  for (const [name, { importedUsers, failedUsers, skippedUsers, fileFindings, recordCount }] of Object.entries(
    checked,
  )) {
    if (failedUsers > 0 || skippedUsers > 0) faults.push(`${name}: ${failedUsers} fail, ${skippedUsers} are skipped`);
    if (importedUsers !== recordCount) faults.push(`${name}: ${importedUsers} of ${recordCount} are imported`);
    for (const finding of fileFindings) faults.push(`${name}: ${finding.text}`);
  }
  return faults;
}

function usersOf(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const columns = splitFields(header);
  return lines.map((line) =>
    Object.fromEntries(
      splitFields(line)
        .map((value, index) => [columns[index] ?? '', value] as const)
        .filter(([, value]) => value !== ''),
    ),
  );
}
