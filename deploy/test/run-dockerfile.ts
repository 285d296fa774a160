/**
 * Builds and runs the Dockerfile where there is no Docker: `node deploy/test/run-dockerfile.ts DIRECTORY`, as root, with Debian's
 * debootstrap. Each stage is a directory that is entered by chroot. The base image is stood for by a minimal Debian with the Node of the
 * lock file and the npm of this machine. Takes minutes and about 2 GB, and keeps the bare Debian in DIRECTORY for the next time. What a
 * container has beyond that, its own network, processes and limits, is not tried.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Instruction, readContextFilter, readDockerfile, type Stage } from './read-dockerfile.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RELEASE = 'bookworm';
/** By its path: commands are looked up in the PATH of the image. */
const CHROOT = '/usr/sbin/chroot';
const PATH = '/usr/local/bin:/usr/bin:/bin';
/** Whom this machine trusts; the stages reach packages as it does. */
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const PORT = '46599';
const ENDPOINT = `http://127.0.0.1:${PORT}`;
const CREDENTIALS = { account: '123456789012', accessKeyId: 'admin', secretAccessKey: 'a-secret-of-this-trial' };
const HEALTHY_MS_MAX = 20_000;

const [given] = process.argv.slice(2);
if (given === undefined || process.getuid?.() !== 0) {
  process.stderr.write('usage, as root: node deploy/test/run-dockerfile.ts DIRECTORY\n');
  process.exit(2);
}
const directory = resolve(given);
const stages = readDockerfile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
const isInContext = readContextFilter(readFileSync(join(ROOT, '.dockerignore'), 'utf8'));

makeBase();
const context = join(directory, 'context');
rmSync(context, { recursive: true, force: true });
mkdirSync(context);
for (const name of readdirSync(ROOT).filter(isInContext)) {
  cpSync(join(ROOT, name), join(context, name), { recursive: true });
}
for (const [index, stage] of stages.entries()) buildStage(stage, rootOf(index));
const image = stages.at(-1);
const imageRoot = rootOf(stages.length - 1);
if (!image) throw new Error('the Dockerfile has no stage');
await tryImage(image);
for (const index of stages.keys()) rmSync(rootOf(index), { recursive: true });
say('done: the image builds, starts, is healthy, serves the console, imports and ends');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function check(isGood: boolean, what: string): void {
  if (!isGood) throw new Error(`not so: ${what}`);
  say(`  ok: ${what}`);
}

function rootOf(index: number): string {
  return join(directory, `stage-${index + 1}`);
}

/** What `node:24-bookworm-slim` is, as far as the Dockerfile uses it. */
function makeBase(): void {
  const base = join(directory, 'base');
  if (!existsSync(join(base, 'bin/sh'))) {
    mkdirSync(directory, { recursive: true });
    say(`== a minimal Debian ${RELEASE}`);
    const words = ['--variant=minbase', '--include=ca-certificates', RELEASE, base];
    execFileSync('debootstrap', words, { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const npm = execFileSync('npm', ['root', '--global', '--prefix', '/usr'], { encoding: 'utf8' }).trim();
  cpSync(process.execPath, join(base, 'usr/local/bin/node'));
  mkdirSync(join(base, 'usr/local/lib/node_modules'), { recursive: true });
  cpSync(findNpm(npm), join(base, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true });
  execFileSync('ln', ['-sf', '../lib/node_modules/npm/bin/npm-cli.js', join(base, 'usr/local/bin/npm')]);
  cpSync(CERTIFICATES, join(base, CERTIFICATES), { dereference: true });
  cpSync('/etc/resolv.conf', join(base, 'etc/resolv.conf'), { dereference: true });
}

function findNpm(globalRoot: string): string {
  const found = [join(globalRoot, 'npm'), '/usr/share/nodejs/npm', '/usr/local/lib/node_modules/npm'].find(existsSync);
  if (found === undefined) throw new Error('this machine has no npm of its own');
  return found;
}

function buildStage(stage: Stage, root: string): void {
  say(`== ${stage.name ?? 'the image'}, from ${stage.base}`);
  rmSync(root, { recursive: true, force: true });
  execFileSync('cp', ['--archive', join(directory, 'base'), root]);
  let workDirectory = '/';
  for (const instruction of stage.instructions) {
    const startedAt = performance.now();
    if (instruction.keyword === 'WORKDIR') {
      workDirectory = instruction.text;
      mkdirSync(join(root, workDirectory), { recursive: true });
    } else if (instruction.keyword === 'COPY') copy(instruction, root, workDirectory);
    else if (instruction.keyword === 'RUN') run(instruction, stage, root, workDirectory);
    else continue;
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    say(`  ${instruction.keyword} ${instruction.text} (${seconds} s)`);
  }
}

/** A directory stands for what is in it. */
function copy({ words, from }: Instruction, root: string, workDirectory: string): void {
  const destination = join(root, resolve(workDirectory, String(words.at(-1))));
  const source = from === undefined ? context : rootOf(stages.findIndex(({ name }) => name === from));
  mkdirSync(destination, { recursive: true });
  for (const word of words.slice(0, -1)) {
    const path = join(source, word);
    execFileSync('cp', ['--archive', statSync(path).isDirectory() ? `${path}/.` : path, destination]);
  }
}

/** With the configuration of npm that this machine has, lent for as long as it takes. */
function run({ text }: Instruction, { environment }: Stage, root: string, workDirectory: string): void {
  const lent = [
    [join(homedir(), '.npmrc'), join(root, 'root/.npmrc')],
    ['/etc/npmrc', join(root, 'usr/local/etc/npmrc')],
  ].filter(([from]) => existsSync(String(from)));
  for (const [from, to] of lent) {
    mkdirSync(join(String(to), '..'), { recursive: true });
    execFileSync('touch', [String(to)]);
    execFileSync('mount', ['--bind', String(from), String(to)]);
  }
  try {
    const lentVariables = Object.entries(process.env).filter(([name]) => /^(?:npm_config_|https?_proxy$)/i.test(name));
    execFileSync(CHROOT, [root, '/bin/sh', '-c', `cd ${workDirectory} && ${text}`], {
      env: {
        ...Object.fromEntries(lentVariables),
        PATH,
        HOME: '/root',
        NODE_EXTRA_CA_CERTS: CERTIFICATES,
        ...environment,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    for (const [, to] of lent) {
      execFileSync('umount', [String(to)]);
      rmSync(String(to));
    }
  }
}

async function tryImage(stage: Stage): Promise<void> {
  say('== the image, run');
  const wordsOf = (keyword: string) => stage.instructions.findLast((one) => one.keyword === keyword)?.words ?? [];
  const user = String(wordsOf('USER')[0]);
  const entrypoint = wordsOf('ENTRYPOINT');
  const environment = { PATH, HOME: '/', ...stage.environment, MUSTER_PORT: PORT };
  const { account, accessKeyId, secretAccessKey } = CREDENTIALS;
  const secrets = { MUSTER_ROOT_CREDENTIALS: `${account}:${accessKeyId}:${secretAccessKey}` };
  const inside = (words: readonly string[], env: Record<string, string> = environment) =>
    spawnSync(CHROOT, [`--userspec=${user}`, imageRoot, ...words], { env, encoding: 'utf8' });

  const size = execFileSync('du', ['--summarize', '--bytes', join(imageRoot, 'opt/muster')], { encoding: 'utf8' });
  say(`  what lies on the base: ${(Number.parseInt(size, 10) / 1e6).toFixed(1)} MB`);
  check(inside(['/usr/bin/id', '-u']).stdout.trim() === '1000', 'it runs as user 1000');
  check(inside(['/usr/bin/touch', '/opt/muster/x']).status !== 0, 'that user cannot change the program');
  const bare = inside([...entrypoint, ...wordsOf('CMD')]);
  check(
    bare.status !== 0 && bare.stderr.includes('MUSTER_ROOT_CREDENTIALS'),
    'without credentials it says what is missing',
  );

  const words = [`--userspec=${user}`, imageRoot, ...entrypoint, ...wordsOf('CMD')];
  const server = spawn(CHROOT, words, {
    env: { ...environment, ...secrets },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const startedAt = performance.now();
    await untilHealthy(() => inside(stage.healthcheck ?? []).status === 0);
    check(true, `HEALTHCHECK finds it healthy after ${Math.round(performance.now() - startedAt)} ms, itself included`);
    check(await hasConsole(), 'it serves the console, built, with its scripts');
    rmSync(join(directory, 'run'), { recursive: true, force: true });
    const imported = spawnSync(
      process.execPath,
      [
        join(ROOT, 'bin/muster.js'),
        'import',
        'examples/users.csv',
        '--json',
        '--yes',
        '--run',
        join(directory, 'run'),
        '--endpoint-url',
        ENDPOINT,
      ],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: {
          ...process.env,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
        },
      },
    );
    check(imported.stdout.includes('Succeeded'), 'it imports the examples through its API');
    check((await end(server)) === 0, 'it ends with 0 at SIGTERM');
    check(inside(stage.healthcheck ?? []).status !== 0, 'HEALTHCHECK finds a server that has ended not healthy');
  } finally {
    server.kill('SIGKILL');
  }
}

async function untilHealthy(isHealthy: () => boolean): Promise<void> {
  for (const startedAt = performance.now(); !isHealthy(); await sleep(200)) {
    if (performance.now() - startedAt > HEALTHY_MS_MAX) throw new Error('it does not become healthy');
  }
}

/** A server without a built console answers 503. */
async function hasConsole(): Promise<boolean> {
  const page = await fetch(`${ENDPOINT}/console/`);
  const scripts = [...(await page.text()).matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, path = '']) => path);
  const answers = await Promise.all(scripts.map((path) => fetch(new URL(path, page.url))));
  return page.status === 200 && answers.length > 0 && answers.every(({ status }) => status === 200);
}

function end(server: ChildProcess): Promise<number | null> {
  const ended = new Promise<number | null>((done) => server.once('exit', done));
  server.kill('SIGTERM');
  return ended;
}
