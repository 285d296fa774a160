import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTool } from './required-tool.ts';

/** Where Debian puts the programs of the server; only those of clients are in PATH. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
const DATABASE = 'muster';
/** Of what the server printed, for the case that it ends by itself. */
const OUTPUT_CHUNKS_MAX = 100;

/** PostgreSQL 15 with a data directory of its own, on a free port of the loopback. */
export interface PostgresServer {
  /** Of an empty database, with user and password: for `MUSTER_DATABASE`. Flags take no password. */
  readonly url: string;
  readonly port: number;
  /** The last of its log. */
  output(): string;
  /** The address of a new empty database, whose tables lie in an existing directory if one is given. */
  createDatabase(directory?: string): Promise<string>;
  /** Runs statements of SQL as the owner of everything; returns the rows, columns parted by `|`. */
  run(sql: string, url?: string): Promise<string>;
  /** Runs a script of psql, to its end or the first error. */
  runFile(path: string, url?: string): Promise<string>;
  /** SIGKILL to the server and all its processes, as a machine that dies. Leaves the data directory for {@link PostgresServer.start}. */
  kill(): Promise<void>;
  /** Starts it again, after {@link PostgresServer.kill} or {@link PostgresServer.shutDown}, with the same data and address. */
  start(): Promise<void>;
  /** Connections are cut with an answer (57P01), as before maintenance. Leaves the data directory. */
  shutDown(): Promise<void>;
  /** Ends it and removes the data directory. */
  stop(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Whether what was committed survives a power cut: only for those who measure it; a killed process loses nothing without. No. */
  readonly fsync?: boolean;
  /** Any free one if none is given. */
  readonly port?: number;
  /** That of another server, as its replica has it. One of its own if none is given. */
  readonly password?: string;
  /** Of `postgresql.conf`, beside those of this file. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A suite that needs PostgreSQL: skipped with a printed line where it is missing, a failure in CI. */
export function describeWithPostgres(name: string, suite: () => void): void {
  describeWithTool('postgresql', name, suite);
}

/**
 * The collation of its databases is that of a language, as people have it: what is not pinned to the order of bytes comes in
 * another order than in SQLite. PostgreSQL refuses to run as root, so root runs it as the user `postgres`.
 */
export async function startPostgresServer(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-postgres-'));
  const account = serverAccount();
  const data = join(directory, 'data');
  const password = options.password ?? randomBytes(16).toString('hex');
  const passwordFile = join(directory, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await mkdir(data, { mode: 0o700 });
  if (account) for (const path of [directory, data, passwordFile]) await chown(path, account.uid, account.gid);
  await chmod(directory, 0o700);
  const words = ['--pgdata', data, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'];
  const locale = ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'icu', '--icu-locale', 'en-US'];
  execFileSync(join(PROGRAMS, 'initdb'), [...words, ...locale, '--no-sync', '--no-instructions'], {
    ...account,
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const port = options.port ?? (await findFreePort());
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    fsync: options.fsync === true ? 'on' : 'off',
    logging_collector: 'off',
    ...options.settings,
  };
  const urlOf = (database: string): string => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const output: string[] = [];
  let child: ChildProcess | undefined;
  let ended: Promise<void> | undefined;
  let databases = 0;

  const killAtExit = (): void => {
    if (child?.pid !== undefined) killTree(child.pid);
  };
  process.once('exit', killAtExit);

  async function start(): Promise<void> {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const started = spawn(join(PROGRAMS, 'postgres'), ['-D', data, ...flags], {
      ...account,
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    ended = new Promise((resolve) => {
      started.once('exit', () => {
        child = undefined;
        resolve();
      });
    });
    await new Promise<void>((resolve, reject) => {
      const listen = (text: Buffer): void => {
        output.push(text.toString());
        if (output.length > OUTPUT_CHUNKS_MAX) output.shift();
        if (text.includes('ready to accept connections')) resolve();
      };
      started.stdout?.on('data', listen);
      started.stderr?.on('data', listen);
      started.once('error', reject);
      started.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${output.join('')}`)));
    });
  }

  async function shutDown(): Promise<void> {
    child?.kill('SIGINT');
    await ended;
  }

  async function runPsql(url: string, words: readonly string[]): Promise<string> {
    const psql = spawn('psql', [url, '--no-psqlrc', '-qAt', '-v', 'ON_ERROR_STOP=1', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed: Buffer[] = [];
    const faults: Buffer[] = [];
    psql.stdout.on('data', (bytes: Buffer) => printed.push(bytes));
    psql.stderr.on('data', (bytes: Buffer) => faults.push(bytes));
    const code = await new Promise((resolve, reject) => psql.once('close', resolve).once('error', reject));
    if (code !== 0) throw new Error(`psql ended with ${code}: ${Buffer.concat(faults)}`);
    return Buffer.concat(printed).toString().trimEnd();
  }

  const run = (sql: string, url = urlOf(DATABASE)): Promise<string> => runPsql(url, ['-c', sql]);

  async function createDatabase(directory?: string): Promise<string> {
    const name = `${DATABASE}_${++databases}`;
    if (directory === undefined) {
      await run(`create database ${name}`);
      return urlOf(name);
    }
    const location = await mkdtemp(join(directory, 'tables-'));
    if (account) await chown(location, account.uid, account.gid);
    await run(`create tablespace ${name} location '${location}'`);
    await run(`create database ${name} tablespace ${name}`);
    return urlOf(name);
  }

  await start();
  await run(`create database ${DATABASE}`, urlOf('postgres'));
  return {
    url: urlOf(DATABASE),
    port,
    output: () => output.join(''),
    createDatabase,
    run,
    runFile: (path, url = urlOf(DATABASE)) => runPsql(url, ['-f', path]),
    async kill() {
      if (child?.pid !== undefined) killTree(child.pid);
      await ended;
    },
    start,
    shutDown,
    async stop() {
      await shutDown();
      process.off('exit', killAtExit);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The processes that serve connections have left the group of their parent, and outlive it by a moment. */
function killTree(pid: number): void {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  for (const each of [pid, ...children.map(Number)]) {
    try {
      process.kill(each, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
}

function serverAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
