import { readFileSync } from 'node:fs';

/** The parent of a process. Undefined for a process that is gone, and on systems without `/proc`. */
export function findParent(pid: number): number | undefined {
  const parent = /^PPid:\s+(\d+)$/m.exec(readProcFile(pid, 'status') ?? '')?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** Whether a process is a shell that was given a command to run: `sh -c muster serve`. False on systems without `/proc`. */
export function isCommandShell(pid: number): boolean {
  return readProcFile(pid, 'cmdline')?.split('\0')[1] === '-c';
}

function readProcFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
