import { readdirSync, readFileSync } from 'node:fs';

/** SIGKILL to a process and to all that descend from it, as a machine that dies: first all are found, then all are killed. */
export function killTree(...roots: readonly number[]): void {
  for (const pid of findTree(roots)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

/** The processes themselves, and their children to the last. */
export function findTree(roots: readonly number[]): readonly number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = findParent(pid);
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), pid]);
  }
  const tree = [...roots];
  for (const pid of tree) tree.push(...(childrenOf.get(pid) ?? []));
  return [...new Set(tree)];
}

/** Undefined for one that has ended. */
function findParent(pid: number): number | undefined {
  try {
    // The name of the program, in brackets, may hold anything.
    const [, parent] =
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .split(/^.*\) \S /s)[1]
        ?.match(/^(\d+)/) ?? [];
    return parent === undefined ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}
