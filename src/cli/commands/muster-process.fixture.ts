import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MUSTER_BIN = fileURLToPath(new URL('../../../bin/muster.js', import.meta.url));

export interface EndedProcess {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `muster` as a process of its own, with nothing of AWS or Muster in its environment but what is given. */
export interface MusterProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<EndedProcess>;
  /** Resolves when standard output and error together hold a match. Rejects if the process ends before. */
  waitFor(pattern: RegExp): Promise<RegExpExecArray>;
}

export function startMusterProcess(
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): MusterProcess {
  const env = { PATH: process.env.PATH, HOME: options.cwd, ...options.env };
  const child = spawn(process.execPath, [MUSTER_BIN, ...words], { cwd: options.cwd, env });
  const printed = { stdout: '', stderr: '' };
  const lookers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
      for (const look of lookers) look();
    });
  }
  const ended = new Promise<EndedProcess>((resolve) => {
    child.once('close', (exitCode) => resolve({ exitCode, ...printed }));
  });
  return {
    child,
    ended,
    waitFor(pattern) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(`${printed.stdout}\n${printed.stderr}`);
          if (found === null) return;
          lookers.delete(look);
          resolve(found);
        };
        lookers.add(look);
        look();
        ended.then(({ exitCode, stdout, stderr }) => {
          reject(new Error(`ended with ${exitCode} without ${pattern}:\n${stdout}\n${stderr}`));
        });
      });
    },
  };
}

/** Runs `muster` to its end. */
export function runMuster(
  words: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<EndedProcess> {
  return startMusterProcess(words, options).ended;
}
