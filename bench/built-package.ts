import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let built: string | undefined;

/** What `npm run build` makes, in a folder below the clone, where its dependencies are found; made once, removed when the process ends. */
export function buildPackage(): string {
  if (built !== undefined) return built;
  const directory = mkdtempSync(join(ROOT, 'node_modules/.muster-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  const words = [join(ROOT, 'scripts/build.ts'), directory];
  execFileSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  built = directory;
  return directory;
}
