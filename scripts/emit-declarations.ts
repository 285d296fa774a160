import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** Writes the declarations of `src/index.ts` and of all that they name, and of nothing else. */
export function emitDeclarations(root: string, directory: string): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const words = [tsc, '--project', join(root, 'tsconfig.build.json'), '--outDir', directory];
  execFileSync(process.execPath, words, { stdio: 'inherit' });
  const named = namedFrom(join(directory, 'index.d.ts'));
  keepOnly(named, directory);
}

/** Returns whether nothing was left, and then the directory is gone too. */
function keepOnly(paths: ReadonlySet<string>, directory: string): boolean {
  const left = readdirSync(directory, { withFileTypes: true }).filter((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return !keepOnly(paths, path);
    if (paths.has(path)) return true;
    rmSync(path);
    return false;
  });
  if (left.length === 0) rmdirSync(directory);
  return left.length === 0;
}

/** Paths of a declaration file and of those that it imports, and they. */
function namedFrom(entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const path of found) {
    for (const { fileName } of ts.preProcessFile(readFileSync(path, 'utf8')).importedFiles) {
      if (fileName.startsWith('.')) found.add(resolve(dirname(path), fileName.replace(/\.ts$/, '.d.ts')));
    }
  }
  return found;
}
