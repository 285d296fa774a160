import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { assertPresent } from '../src/base/assert.ts';
import { findFreePorts } from './free-ports.ts';
import { killTree } from './process-tree.ts';
import { describeWithTool } from './required-tool.ts';

/** Where Debian puts the programs of the server; only those of clients are in PATH. */
const PROGRAMS = '/usr/lib/postgresql/15/bin';
const DATABASE = 'muster';
// Not `first`: that is a word of `synchronous_standby_names`.
const MEMBERS = ['alpha', 'beta', 'gamma'] as const;
/** Whoever is silent for so long is the primary no more. Patroni looks each second, and gives a store of its own this long. */
const TTL_SECONDS = 8;
const LOOP_WAIT_SECONDS = 1;
const RETRY_TIMEOUT_SECONDS = 3;
const WHOLE_MS_MAX = 90_000;
const STOP_MS_MAX = 10_000;
const POLL_MS = 100;
/** Of what each process printed, for the case that the cluster does not come up. */
const OUTPUT_CHUNKS_MAX = 60;

export type MemberName = (typeof MEMBERS)[number];

/** Three PostgreSQL servers under Patroni, one of them the primary, with a synchronous standby. */
export interface PatroniCluster {
  /** Of an empty database, with all hosts, user and password: for `MUSTER_DATABASE`. */
  readonly url: string;
  /** Undefined while there is none. */
  findPrimary(): Promise<MemberName | undefined>;
  /** SIGKILL to the primary with its Patroni and all its processes, as a machine that dies. Returns who it was. */
  killPrimary(): Promise<MemberName>;
  /** Starts a killed member again, on its data. */
  revive(member: MemberName): void;
  /** Resolves when there are a primary, a synchronous standby and another standby, all of them running. */
  waitUntilWhole(): Promise<void>;
  /** Runs statements of SQL on the primary; returns the rows, columns parted by `|`. */
  run(sql: string): Promise<string>;
  /** The last that its processes printed. */
  output(): string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

interface Member {
  readonly name: MemberName;
  readonly port: number;
  readonly restPort: number;
  readonly data: string;
  readonly configFile: string;
  patroni: ChildProcess | undefined;
}

interface ReportedMember {
  readonly name: MemberName;
  readonly role: string;
  readonly state: string;
}

/** A suite that needs Patroni, its store and PostgreSQL: skipped with a printed line where they are missing, a failure in CI. */
export function describeWithPatroni(name: string, suite: () => void): void {
  describeWithTool('patroni', name, suite);
}

/**
 * All of it lies in a temporary directory, on free ports of the loopback, and needs no service of the machine. A commit is answered when
 * the synchronous standby has it too. PostgreSQL refuses to run as root, so root runs it as the user `postgres`.
 */
export async function startPatroniCluster(): Promise<PatroniCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-patroni-'));
  const account = serverAccount();
  const own = async (path: string): Promise<void> => {
    if (account) await chown(path, account.uid, account.gid);
  };
  await chmod(directory, 0o700);
  await own(directory);
  const password = randomBytes(16).toString('hex');
  const [etcdPort = 0, etcdPeerPort = 0, ...memberPorts] = await findFreePorts(2 + 2 * MEMBERS.length);
  const output: string[] = [];
  let isOver = false;

  function run(command: string, words: readonly string[]): ChildProcess {
    const child = spawn(command, words, { ...account, cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        output.push(text.toString());
        if (output.length > OUTPUT_CHUNKS_MAX) output.shift();
      });
    }
    child.once('error', (error) => output.push(`${command}: ${error.message}\n`));
    return child;
  }

  const etcd = run('etcd', etcdWords(join(directory, 'etcd'), etcdPort, etcdPeerPort));
  const members: Member[] = [];
  for (const [index, name] of MEMBERS.entries()) {
    const [port = 0, restPort = 0] = memberPorts.slice(2 * index);
    const data = join(directory, name);
    const configFile = join(directory, `${name}.yml`);
    await mkdir(data, { mode: 0o700 });
    await own(data);
    const config = patroniConfig({ name, port, restPort, data, etcdPort, password, directory });
    // JSON is YAML.
    await writeFile(configFile, JSON.stringify(config), { mode: 0o600 });
    await own(configFile);
    members.push({ name, port, restPort, data, configFile, patroni: undefined });
  }
  const start = (member: Member): void => {
    member.patroni = run('patroni', [member.configFile]);
  };

  /** As any Patroni that is there tells it; empty if none is. */
  async function readMembers(): Promise<readonly ReportedMember[]> {
    for (const { restPort, patroni } of members) {
      if (patroni === undefined) continue;
      try {
        const signal = AbortSignal.timeout(2_000);
        const answer = await fetch(`http://127.0.0.1:${restPort}/cluster`, { signal });
        const { members: reported } = (await answer.json()) as { readonly members?: readonly ReportedMember[] };
        if (reported) return reported;
      } catch {
        // It is not up yet; another one may be.
      }
    }
    return [];
  }

  async function findPrimary(): Promise<MemberName | undefined> {
    const reported = await readMembers();
    return reported.find(({ role, state }) => role === 'leader' && state === 'running')?.name;
  }

  async function waitUntilWhole(): Promise<void> {
    const beganAt = performance.now();
    while (!isWhole(await readMembers())) {
      if (performance.now() - beganAt > WHOLE_MS_MAX) {
        throw new Error(`the cluster is not whole: ${JSON.stringify(await readMembers())}\n${output.join('')}`);
      }
      await wait(POLL_MS);
    }
  }

  async function kill(member: Member): Promise<void> {
    const { patroni } = member;
    killTree(...processesOf(member));
    member.patroni = undefined;
    if (patroni && patroni.exitCode === null && patroni.signalCode === null) await ended(patroni);
  }

  async function end(member: Member): Promise<void> {
    const { patroni } = member;
    if (patroni?.exitCode === null && patroni.signalCode === null) {
      patroni.kill('SIGTERM');
      await Promise.race([ended(patroni), wait(STOP_MS_MAX, undefined, { ref: false })]);
    }
    await kill(member);
  }

  const urlOf = (database: string): string => {
    const hosts = members.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return `postgres://postgres:${password}@${hosts}/${database}?target_session_attrs=read-write`;
  };

  async function waitForDatabase(port: number): Promise<void> {
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const isThere = `select count(*) from pg_database where datname = '${DATABASE}'`;
    while ((await runPsql(url, isThere)) !== '1') await wait(POLL_MS);
  }

  const killAtExit = (): void => {
    killTree(...[etcd.pid].filter((pid) => pid !== undefined), ...members.flatMap(processesOf));
  };
  process.once('exit', killAtExit);

  async function stop(): Promise<void> {
    if (isOver) return;
    isOver = true;
    const primary = await findPrimary();
    // Standbys first, so that none of them takes over.
    await Promise.all(members.filter(({ name }) => name !== primary).map(end));
    await Promise.all(members.filter(({ name }) => name === primary).map(end));
    etcd.kill('SIGTERM');
    await Promise.race([ended(etcd), wait(STOP_MS_MAX, undefined, { ref: false })]);
    if (etcd.pid !== undefined) killTree(etcd.pid);
    process.off('exit', killAtExit);
    await rm(directory, { recursive: true, force: true });
  }

  try {
    for (const member of members) start(member);
    await waitUntilWhole();
    await runPsql(urlOf('postgres'), `create database ${DATABASE}`);
    // A standby that does not have it yet refuses the client that asks it first.
    await Promise.all(members.map(({ port }) => waitForDatabase(port)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: urlOf(DATABASE),
    findPrimary,
    async killPrimary() {
      const primary = await findPrimary();
      const member = assertPresent(
        members.find(({ name }) => name === primary),
        'the cluster has a primary',
      );
      await kill(member);
      return member.name;
    },
    revive(name) {
      start(
        assertPresent(
          members.find((member) => member.name === name),
          'the cluster has such a member',
        ),
      );
    },
    waitUntilWhole,
    run: (sql) => runPsql(urlOf(DATABASE), sql),
    output: () => output.join(''),
    stop,
  };
}

function isWhole(reported: readonly ReportedMember[]): boolean {
  const running = reported.filter(({ state }) => state === 'running' || state === 'streaming');
  const count = (wanted: string): number => running.filter(({ role }) => role === wanted).length;
  return running.length === MEMBERS.length && count('leader') === 1 && count('sync_standby') >= 1;
}

function etcdWords(data: string, port: number, peerPort: number): readonly string[] {
  const [url, peerUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  return [
    ...['--name', 'only', '--data-dir', data, '--unsafe-no-fsync', '--log-level', 'error'],
    ...['--listen-client-urls', url, '--advertise-client-urls', url],
    ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
    ...['--initial-cluster', `only=${peerUrl}`],
  ];
}

interface ConfiguredMember {
  readonly name: MemberName;
  readonly port: number;
  readonly restPort: number;
  readonly data: string;
  readonly etcdPort: number;
  readonly password: string;
  readonly directory: string;
}

function patroniConfig({ name, port, restPort, data, etcdPort, password, directory }: ConfiguredMember): unknown {
  const [address, rest] = [`127.0.0.1:${port}`, `127.0.0.1:${restPort}`];
  return {
    scope: 'muster',
    name,
    restapi: { listen: rest, connect_address: rest },
    etcd3: { hosts: [`127.0.0.1:${etcdPort}`] },
    bootstrap: {
      dcs: {
        ttl: TTL_SECONDS,
        loop_wait: LOOP_WAIT_SECONDS,
        retry_timeout: RETRY_TIMEOUT_SECONDS,
        synchronous_mode: true,
        postgresql: {
          use_pg_rewind: true,
          use_slots: true,
          parameters: {
            wal_log_hints: 'on',
            // A killed process loses nothing without; only a power cut would.
            fsync: 'off',
            max_connections: 60,
            shared_buffers: '32MB',
            unix_socket_directories: '',
          },
        },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, { auth: 'scram-sha-256' }, 'no-sync'],
    },
    postgresql: {
      listen: address,
      connect_address: address,
      data_dir: data,
      bin_dir: PROGRAMS,
      pgpass: join(directory, `${name}.pgpass`),
      authentication: {
        superuser: { username: 'postgres', password },
        replication: { username: 'replicator', password },
      },
      basebackup: [{ checkpoint: 'fast' }, 'no-sync'],
      pg_hba: ['host all all 127.0.0.1/32 scram-sha-256', 'host replication replicator 127.0.0.1/32 scram-sha-256'],
    },
  };
}

/** Patroni and its server, which is no child of it: it has to outlive it. */
function processesOf({ patroni, data }: Member): readonly number[] {
  return [patroni?.pid, readPostmaster(data)].filter((pid) => pid !== undefined);
}

/** Undefined where no server runs. */
function readPostmaster(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 1 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data) ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function runPsql(url: string, sql: string): Promise<string> {
  const psql = spawn('psql', [url, '--no-psqlrc', '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', sql], {
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

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

function serverAccount(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
