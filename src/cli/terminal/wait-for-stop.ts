import { findParent, isCommandShell } from './find-parent.ts';

/** Ask a server to end: a supervisor, Ctrl-C, a terminal that is closed. */
const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const PARENT_POLL_MS = 500;

/** The process as this module needs it. */
export interface StoppableProcess {
  readonly ppid: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  on(signal: (typeof STOP_SIGNALS)[number], listener: () => void): unknown;
}

/** What is known of other processes. */
export interface ProcessTable {
  readonly findParent: typeof findParent;
  readonly isCommandShell: typeof isCommandShell;
}

/**
 * Resolves when this process is asked to stop; later requests change nothing. npm and npx may end without the program that they run:
 * under them, which the environment shows, the end of the parent is such a request too.
 */
export function waitForStop(
  own: StoppableProcess = process,
  table: ProcessTable = { findParent, isCommandShell },
): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) own.on(signal, resolve);
    if (!isUnderNpm(own.env)) return;
    const parent = own.ppid;
    // npx and most scripts run a shell that runs the program: it lives on when npm is gone, and waits for the program.
    // A shell that becomes another program, with `exec`, keeps its parent.
    const grandparent = table.isCommandShell(parent) ? table.findParent(parent) : undefined;
    const timer = setInterval(() => {
      const isParentThere = own.ppid === parent;
      if (isParentThere && (grandparent === undefined || table.findParent(parent) === grandparent)) return;
      clearInterval(timer);
      resolve();
    }, PARENT_POLL_MS);
    timer.unref();
  });
}

/** npm and npx set them for what they run, and so do other package managers. */
function isUnderNpm(env: StoppableProcess['env']): boolean {
  return env.npm_command !== undefined || env.npm_lifecycle_event !== undefined;
}
