import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const DEPLOY = fileURLToPath(new URL('../../deploy/', import.meta.url));
const POLL_MS = 50;

export type ProxyKind = 'nginx' | 'caddy';

export interface ProxyOptions {
  /** For its configuration and all that it writes. */
  readonly directory: string;
  readonly port: number;
  /** Where Muster listens. */
  readonly upstreamPort: number;
  /** Whether `Host` reaches Muster as the client sent it, or as the proxy calls what is behind it. */
  readonly host: 'kept' | 'replaced';
}

/** A certificate for `localhost`, signed by itself. */
export interface Certificate {
  readonly certPath: string;
  readonly keyPath: string;
}

export function makeCertificate(directory: string): Certificate {
  const certPath = join(directory, 'certificate.pem');
  const keyPath = join(directory, 'key.pem');
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  execFileSync(
    'openssl',
    [
      ...words,
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      keyPath,
      '-out',
      certPath,
    ],
    { stdio: 'pipe' },
  );
  return { certPath, keyPath };
}

/** The file of `deploy/` with names, ports and certificate of this machine, and what a process of its own needs around it. */
export function writeNginxConfig(
  { directory, port, upstreamPort, host }: ProxyOptions,
  certificate: Certificate,
): string {
  const example = readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8');
  const server = replaceEach(example, [
    ['server 127.0.0.1:4599;', `server 127.0.0.1:${upstreamPort};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['server_name muster.example.com;', 'server_name localhost;'],
    ['/etc/ssl/muster.example.com.pem', certificate.certPath],
    ['/etc/ssl/private/muster.example.com.key', certificate.keyPath],
    ...(host === 'replaced' ? ([['proxy_set_header Host $http_host;', '']] as const) : []),
  ]);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(directory, name), { recursive: true });
    return `${name}_temp_path ${join(directory, name)};`;
  });
  const path = join(directory, 'nginx.conf');
  writeFileSync(
    path,
    `daemon off; pid ${join(directory, 'nginx.pid')}; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary.join('\n')}\n${server}\n}\n`,
  );
  return path;
}

/** The Caddyfile of `deploy/`, likewise. */
export function writeCaddyfile(
  { directory, port, upstreamPort, host }: ProxyOptions,
  certificate: Certificate,
): string {
  const example = readFileSync(join(DEPLOY, 'Caddyfile'), 'utf8');
  const options = `{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n\tstorage file_system ${directory}\n}\n`;
  const tls = `tls ${certificate.certPath} ${certificate.keyPath}`;
  const target =
    host === 'kept'
      ? `reverse_proxy 127.0.0.1:${upstreamPort}`
      : `reverse_proxy 127.0.0.1:${upstreamPort} {\n\t\theader_up Host {upstream_hostport}\n\t}`;
  const site = replaceEach(example, [
    ['\nmuster.example.com {', `\nhttps://localhost:${port} {\n\t${tls}`],
    ['reverse_proxy 127.0.0.1:4599', target],
  ]);
  const path = join(directory, 'Caddyfile');
  writeFileSync(path, options + site);
  return path;
}

function replaceEach(text: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the example has no longer the line ${from}`);
    return changed.replace(from, () => to);
  }, text);
}

/** How a proxy is run with a configuration, and how it says whether that is one. */
export function commandsOf(kind: ProxyKind, config: string, directory: string) {
  return kind === 'nginx'
    ? {
        run: ['/usr/sbin/nginx', '-e', 'stderr', '-p', directory, '-c', config],
        check: ['/usr/sbin/nginx', '-t', '-e', 'stderr', '-p', directory, '-c', config],
      }
    : {
        run: ['/usr/bin/caddy', 'run', '--adapter', 'caddyfile', '--config', config],
        check: ['/usr/bin/caddy', 'validate', '--adapter', 'caddyfile', '--config', config],
      };
}

export interface RunningProxy {
  stop(): Promise<void>;
}

/** Resolves when it takes connections; rejects with what it printed if it ends before. */
export async function startProxy(
  kind: ProxyKind,
  options: ProxyOptions,
  certificate: Certificate,
): Promise<RunningProxy> {
  const write = kind === 'nginx' ? writeNginxConfig : writeCaddyfile;
  return runProxy(kind, write(options, certificate), options);
}

/** Caddy without TLS, which hands each request to the next of some servers. Resolves when it takes connections. */
export async function startRoundRobin(
  { directory, port }: Pick<ProxyOptions, 'directory' | 'port'>,
  upstreams: readonly string[],
): Promise<RunningProxy> {
  const path = join(directory, 'Caddyfile');
  const options = `{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n\tstorage file_system ${directory}\n}\n`;
  const target = `reverse_proxy ${upstreams.join(' ')} {\n\t\tlb_policy round_robin\n\t}`;
  writeFileSync(path, `${options}http://127.0.0.1:${port} {\n\t${target}\n}\n`);
  return runProxy('caddy', path, { directory, port });
}

async function runProxy(
  kind: ProxyKind,
  config: string,
  { directory, port }: Pick<ProxyOptions, 'directory' | 'port'>,
): Promise<RunningProxy> {
  const [program = '', ...words] = commandsOf(kind, config, directory).run;
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: directory, XDG_DATA_HOME: directory },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (printed += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`${kind} ended with ${child.exitCode}:\n${printed}`);
    await wait(POLL_MS);
  }
  return { stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
