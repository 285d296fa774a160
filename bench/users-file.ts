import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PasswordHashingAlgorithm } from '../src/domain/password-hashes/password-hashing-algorithm.ts';
import { generateFile } from '../test/oracle/run-oracle.ts';

export const USERS = 500_000;
const SEED = 1;
/** Such as a blob's, so that the file can be read as one. */
const FILE_NAME = 'users'.padEnd(32, '0');

const made = new Map<string, Promise<string>>();

/**
 * Path of a file of good users of a default pool, {@link USERS} unless told, with password hashes if an algorithm is named; made once,
 * removed when the process ends.
 */
export function usersFile(users = USERS, algorithm?: PasswordHashingAlgorithm): Promise<string> {
  const key = `${users} ${algorithm}`;
  const path = made.get(key) ?? makeFile(users, algorithm);
  made.set(key, path);
  return path;
}

async function makeFile(users: number, passwordHashingAlgorithm?: PasswordHashingAlgorithm): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const path = join(directory, FILE_NAME);
  await generateFile(path, { users, seed: SEED, badPercent: 0, customAttributes: [], passwordHashingAlgorithm });
  return path;
}
