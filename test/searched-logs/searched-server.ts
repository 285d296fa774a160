import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerProcess, type ServerProcessOptions, startServerProcess } from '../server-process.ts';
import { startRecordingProxy } from './recording-proxy.ts';
import { SecretBook } from './secret-book.ts';

export interface SearchedServer {
  readonly url: string;
  readonly pid: number;
  /** The same server, for clients that do not tell their secrets themselves: what passes here is learnt. */
  readonly recordedUrl: string;
  readonly secrets: SecretBook;
  /** All that the server wrote so far: log, messages and audit log. */
  written(): string;
  /** Ends the server. @throws if anything it wrote holds a secret of {@link secrets} */
  stop(): Promise<void>;
}

export interface SearchedServerOptions extends Pick<ServerProcessOptions, 'logLevel' | 'flags' | 'environment'> {
  /** One book for several nodes: what one of them learns, none of them may write. */
  readonly secrets?: SecretBook;
}

/** A server whose every written line is searched for secrets in the end. Its log is at `debug` unless told otherwise. */
export async function startSearchedServer({
  secrets = new SecretBook(),
  logLevel = 'debug',
  flags = [],
  environment,
}: SearchedServerOptions = {}): Promise<SearchedServer> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-searched-'));
  const auditLog = join(directory, 'audit.log');
  const printed: string[] = [];
  const server = await startServerProcess({
    directory,
    logLevel,
    flags: ['--audit-log', auditLog, ...flags],
    ...(environment && { environment }),
    onOutput: (text) => printed.push(text),
  });
  const proxy = await startRecordingProxy(server.url, (body) => secrets.learn(body));
  const written = (): string => printed.join('') + (existsSync(auditLog) ? readFileSync(auditLog, 'utf8') : '');
  return {
    url: server.url,
    pid: server.pid,
    recordedUrl: proxy.url,
    secrets,
    written,
    async stop() {
      await proxy.stop();
      await endServer(server);
      const everything = written();
      await rm(directory, { recursive: true, force: true });
      requireSilence(secrets, everything);
    },
  };
}

async function endServer(server: ServerProcess): Promise<void> {
  const exitCode = await server.stop();
  if (exitCode !== 0) throw new Error(`the server ended with ${exitCode}`);
}

const SHOWN_MAX = 10;

function requireSilence(secrets: SecretBook, everything: string): void {
  const told = secrets.findIn(everything);
  if (told.length === 0) return;
  const lines = told.slice(0, SHOWN_MAX).map(({ what, line }) => `${what}: ${line.slice(0, 1_000)}`);
  throw new Error(`the server wrote ${told.length} of ${secrets.count} secrets:\n${lines.join('\n')}`);
}
