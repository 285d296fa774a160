import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const COPIED = ['src', 'bin', 'package.json'];

export interface PlantedBug {
  /** Where it is put in, from the root of the clone. */
  readonly file: string;
  /** What the one line is, without its indent, in front of which the bug is put. */
  readonly before: RegExp;
  readonly lines: readonly string[];
}

/** What the storm must find. Each leaves a server that does all as it should until it is killed at the wrong moment. */
export const PLANTED_BUGS: Readonly<Record<string, PlantedBug>> = {
  /** The checkpoint, and counters as if nobody was there, in a transaction of their own; users, log and the right counters in the next. */
  'checkpoint-first': {
    file: 'src/store/sqlite/commit-batch.ts',
    before: /^const \{ outcomes\b.* = \w+\(job, batch\);$/,
    lines: [
      'statements.updateJob.run(',
      '  job.imported_users + batch.recordCount - batch.failed.size,',
      '  job.skipped_users,',
      '  job.failed_users + batch.failed.size,',
      '  batch.checkpoint.byteOffset,',
      '  batch.checkpoint.lineNumber,',
      '  batch.checkpoint.recordNumber,',
      '  jobKey,',
      ');',
      "database.exec('COMMIT; BEGIN IMMEDIATE');",
    ],
  },
};

/** The source with the bug in it. Throws unless it has the line exactly once. */
export function plantBug(source: string, { file, before, lines }: PlantedBug): string {
  const places = [...source.matchAll(/^( *)(.*)$/gm)].filter(([, , line = '']) => before.test(line));
  const [place] = places;
  if (!place || places.length > 1) {
    throw new Error(`${file} has ${places.length} lines like ${before}: the bug must be planted anew`);
  }
  const [, indent = ''] = place;
  const planted = lines.map((line) => `${indent}${line}\n`).join('');
  return source.slice(0, place.index) + planted + source.slice(place.index);
}

/** A copy of the program with the bug in it: the path of its command, and what removes it again. */
export function copyWithBug(bug: PlantedBug): { readonly bin: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'muster-planted-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const path = join(directory, bug.file);
  writeFileSync(path, plantBug(readFileSync(path, 'utf8'), bug));
  return { bin: join(directory, 'bin/muster.js'), remove: () => rmSync(directory, { recursive: true }) };
}
