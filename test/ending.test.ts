import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMuster } from '../src/index.ts';
import { findTree, killTree } from './process-tree.ts';
import { describeWithTool } from './required-tool.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LISTENING = /listening on http:\/\/127\.0\.0\.1:(\d+) \(process (\d+)\)/;
/** An idle machine needs less than a second; a loaded one is waited for. */
const ENDED_MS_MAX = 60_000;

let directory: string;
/** With `muster` among its packages, and nothing else. */
let project: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-ending-'));
  project = join(directory, 'project');
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "name": "project", "private": true }');
  symlinkSync(ROOT, join(project, 'node_modules/muster'));
  symlinkSync('../muster/bin/muster.js', join(project, 'node_modules/.bin/muster'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Way {
  readonly words: readonly [string, ...string[]];
  readonly cwd: () => string;
}

const WAYS: Readonly<Record<string, Way>> = {
  'npx muster serve': { words: ['npx', '--no-install', 'muster', 'serve'], cwd: () => project },
  'npm start': { words: ['npm', 'start', '--'], cwd: () => ROOT },
  'node bin/muster.js serve': { words: [process.execPath, 'bin/muster.js', 'serve'], cwd: () => ROOT },
  'node_modules/.bin/muster serve': { words: ['node_modules/.bin/muster', 'serve'], cwd: () => project },
};

/** As a supervisor starts it: in a group and session of its own, and with nothing of the npm that runs the tests. */
function start({ words, cwd }: Way, data: string, inTerminal: boolean): ChildProcess {
  const command = [...words, '--port', '0', '--data', data];
  const [program = '', ...args] = inTerminal ? ['script', '-qfec', command.join(' '), '/dev/null'] : command;
  return spawn(program, args, {
    cwd: cwd(),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: [dirname(process.execPath), process.env.PATH].join(delimiter), HOME: process.env.HOME, TERM: 'dumb' },
  });
}

async function readServer(child: ChildProcess): Promise<{ readonly port: number; readonly pid: number }> {
  let printed = '';
  for await (const chunk of child.stdout ?? []) {
    printed += chunk;
    const [, port, pid] = LISTENING.exec(printed) ?? [];
    if (port !== undefined && pid !== undefined) return { port: Number(port), pid: Number(pid) };
  }
  throw new Error(`the server did not listen:\n${printed}`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

type End = (pid: number) => void;

const ENDS: readonly (readonly [name: string, end: End])[] = [
  ['a SIGTERM to what was started', (pid) => process.kill(pid, 'SIGTERM')],
  ['a SIGINT to the group, as Ctrl-C sends it', (pid) => process.kill(-pid, 'SIGINT')],
  ['a SIGHUP to what was started', (pid) => process.kill(pid, 'SIGHUP')],
  ['a SIGKILL to what was started', (pid) => process.kill(pid, 'SIGKILL')],
];

/** Sees a server start, everything end that was started with it, and another server find port and directory free. */
async function seeEnd(way: Way, inTerminal: boolean, end: End): Promise<void> {
  const data = join(mkdtempSync(join(directory, 'data-')), 'data');
  const child = start(way, data, inTerminal);
  const started = Number(child.pid);
  const { port, pid } = await readServer(child);
  const all = findTree([started]);
  try {
    expect(all).toContain(pid);
    end(started);
    await expect.poll(() => all.filter(isAlive), { timeout: ENDED_MS_MAX, interval: 50 }).toEqual([]);
    const next = await startMuster({ data, port });
    await next.stop();
  } finally {
    killTree(...all.filter(isAlive));
  }
}

describe.each(Object.entries(WAYS))('%s', (_name, way) => {
  it.each(ENDS)('ends with %s, and gives port and directory back', (_ending, end) => seeEnd(way, false, end));
});

describeWithTool('bsdutils', 'a terminal that is closed', () => {
  it.each(Object.entries(WAYS))('ends %s, which gives port and directory back', (_name, way) =>
    seeEnd(way, true, (pid) => process.kill(pid, 'SIGKILL')),
  );
});
