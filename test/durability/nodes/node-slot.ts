import { type ServerProcess, startServerProcess } from '../../server-process.ts';
import type { Balancer } from './balancer.ts';

export interface NodeSlotOptions {
  readonly name: string;
  readonly balancer: Balancer;
  readonly directory: string;
  /** Of the database; each life of the node signs its connections there. */
  readonly database: string;
  readonly environment: Readonly<Record<string, string>>;
  /** That of the clone if none is given. */
  readonly bin: string | undefined;
}

/** A line of a node's log. */
export interface LogLine {
  /** The life that wrote it. */
  readonly node: string;
  readonly level: number;
  readonly msg: string;
  readonly jobId?: string;
  readonly err?: { readonly message?: string };
}

type State = 'up' | 'paused' | 'down';

/** One of the machines: a `muster serve` that is killed, started again, paused and woken. */
export class NodeSlot {
  readonly #options: NodeSlotOptions;
  #server: ServerProcess | undefined;
  #state: State = 'down';
  #lives = 0;
  #nodeId = '';
  readonly log: LogLine[] = [];
  /** Of any life, in bytes. */
  peakMemoryBytes = 0;

  constructor(options: NodeSlotOptions) {
    this.#options = options;
  }

  /** Its present or last life. */
  get life(): string {
    return `${this.#options.name}.${this.#lives}`;
  }

  /** As it calls itself. */
  get nodeId(): string {
    return this.#nodeId;
  }

  get isUp(): boolean {
    return this.#state === 'up';
  }

  async start(): Promise<void> {
    const { directory, environment, bin, database, balancer } = this.#options;
    this.#lives += 1;
    const { life } = this;
    const signed = new URL(database);
    signed.searchParams.set('application_name', life);
    const server = await startServerProcess({
      directory,
      bin,
      environment: { ...environment, MUSTER_DATABASE: signed.href },
      onOutput: this.#readLog(life),
    });
    this.#server = server;
    const health = (await (await fetch(`${server.url}/health`)).json()) as { readonly node: string };
    this.#nodeId = health.node;
    this.#state = 'up';
    balancer.add(life, server.url);
  }

  async kill(): Promise<void> {
    const server = this.#running();
    this.#readMemory(server);
    const killed = server.kill();
    this.#leave('down');
    await killed;
  }

  pause(): void {
    process.kill(this.#running().pid, 'SIGSTOP');
    this.#leave('paused');
  }

  wake(): void {
    const server = this.#running();
    process.kill(server.pid, 'SIGCONT');
    this.#state = 'up';
    this.#options.balancer.add(this.life, server.url);
  }

  /** At once, for a process that ends itself. */
  killNow(): void {
    if (this.#state !== 'down' && this.#server) process.kill(this.#server.pid, 'SIGKILL');
  }

  /** In good order; resolves with the exit code. */
  async stop(): Promise<number | null> {
    const server = this.#running();
    this.#readMemory(server);
    this.#leave('down');
    return server.stop();
  }

  /** Whoever was answered by it hears at once that it is gone. */
  #leave(state: State): void {
    this.#state = state;
    this.#options.balancer.remove(this.life);
  }

  #readMemory(server: ServerProcess): void {
    this.peakMemoryBytes = Math.max(this.peakMemoryBytes, server.peakMemoryBytes());
  }

  #running(): ServerProcess {
    if (!this.#server) throw new Error(`${this.#options.name} was never started`);
    return this.#server;
  }

  #readLog(node: string): (text: string) => void {
    let rest = '';
    return (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('{')) this.log.push({ node, ...JSON.parse(line) });
    };
  }
}
