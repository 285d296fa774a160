import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ISOLATED = ['unshare', '--net', '--map-root-user', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** What a pasted block left behind. */
export interface Pasted {
  /** Of the last command. */
  readonly status: number;
  /** Standard output and standard error, as a person sees them. */
  readonly output: string;
}

/** One terminal of a person: variables, functions and the directory last from block to block. */
export class Terminal {
  readonly #shell: ChildProcess;
  /** Where blocks are written before they are read. */
  readonly #directory: string;
  readonly #name: string;
  #output = '';
  #pasted = 0;
  #onOutput: () => void = () => {};
  #closed = false;

  constructor(
    name: string,
    place: { cwd: string; directory: string; environment: NodeJS.ProcessEnv; isIsolated: boolean },
  ) {
    const [command = '', ...words] = [...(place.isIsolated ? ISOLATED : []), 'bash', '--norc', '--noprofile'];
    this.#name = name;
    this.#directory = place.directory;
    // A group of its own, which close() ends as a closed window does.
    this.#shell = spawn(command, words, { cwd: place.cwd, env: place.environment, detached: true });
    for (const stream of [this.#shell.stdout, this.#shell.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        this.#onOutput();
      });
    }
    this.#shell.once('close', () => {
      this.#closed = true;
      this.#onOutput();
    });
  }

  /** Runs a block to its end. */
  async paste(code: string): Promise<Pasted> {
    const path = this.#write(code);
    const mark = `end of block ${this.#pasted}: `;
    this.#output = '';
    this.#type(`. '${path}' 2>&1 </dev/null; echo "${mark}$?"`);
    await this.#waitFor(() => new RegExp(`${mark}\\d+\n`).test(this.#output));
    const [output = '', status] = this.#output.split(mark);
    return { status: Number(status), output };
  }

  /** Runs a block that does not end, up to a line that it prints. */
  async start(code: string, line: RegExp): Promise<void> {
    this.#output = '';
    this.#type(`( . '${this.#write(code)}' ) 2>&1 </dev/null &`);
    await this.#waitFor(() => line.test(this.#output));
  }

  /** Ends the shell and whatever it started. */
  async close(): Promise<void> {
    if (this.#closed || this.#shell.pid === undefined) return;
    process.kill(-this.#shell.pid, 'SIGTERM');
    await this.#waitFor(() => this.#closed);
  }

  #write(code: string): string {
    this.#pasted += 1;
    const path = join(this.#directory, `${this.#name}-${this.#pasted}.sh`);
    writeFileSync(path, code);
    return path;
  }

  #type(line: string): void {
    this.#shell.stdin?.write(`${line}\n`);
  }

  /** @throws if the shell ends first */
  async #waitFor(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      if (this.#closed) throw new Error(`the shell has ended:\n${this.#output}`);
      await new Promise<void>((done) => {
        this.#onOutput = done;
      });
    }
  }
}

/** Whether this machine gives a process a network of its own, in which every port is free and nobody else is reached. */
export function canIsolate(): boolean {
  const [command = '', ...words] = [...ISOLATED, 'true'];
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}

/** @throws if somebody listens on the port */
export async function requireFreePort(port: number): Promise<void> {
  await new Promise<void>((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(port, '127.0.0.1', () => server.close(() => done()));
  });
}
