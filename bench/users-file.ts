import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFile } from '../test/oracle/run-oracle.ts';

export const USERS = 500_000;
const SEED = 1;
/** Such as a blob's, so that the file can be read as one. */
const FILE_NAME = 'users'.padEnd(32, '0');

const made = new Map<number, Promise<string>>();

/** Path of a file of good users of a default pool, {@link USERS} unless told; made once, removed when the process ends. */
export function usersFile(users = USERS): Promise<string> {
  const path = made.get(users) ?? makeFile(users);
  made.set(users, path);
  return path;
}

async function makeFile(users: number): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const path = join(directory, FILE_NAME);
  await generateFile(path, { users, seed: SEED, badPercent: 0, customAttributes: [] });
  return path;
}
