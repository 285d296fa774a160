import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { runMuster } from '../commands/muster-process.fixture.ts';
import { generateUsers } from '../generate/generate-users.ts';

export const EXAMPLE = fileURLToPath(new URL('../../../examples/users.csv', import.meta.url));
export const COLUMNS = ['cognito:username', ...DEFAULT_CSV_HEADER.filter((column) => column !== 'cognito:username')];

/** Working directories of one file of tests; the data directories are made below them. */
export function openFolders(): { make(): string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'muster-import-'));
  return {
    make: () => mkdtempSync(join(directory, 'cwd-')),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export const run = (cwd: string, ...words: string[]) => runMuster(words, { cwd });

let runs = 0;
/** The folder of a run below `cwd`: where the examples are is no place for it. */
export function aside(cwd: string): readonly [string, string] {
  runs += 1;
  return ['--run', join(cwd, `run-${runs}`)];
}

/** The last line of `--json`. */
export const summaryOf = ({ stdout }: { readonly stdout: string }) =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

type Fields = Readonly<Record<string, string>>;

export function csvOf(records: readonly Fields[], columns: readonly string[] = COLUMNS): string {
  const lines = records.map((fields) => columns.map((column) => fields[column] ?? '').join());
  return [columns.join(), ...lines, ''].join('\n');
}

export function user(username: string, change: Fields = {}): Fields {
  return { 'cognito:username': username, email: `${username}@example.com`, email_verified: 'true', ...change };
}

/** A file of generated users that takes a while. */
export function writeManyUsers(cwd: string, users: number): string {
  const path = join(cwd, 'many.csv');
  writeFileSync(path, [...generateUsers({ users, seed: 7, badPercent: 0, columns: COLUMNS })].join(''));
  return path;
}
