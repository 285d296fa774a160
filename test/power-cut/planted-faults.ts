import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const COPIED = ['src', 'bin', 'package.json'];

/** A change of the source that leaves a server which does all as it should until the power is cut. */
export interface PlantedFault {
  /** From the root of the clone. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

/**
 * No fault: the write-ahead log is moved into the database every 40 pages instead of every 8,000, so that a short run does it often, and
 * begins the log again while it runs.
 */
export const EARLY_CHECKPOINTS: PlantedFault = {
  file: 'src/store/sqlite/connection.ts',
  from: 'const WAL_CHECKPOINT_PAGES = 8_000;',
  to: 'const WAL_CHECKPOINT_PAGES = 40;',
};

export const PLANTED_FAULTS: Readonly<Record<string, PlantedFault>> = {
  /** The bytes of an uploaded file are not synced. */
  'upload-file': { file: 'src/blobs/directory-blobs.ts', from: '    await file.sync();\n', to: '' },
  /** Its name is not. */
  'upload-name': {
    file: 'src/blobs/directory-blobs.ts',
    from: '      await syncDirectory(this.#directory);\n',
    to: '',
  },
  /** Transactions are synced when the write-ahead log is moved into the database. */
  'synchronous-normal': {
    file: 'src/store/sqlite/connection.ts',
    from: "database.pragma('synchronous = FULL');",
    to: "database.pragma('synchronous = NORMAL');",
  },
  /** Nothing of the database is synced. */
  'synchronous-off': {
    file: 'src/store/sqlite/connection.ts',
    from: "database.pragma('synchronous = FULL');",
    to: "database.pragma('synchronous = OFF');",
  },
  /** The server key and whatever else is written whole or not at all. */
  'key-file': { file: 'src/base/files/write-durably.ts', from: '    fsyncSync(descriptor);\n', to: '' },
  /** Names of new directories. */
  'new-directory': { file: 'src/base/files/make-private-directory.ts', from: '  syncDirectorySync(parent);\n', to: '' },
  /** The name of a finished backup. */
  'backup-name': {
    file: 'src/state/copy-data-directory.ts',
    from: '    await syncDirectory(dirname(path));\n',
    to: '',
  },
};

/** The source with the fault in it. @throws unless it has the place exactly once */
export function plantFault(source: string, { file, from, to }: PlantedFault): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places like ${JSON.stringify(from)}`);
  return parts.join(to);
}

/** A copy of the program with the fault in it: the path of its command, and what removes it again. */
export function copyWithFault(fault: PlantedFault): { readonly bin: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'muster-planted-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const path = join(directory, fault.file);
  writeFileSync(path, plantFault(readFileSync(path, 'utf8'), fault));
  return { bin: join(directory, 'bin/muster.js'), remove: () => rmSync(directory, { recursive: true }) };
}
