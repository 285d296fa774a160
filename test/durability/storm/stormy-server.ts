import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { RandomSource } from '../../../src/cli/generate/random-source.ts';
import { spawnServer, startServerProcess } from '../../server-process.ts';

/** Before a server listens it opens, migrates, expires, sweeps and takes up what was under way: killed there in so many of 100. */
const KILLED_WHILE_STARTING_PERCENT = 25;
const STARTING_MS_MAX = 900;
const RUNNING_MS_MAX = 1_400;
/** An import is under way for a small part of a server's life, and its batches are what must not be torn: killed there in so many of 100. */
const KILLED_WHILE_IMPORTING_PERCENT = 60;
const IMPORTING_MS_MAX = 40;
const AGED_PERCENT = 10;
const AGED_MS = 48 * 60 * 60 * 1_000;
const RETRY_MS = 20;

export interface StormyServerOptions {
  readonly directory: string;
  readonly random: RandomSource;
  /** That of the clone if none is given. */
  readonly bin?: string | undefined;
}

/** A server on one port and directory that is killed again and again, and those who go on using it all the same. */
export class StormyServer {
  readonly directory: string;
  readonly url: string;
  readonly #port: number;
  readonly #random: RandomSource;
  readonly #bin: string | undefined;
  #calm: Promise<unknown> = Promise.resolve();
  readonly #forgottenJobs: string[] = [];
  kills = 0;
  isOver = false;
  /** Batches were seen to come in since the server started. */
  #isImporting = false;
  #recordsDone: number | undefined;

  private constructor(url: string, { directory, random, bin }: StormyServerOptions) {
    this.directory = directory;
    this.url = url;
    this.#port = Number(new URL(url).port);
    this.#random = random;
    this.#bin = bin;
  }

  /** `prepare` runs before the first kill. */
  static async open(options: StormyServerOptions, prepare: (url: string) => Promise<void>): Promise<StormyServer> {
    const { directory, bin } = options;
    const server = await startServerProcess({ directory, bin });
    await prepare(server.url);
    await server.stop();
    return new StormyServer(server.url, options);
  }

  /** Starts and kills it so often, or until it is enough, then starts it for good; resolves with what stops that one. */
  async rage(kills: number, isEnough: () => boolean): Promise<() => Promise<number | null>> {
    while (this.kills < kills && !isEnough()) {
      if (this.#random.chance(AGED_PERCENT)) this.#ageForgottenJobs();
      const child = spawnServer({ directory: this.directory, port: this.#port, bin: this.#bin });
      for (const stream of [child.stdout, child.stderr]) stream?.resume();
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      await this.#untilItsTime(child);
      await this.#calm;
      if (child.exitCode !== null) throw new Error(`the server ended by itself with ${child.exitCode}`);
      child.kill('SIGKILL');
      await ended;
      this.kills += 1;
    }
    const server = await startServerProcess({ directory: this.directory, port: this.#port, bin: this.#bin });
    this.isOver = true;
    return () => server.stop();
  }

  /** Repeats a call for as long as the server is away; any other error is thrown. */
  async persist<Value>(call: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!isAway(error)) throw error;
        await wait(RETRY_MS);
      }
    }
  }

  /** Nobody wants anything of the job any more: it may expire. One whose file is on its way still must not. */
  forget(jobId: string): void {
    this.#forgottenJobs.push(jobId);
  }

  /** Of a job that is under way: how many of its records are done. */
  noteProgress(recordsDone: number): void {
    this.#isImporting = this.#recordsDone !== undefined && recordsDone > this.#recordsDone;
    this.#recordsDone = recordsDone;
  }

  /** No kill while `work` runs. It begins with a server that answers. */
  async calm<Value>(work: () => Promise<Value>): Promise<Value> {
    const before = this.#calm;
    const working = (async () => {
      await before;
      await this.persist(() => fetch(`${this.url}/health`));
      return work();
    })();
    this.#calm = working.catch(() => undefined);
    return working;
  }

  /** A moment while it starts, while it imports, or any other of its first seconds. */
  async #untilItsTime(child: ChildProcess): Promise<void> {
    this.#isImporting = false;
    this.#recordsDone = undefined;
    if (this.#random.chance(KILLED_WHILE_STARTING_PERCENT)) {
      await wait(this.#random.below(STARTING_MS_MAX));
      return;
    }
    await this.#untilItAnswers(child);
    if (this.#random.chance(KILLED_WHILE_IMPORTING_PERCENT)) {
      const giveUpAt = performance.now() + RUNNING_MS_MAX;
      while (!this.#isImporting && performance.now() < giveUpAt) await wait(1);
      await wait(this.#random.below(IMPORTING_MS_MAX));
    } else {
      await wait(this.#random.below(RUNNING_MS_MAX));
    }
  }

  async #untilItAnswers(child: ChildProcess): Promise<void> {
    await this.persist(async () => {
      if (child.exitCode !== null) throw new Error(`the server ended by itself with ${child.exitCode}`);
      return fetch(`${this.url}/health`);
    });
  }

  /** Two days pass for jobs that nobody starts: the next start expires them. */
  #ageForgottenJobs(): void {
    const database = new Database(join(this.directory, 'data', 'muster.db'));
    const age = database.prepare(
      "UPDATE import_jobs SET created_at = created_at - ? WHERE id = ? AND status = 'Created'",
    );
    for (const jobId of this.#forgottenJobs) age.run(AGED_MS, jobId);
    database.close();
  }
}

/** The connection was refused or cut: nobody answered. */
export function isAway(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && /^(ECONN|EPIPE|UND_ERR|ETIMEDOUT)/.test(String(at.code))) return true;
    if (/socket hang up|fetch failed|other side closed|terminated/.test(at.message)) return true;
  }
  return false;
}
