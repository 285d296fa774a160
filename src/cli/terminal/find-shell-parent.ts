import { readFileSync } from 'node:fs';

/**
 * The parent of a process that is a shell with a command to run (`sh -c muster serve`). Undefined for any other process, for one that is
 * gone, and on systems without `/proc`.
 */
export function findShellParent(pid: number): number | undefined {
  try {
    const [, option] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (option !== '-c') return undefined;
    const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return parent === undefined ? undefined : Number(parent);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
