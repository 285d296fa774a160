import { extname } from 'node:path';

/** Our own modules lie two folders below the root of the package as sources, and one as what is published. */
const ROOT = new URL(extname(import.meta.url) === '.ts' ? '../..' : '..', import.meta.url);

/** URL of a file of the package itself; `path` counts from its root. */
export function packageFile(path: string): URL {
  return new URL(path, ROOT);
}
