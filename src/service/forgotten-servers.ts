import { rmSync } from 'node:fs';

/** A server of this process that was not stopped yet. */
export interface RunningServer {
  stop(): Promise<void>;
  /** Removed with the process, however it ends, unless by a signal. */
  readonly temporaryDirectory: string | undefined;
}

const running = new Set<RunningServer>();
/** Threads of the server may still be writing into the directory. */
const REMOVE_ATTEMPTS_MAX = 5;

/**
 * Looks after a server whose program forgets to stop it: it is stopped in good order when the program has nothing left to do, and its
 * temporary directory goes when the program calls `process.exit()` or dies of an error. Returns what ends that, for a server that was stopped.
 */
export function watchServer(server: RunningServer): () => void {
  if (running.size === 0) {
    process.on('beforeExit', stopAll);
    process.on('exit', removeTemporaryDirectories);
  }
  running.add(server);
  return () => {
    if (!running.delete(server) || running.size > 0) return;
    process.off('beforeExit', stopAll);
    process.off('exit', removeTemporaryDirectories);
  };
}

async function stopAll(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop()));
}

function removeTemporaryDirectories(): void {
  for (const { temporaryDirectory } of running) {
    if (temporaryDirectory === undefined) continue;
    rmSync(temporaryDirectory, { recursive: true, force: true, maxRetries: REMOVE_ATTEMPTS_MAX });
  }
}
