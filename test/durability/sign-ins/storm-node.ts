import { setTimeout as wait } from 'node:timers/promises';
import { type ServerProcess, spawnServer, startServerProcess } from '../../server-process.ts';
import type { Balancer } from '../nodes/balancer.ts';

export interface StormNodeOptions {
  readonly name: string;
  readonly balancer: Balancer;
  readonly directory: string;
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Of a database that several nodes share; each life signs its connections there. */
  readonly database?: string;
  /** That of the clone if it is undefined. */
  readonly bin: string | undefined;
  readonly onOutput: (text: string) => void;
  readonly onUp: () => void;
}

/** A `muster serve` that is killed and started again, behind the balancer while it lives. */
export class StormNode {
  readonly #options: StormNodeOptions;
  #server: ServerProcess | undefined;
  #lives = 0;

  constructor(options: StormNodeOptions) {
    this.#options = options;
  }

  /** Its present or last life. */
  get life(): string {
    return `${this.#options.name}.${this.#lives}`;
  }

  get isUp(): boolean {
    return this.#server !== undefined;
  }

  async start(): Promise<void> {
    this.#lives += 1;
    const { directory, flags, bin, onOutput, balancer } = this.#options;
    this.#server = await startServerProcess({ directory, flags, bin, onOutput, environment: this.#environment() });
    balancer.add(this.life, this.#server.url);
    this.#options.onUp();
  }

  /** A life that ends so soon after it began. */
  async startAndKill(afterMs: number): Promise<void> {
    this.#lives += 1;
    const { directory, flags, bin, onOutput } = this.#options;
    const child = spawnServer({ directory, flags, bin, environment: this.#environment() });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => onOutput(text.toString()));
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await wait(afterMs);
    if (child.exitCode !== null) throw new Error(`${this.life} ended by itself with ${child.exitCode}`);
    child.kill('SIGKILL');
    await ended;
  }

  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const killed = server?.kill();
    this.#options.balancer.remove(this.life);
    await killed;
  }

  /** In good order; resolves with the exit code. */
  async stop(): Promise<number | null> {
    const server = this.#server;
    this.#server = undefined;
    this.#options.balancer.remove(this.life);
    return server ? server.stop() : null;
  }

  #environment(): Record<string, string> {
    const { environment, database } = this.#options;
    if (database === undefined) return { ...environment };
    const signed = new URL(database);
    signed.searchParams.set('application_name', this.life);
    return { ...environment, MUSTER_DATABASE: signed.href };
  }
}
