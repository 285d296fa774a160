import { join, sep } from 'node:path';

/** `@scope/name/path` to `@scope/name`. */
export function packageOf(id: string): string {
  return id.split('/', id.startsWith('@') ? 2 : 1).join('/');
}

/** Where the package of a module lies; undefined for a module of our own. */
export function packageDirectory(id: string): string | undefined {
  const folder = `${sep}node_modules${sep}`;
  const end = id.lastIndexOf(folder) + folder.length;
  return end < folder.length ? undefined : join(id.slice(0, end), packageOf(id.slice(end).replaceAll(sep, '/')));
}
