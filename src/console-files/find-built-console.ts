import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the console is built of: its own sources, the rooms that it shares with the server, and the packages. */
const INPUTS = [
  'console',
  'package-lock.json',
  'scripts/build-console.ts',
  ...['base', 'check', 'convert', 'csv', 'domain', 'model', 'signed-call'].map((room) => `src/${room}`),
];
const DIGEST_CHARACTERS = 16;

/** Where in a clone the console lies once it is built of the sources as they are now. A file of `root` that changes changes the name. */
export async function findBuiltConsole(
  root: string,
): Promise<{ readonly directory: string; readonly isBuilt: boolean }> {
  const hash = createHash('sha256');
  for (const path of (await Promise.all(INPUTS.map((input) => listFiles(root, input)))).flat().sort()) {
    const { size, mtimeMs } = await stat(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  const directory = join(builtConsoles(root), hash.digest('hex').slice(0, DIGEST_CHARACTERS));
  return { directory, isBuilt: existsSync(join(directory, 'index.html')) };
}

/** The directory of all builds of a clone; inside the package, as what lies there is run in browsers. */
export function builtConsoles(root: string): string {
  return join(root, 'node_modules/.cache/muster-console');
}

async function listFiles(root: string, input: string): Promise<string[]> {
  if ((await stat(join(root, input))).isFile()) return [input];
  const entries = await readdir(join(root, input), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(?:test|fixture)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
