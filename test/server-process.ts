import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LogLevel } from '../src/base/logger.ts';
import { findSharedServers, ownPlacesFor } from './engine/own-places.ts';

const MUSTER_BIN = fileURLToPath(new URL('../bin/muster.js', import.meta.url));
/** Of what a server printed, for the case that it ends by itself. */
const OUTPUT_CHUNKS_MAX = 50;
const LISTENING = /listening on (http:\/\/\S+)/;

/** `muster serve` as a process of its own, on a free port and a temporary data directory, or on what stands for it in this run. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The last of what it printed: log and messages. */
  output(): string;
  /** The most memory that the process ever held (VmHWM), in bytes. */
  peakMemoryBytes(): number;
  /** SIGTERM; resolves with the exit code when the process has ended, and removes the data directory unless it was given. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when the process is gone. Leaves everything as it is. */
  kill(): Promise<void>;
}

export interface ServerProcessOptions {
  /** Its own data directory is `data` below it. A temporary one if none is given. */
  readonly directory?: string;
  /** Any free one if none is given. */
  readonly port?: number;
  /** `info` */
  readonly logLevel?: LogLevel;
  /** Of `muster serve`, beside those two. */
  readonly flags?: readonly string[];
  /** That of the clone if none is given. */
  readonly bin?: string | undefined;
  /** Hears everything that the server prints. */
  readonly onOutput?: (text: string) => void;
  /** Added to the environment of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The process alone, which may not listen yet. */
export function spawnServer({
  directory,
  port = 0,
  logLevel,
  flags = [],
  bin = MUSTER_BIN,
  environment,
}: ServerProcessOptions & { readonly directory: string }): ChildProcess {
  const words = [bin, 'serve', '--port', String(port), '--data', join(directory, 'data'), ...flags];
  if (logLevel !== undefined) words.push('--log-level', logLevel);
  const env = { ...process.env, ...environment };
  return spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'], cwd: directory, env });
}

/** In a run on PostgreSQL and S3: the settings that make a server keep its state there instead of in its directory. */
async function sharedEnvironment(directory: string): Promise<Record<string, string>> {
  const servers = findSharedServers();
  if (!servers) return {};
  const { database, uploads, s3Endpoint, serverKey } = await ownPlacesFor(servers, join(directory, 'data'));
  return {
    MUSTER_DATABASE: database,
    MUSTER_UPLOADS: uploads,
    MUSTER_S3_ENDPOINT: s3Endpoint,
    MUSTER_S3_PATH_STYLE: 'on',
    MUSTER_SERVER_KEY: serverKey,
    AWS_ACCESS_KEY_ID: servers.accessKeyId,
    AWS_SECRET_ACCESS_KEY: servers.secretAccessKey,
  };
}

/** Resolves when the server says that it listens; rejects with what it printed if it ends before. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'muster-server-')));
  const environment = { ...(await sharedEnvironment(directory)), ...options.environment };
  const child = spawnServer({ ...options, directory, environment });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      output.push(text.toString());
      if (output.length > OUTPUT_CHUNKS_MAX) output.shift();
      options.onOutput?.(text.toString());
    });
  }
  let isEndWanted = false;
  child.once('exit', (code, signal) => {
    if (!isEndWanted)
      process.stderr.write(`muster serve ended by itself with ${code ?? signal}:\n${output.join('')}\n`);
  });
  const url = await readAddress(child);
  const pid = Number(child.pid);
  return {
    url,
    pid,
    output: () => output.join(''),
    peakMemoryBytes: () => readPeakMemoryBytes(pid),
    async stop() {
      isEndWanted = true;
      child.kill('SIGTERM');
      const exitCode = await ended;
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
      return exitCode;
    },
    async kill() {
      isEndWanted = true;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const onText = (text: Buffer): void => {
      if (printed.length > 100_000) return;
      printed += text.toString();
      const address = LISTENING.exec(printed)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on('data', onText);
    child.stderr?.on('data', onText);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`muster serve ended with ${code} before it listened:\n${printed}`)));
  });
}

function readPeakMemoryBytes(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}
