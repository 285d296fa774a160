import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findShellParent } from './find-shell-parent.ts';
import { waitForStop } from './wait-for-stop.ts';

class FakeProcess extends EventEmitter {
  ppid = 100;
  readonly env: Readonly<Record<string, string>>;

  constructor(env: Readonly<Record<string, string>> = {}) {
    super();
    this.env = env;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  npmPid = undefined;
});
afterEach(() => {
  vi.useRealTimers();
});

/** Of the shell that runs the process. */
let npmPid: number | undefined;

async function isStopped(own: FakeProcess, act: () => void): Promise<boolean> {
  let stopped = false;
  void waitForStop(own, () => npmPid).then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(stopped).toBe(false);
  act();
  await vi.advanceTimersByTimeAsync(2_000);
  return stopped;
}

describe('a server is asked to stop', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('by %s, once or twice', async (signal) => {
    const own = new FakeProcess();
    expect(
      await isStopped(own, () => {
        own.emit(signal);
        own.emit(signal);
      }),
    ).toBe(true);
  });

  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['npx', { npm_command: 'exec', npm_lifecycle_event: 'npx' }, true],
    ['npm start', { npm_command: 'start', npm_lifecycle_event: 'start' }, true],
    ['a script of another package manager', { npm_lifecycle_event: 'serve' }, true],
    ['a shell with settings of npm', { npm_config_loglevel: 'error' }, false],
    ['nobody', {}, false],
  ])('by the end of its parent, started by %s: %s', async (_, env, stops) => {
    const own = new FakeProcess(env);
    expect(
      await isStopped(own, () => {
        own.ppid = 1;
      }),
    ).toBe(stops);
  });

  it('by the end of npm, whose shell lives on', async () => {
    npmPid = 50;
    const own = new FakeProcess({ npm_command: 'exec' });
    expect(
      await isStopped(own, () => {
        npmPid = 1;
      }),
    ).toBe(true);
  });
});

describe('findShellParent', () => {
  it('finds who started a shell that has a command to run', async () => {
    const shell = spawn('sh', ['-c', 'read line; exit 0'], { stdio: ['pipe', 'ignore', 'ignore'] });
    expect(findShellParent(Number(shell.pid))).toBe(process.pid);
    shell.stdin?.end('\n');
    await once(shell, 'exit');
    expect(findShellParent(Number(shell.pid))).toBeUndefined();
  });

  it('finds nobody for another program', () => {
    expect(findShellParent(process.pid)).toBeUndefined();
  });
});
