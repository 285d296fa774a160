import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFile } from '../test/oracle/run-oracle.ts';

export const USERS = 500_000;
const SEED = 1;

export interface UsersFile {
  readonly path: string;
  /** Names of its `custom:` columns, without the prefix. */
  readonly customAttributes: readonly string[];
}

let made: UsersFile | undefined;

/** The file that all trials import, {@link USERS} good users; made once and removed when the process ends. */
export function usersFile(): UsersFile {
  if (made !== undefined) return made;
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const path = join(directory, 'users.csv');
  generateFile(path, USERS, SEED, 0);
  const header = String(readFileSync(path, 'utf8').split('\n', 1)[0]);
  made = { path, customAttributes: [...header.matchAll(/custom:([^,\r]+)/g)].map((match) => String(match[1])) };
  return made;
}
