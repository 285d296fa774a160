import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateFile } from '../test/oracle/run-oracle.ts';

export const USERS = 500_000;
const SEED = 1;
/** Such as a blob's, so that the file can be read as one. */
const FILE_NAME = 'users'.padEnd(32, '0');

let made: Promise<string> | undefined;

/** Path of the file that all trials import, {@link USERS} good users of a default pool; made once, removed when the process ends. */
export function usersFile(): Promise<string> {
  made ??= makeFile();
  return made;
}

async function makeFile(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const path = join(directory, FILE_NAME);
  await generateFile(path, { users: USERS, seed: SEED, badPercent: 0, customAttributes: [] });
  return path;
}
