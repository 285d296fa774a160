import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areInstalled } from './installed-tools.ts';
import { readBlocks } from './readme/read-blocks.ts';
import { canIsolate, requireFreePort, Terminal } from './readme/terminal.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PORT = 4599;
/** Packages come over the network, and the machine may have other work. */
const BLOCK_MS_MAX = 600_000;
const AWS_CLI = '/usr/bin/aws';
const PYTHON = '/usr/bin/python3';
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** What a block needs beyond the clone. */
type Need = 'aws' | 'boto3' | 'node-22';

const AWS_CLI_BLOCK = 'imports with the AWS CLI';
const AWS_CLI_PRINTS = /^Succeeded$[\s\S]*^imported, skipped, failed: 12\t0\t0$[\s\S]*^maria\tRESET_REQUIRED$/m;

/** Every block of README.md, in its order: what it is about, what it prints, what it needs. */
const BLOCKS: readonly { title: string; prints: RegExp; needs?: Need }[] = [
  { title: 'imports a file in one line', prints: /^12 imported, 0 skipped, 0 failed/m },
  { title: 'checks a file', prints: /users\.csv/ },
  { title: 'starts a server', prints: /listening on http:\/\/127\.0\.0\.1:4599 / },
  { title: AWS_CLI_BLOCK, prints: AWS_CLI_PRINTS, needs: 'aws' },
  { title: 'lists pools with boto3', prints: /^people us-east-1_\w{9}$/m, needs: 'boto3' },
  { title: 'makes the package and installs it', prints: /^added \d+ packages/m, needs: 'node-22' },
  { title: 'saves a program', prints: /^$/, needs: 'node-22' },
  { title: 'imports inside a program', prints: /^Succeeded .*'ann RESET_REQUIRED'/m, needs: 'node-22' },
];

/** The block that does not end. */
const SERVER = 'starts a server';
/** Blocks of those who talk to the server, or are it. */
const LOCAL = [SERVER, AWS_CLI_BLOCK, 'lists pools with boto3'];

const INSTALLED: Readonly<Record<Exclude<Need, 'node-22'>, boolean>> = {
  aws: areInstalled('README.md with the AWS CLI', ['awscli', 'curl']),
  boto3: areInstalled('README.md with boto3', ['python3-boto3']),
};

/** The Node of the machine and the one that the clone pins, by version. Under npm the clone's stands first in PATH. */
const nodes = new Map(
  [
    ...(process.env.PATH ?? '').split(delimiter).filter((directory) => !directory.includes('node_modules')),
    join(ROOT, 'node_modules/.bin'),
  ]
    .map((directory) => join(directory, 'node'))
    .filter((path) => existsSync(path))
    .map((path) => [execFileSync(path, ['--version'], { encoding: 'utf8' }).trim(), path] as const)
    .reverse(),
);

describe('README.md', () => {
  it('has the blocks that are run here, and no other', () => {
    expect(readBlocks(README).map(({ language }) => language)).toEqual([
      'sh',
      'sh',
      'sh',
      'sh',
      'python',
      'sh',
      'js',
      'sh',
    ]);
    expect(BLOCKS.length).toBe(readBlocks(README).length);
  });
});

describe.each([...nodes])('README.md, pasted in a fresh clone on Node %s', (version, node) => {
  const isolated = canIsolate();
  let directory: string;
  /** A terminal with the network of the machine, where packages come from, and one that only talks to itself. */
  let terminals: { machine: Terminal; local: Terminal };

  beforeAll(async () => {
    if (!isolated) await requireFreePort(PORT);
    directory = mkdtempSync(join(tmpdir(), 'muster-readme-'));
    const clone = join(directory, 'muster');
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, clone], { stdio: 'pipe' });
    // What is not committed yet is tried as well.
    writeFileSync(join(clone, 'README.md'), README);
    mkdirSync(join(directory, 'tools'));
    symlinkSync(node, join(directory, 'tools/node'));
    if (INSTALLED.aws) symlinkSync(AWS_CLI, join(directory, 'tools/aws'));
    if (INSTALLED.boto3) symlinkSync(PYTHON, join(directory, 'tools/python3'));
    const environment = environmentOf(join(directory, 'tools'));
    const place = { cwd: clone, directory, environment };
    terminals = {
      machine: new Terminal('machine', { ...place, isIsolated: false }),
      local: new Terminal('local', {
        ...place,
        // Nobody listens there: whatever would go to AWS fails.
        environment: { ...environment, HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1' },
        isIsolated: isolated,
      }),
    };
  }, BLOCK_MS_MAX);

  afterAll(async () => {
    await terminals?.local.close();
    await terminals?.machine.close();
    if (directory) rmSync(directory, { recursive: true, force: true });
  }, BLOCK_MS_MAX);

  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  // An older Node starts npm, which runs the server on the pinned one: its clients would meet the same server once more.
  const isNewEnough = major > 22 || (major === 22 && minor >= 18);
  const isMet = (need: Need | undefined) =>
    need === undefined || (isNewEnough && (need === 'node-22' || INSTALLED[need]));

  it.skipIf(!isMet('aws'))(
    'imports nothing with the AWS CLI while no server runs',
    { timeout: BLOCK_MS_MAX },
    async () => {
      const { output } = await terminals.local.paste(codeOf(AWS_CLI_BLOCK));
      expect(output).toMatch(/Could not connect to the endpoint URL: "http:\/\/127\.0\.0\.1:4599\//);
      expect(output).not.toMatch(/^imported, /m);
    },
  );

  for (const [index, { title, prints, needs }] of BLOCKS.entries()) {
    it.skipIf(!isMet(needs))(title, { timeout: BLOCK_MS_MAX }, async () => {
      const block = readBlocks(README)[index];
      const terminal = LOCAL.includes(title) ? terminals.local : terminals.machine;
      const code = toShell(block?.language ?? '', block?.code ?? '');
      if (title === SERVER) {
        await terminal.start(code, prints);
        return;
      }
      const { status, output } = await terminal.paste(code);
      expect(output).toMatch(prints);
      expect(output).not.toMatch(/\bwarn|EBADENGINE|error occurred/i);
      expect(status).toBe(0);
    });
  }

  it.skipIf(!isMet('aws'))('imports with the AWS CLI a second time', { timeout: BLOCK_MS_MAX }, async () => {
    const { status, output } = await terminals.local.paste(codeOf(AWS_CLI_BLOCK));
    expect(output).toMatch(AWS_CLI_PRINTS);
    expect(output).not.toMatch(/error occurred/i);
    expect(status).toBe(0);
  });
});

/** Of a block of shell. */
function codeOf(title: string): string {
  return readBlocks(README)[BLOCKS.findIndex((block) => block.title === title)]?.code ?? '';
}

/** What a person types to run a block of that language, or to save it under the name that the page gives. */
function toShell(language: string, code: string): string {
  if (language === 'sh') return code;
  if (language === 'python') return `python3 - <<'END'\n${code}END\n`;
  const [, name] = /[Ss]ave this as `([\w.-]+)`/.exec(README) ?? [];
  return `cat >'${name}' <<'END'\n${code}END\n`;
}

/** That of a person who has never heard of AWS, with those tools first. */
function environmentOf(tools: string): NodeJS.ProcessEnv {
  const path = (process.env.PATH ?? '').split(delimiter).filter((directory) => !directory.includes('node_modules'));
  return {
    PATH: [tools, ...path].join(delimiter),
    HOME: process.env.HOME,
    LANG: 'C.UTF-8',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    npm_config_prefer_offline: 'true',
    // Not how much npm is to print: that is for who runs the tests.
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => /^(npm_config_(?!loglevel)|https?_proxy$)/i.test(name)),
    ),
  };
}
