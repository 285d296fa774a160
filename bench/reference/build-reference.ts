import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('import.c', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/muster-bench', import.meta.url));
const FLAGS = ['-O2', '-DNDEBUG'];

/**
 * Path of the C program that is the limit of an import: built with the SQLite that better-sqlite3 carries, and with its options. SQLite
 * takes `cc` most of a minute, so its object file is kept below `node_modules`.
 */
export function buildReference(): string {
  const manifest = createRequire(import.meta.url).resolve('better-sqlite3/package.json');
  const deps = join(dirname(manifest), 'deps');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  mkdirSync(CACHE, { recursive: true });
  const library = join(CACHE, `sqlite3-${version}.o`);
  if (!existsSync(library)) {
    const part = `${library}.${process.pid}.part`;
    cc([...definesOf(join(deps, 'defines.gypi')), '-w', '-c', join(deps, 'sqlite3', 'sqlite3.c'), '-o', part]);
    renameSync(part, library);
  }
  const program = join(CACHE, `import-${version}`);
  if (!existsSync(program) || statSync(program).mtimeMs < statSync(SOURCE).mtimeMs) {
    cc(['-I', join(deps, 'sqlite3'), SOURCE, library, '-o', program, '-lm', '-lpthread', '-ldl']);
  }
  return program;
}

function cc(words: readonly string[]): void {
  execFileSync('cc', [...FLAGS, ...words], { stdio: 'inherit' });
}

/** The options with which better-sqlite3 builds SQLite. */
function definesOf(path: string): string[] {
  const quoted = readFileSync(path, 'utf8').matchAll(/^\s+'([A-Z0-9_]+(?:=-?\w+)?)',$/gm);
  return [...quoted].map(([, define]) => `-D${define}`);
}
