import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { RandomSource } from '../../../src/cli/random-source.ts';
import { spawnServer, startServerProcess } from '../../server-process.ts';

/** Before a server listens it opens, migrates, expires, sweeps and takes up what was under way: killed there in so many of 100. */
const KILLED_WHILE_STARTING_PERCENT = 25;
const STARTING_MS_MAX = 900;
const RUNNING_MS_MAX = 1_400;
const AGED_PERCENT = 10;
const AGED_MS = 48 * 60 * 60 * 1_000;
const RETRY_MS = 20;

/** A server on one port and directory that is killed again and again, and those who go on using it all the same. */
export class StormyServer {
  readonly directory: string;
  readonly url: string;
  readonly #port: number;
  readonly #random: RandomSource;
  #calm: Promise<unknown> = Promise.resolve();
  kills = 0;
  isOver = false;

  private constructor(directory: string, url: string, random: RandomSource) {
    this.directory = directory;
    this.url = url;
    this.#port = Number(new URL(url).port);
    this.#random = random;
  }

  /** `prepare` runs before the first kill. */
  static async open(
    directory: string,
    random: RandomSource,
    prepare: (url: string) => Promise<void>,
  ): Promise<StormyServer> {
    const server = await startServerProcess({ directory });
    await prepare(server.url);
    await server.stop();
    return new StormyServer(directory, server.url, random);
  }

  /** Starts and kills it so often, then starts it for good; resolves with what stops that one. */
  async rage(kills: number): Promise<() => Promise<number | null>> {
    while (this.kills < kills) {
      if (this.#random.chance(AGED_PERCENT)) this.#ageForgottenJobs();
      const child = spawnServer({ directory: this.directory, port: this.#port });
      for (const stream of [child.stdout, child.stderr]) stream?.resume();
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (this.#random.chance(KILLED_WHILE_STARTING_PERCENT)) {
        await wait(this.#random.below(STARTING_MS_MAX));
      } else {
        await this.#untilItAnswers(child);
        await wait(this.#random.below(RUNNING_MS_MAX));
      }
      await this.#calm;
      if (child.exitCode !== null) throw new Error(`the server ended by itself with ${child.exitCode}`);
      child.kill('SIGKILL');
      await ended;
      this.kills += 1;
    }
    const server = await startServerProcess({ directory: this.directory, port: this.#port });
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

  async #untilItAnswers(child: ChildProcess): Promise<void> {
    await this.persist(async () => {
      if (child.exitCode !== null) throw new Error(`the server ended by itself with ${child.exitCode}`);
      return fetch(`${this.url}/health`);
    });
  }

  /** Two days pass for jobs that nobody starts: the next start expires them. */
  #ageForgottenJobs(): void {
    const database = new Database(join(this.directory, 'data', 'muster.db'));
    database
      .prepare("UPDATE import_jobs SET created_at = created_at - ? WHERE name = 'forgotten' AND status = 'Created'")
      .run(AGED_MS);
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
