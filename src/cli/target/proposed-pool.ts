import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPrintable } from '../../base/text/printable-text.ts';
import { CommandError } from '../terminal/command-error.ts';

/**
 * The `pool.json` of directories that `muster convert` has written, undefined if none has one: all users go into one pool (R769). `option`
 * names a pool by its file. @throws {CommandError} if they propose several
 */
export function findProposedPool(directories: readonly string[], option: string): string | undefined {
  const paths = directories.map((directory) => join(directory, 'pool.json')).filter((path) => existsSync(path));
  const [first, ...others] = paths;
  if (first === undefined) return undefined;
  const proposed = readFileSync(first, 'utf8');
  const other = others.find((path) => readFileSync(path, 'utf8') !== proposed);
  if (other === undefined) return first;
  throw new CommandError(
    `${toPrintable(first)} and ${toPrintable(other)} describe different pools; name one with ${option}, or take one directory after the other`,
  );
}
