import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Sum of the sizes of all files of a directory and those below it. Files may go away meanwhile. */
export function directoryBytes(path: string): number {
  const entries = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return entries.reduce((sum, entry) => {
    const stats = statSync(join(path, entry), { throwIfNoEntry: false });
    return stats?.isFile() ? sum + stats.size : sum;
  }, 0);
}
