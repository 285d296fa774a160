import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../base/clock.ts';

export interface Build {
  /** Undefined when the directory is there, else why it is not. Never rejects. */
  readonly done: Promise<string | undefined>;
  cancel(): Promise<void>;
}

const OUTPUT_LINES_KEPT = 12;
const OUTPUT_BYTES_MAX = 65_536;
/** Builds of sources as they were before, and leftovers of killed servers. One that another server still serves may be younger. */
const OLD_BUILD_MS = 86_400_000;

/** Builds the console of a clone into `directory`, which appears whole or not at all. */
export function startBuild({
  root,
  directory,
  suffix,
}: {
  readonly root: string;
  readonly directory: string;
  readonly suffix: string;
}): Build {
  const part = `${directory}.${suffix}`;
  const child = spawn(process.execPath, [join(root, 'scripts/build-console.ts'), part], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  lowerPriority(child);
  const done = finishBuild(child, part, directory).finally(() => rm(part, { recursive: true, force: true }));
  return {
    done: done.catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
    async cancel() {
      child.kill();
      await done.catch(() => undefined);
    },
  };
}

async function finishBuild(child: ChildProcess, part: string, directory: string): Promise<string | undefined> {
  const failure = await outcomeOf(child);
  if (failure !== undefined) return failure;
  try {
    await rename(part, directory);
  } catch (error) {
    // Another server of this clone was faster.
    if (!existsSync(directory)) throw error;
  }
  await utimes(directory, systemClock.nowMs() / 1_000, systemClock.nowMs() / 1_000);
  await deleteOldBuilds(directory);
  return undefined;
}

/** The last lines of its output if it failed. */
async function outcomeOf(child: ChildProcess): Promise<string | undefined> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_BYTES_MAX);
    });
  }
  const { code, error } = await new Promise<{ code: number | null; error?: Error }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, error }));
    child.once('close', (code) => resolve({ code }));
  });
  if (error !== undefined) return error.message;
  if (code === 0) return undefined;
  const lines = output.trim().split('\n').slice(-OUTPUT_LINES_KEPT).join('\n');
  return `The build ended with ${code ?? 'a signal'}.\n${lines}`;
}

async function deleteOldBuilds(directory: string): Promise<void> {
  const parent = dirname(directory);
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    const { mtimeMs } = await stat(path);
    if (path !== directory && systemClock.nowMs() - mtimeMs > OLD_BUILD_MS) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

function lowerPriority({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system has no priorities.
  }
}
