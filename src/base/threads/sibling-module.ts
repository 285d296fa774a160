import { extname } from 'node:path';

/**
 * URL of a module beside the one whose `import.meta.url` is given: `.ts` when run from `src/`, `.js` from what is published,
 * where all modules lie side by side. For files that are started by name (worker threads) and not imported; a name is given once.
 */
export function siblingModule(importMetaUrl: string, name: string): URL {
  return new URL(`./${name}${extname(new URL(importMetaUrl).pathname)}`, importMetaUrl);
}
