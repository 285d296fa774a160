import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findParent, isCommandShell } from './find-parent.ts';
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
  npmPid = 50;
  isShell = false;
});
afterEach(() => {
  vi.useRealTimers();
});

/** The parent of the shell that runs the process, if one does. */
let npmPid: number | undefined;
let isShell: boolean;

async function isStopped(own: FakeProcess, act: () => void): Promise<boolean> {
  let stopped = false;
  const table = { findParent: () => npmPid, isCommandShell: () => isShell };
  void waitForStop(own, table).then(() => {
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

  it.each<[string, boolean, () => void]>([
    [
      'the end of npm, whose shell lives on',
      true,
      () => {
        npmPid = 1;
      },
    ],
    [
      'a shell that becomes another program',
      false,
      () => {
        isShell = false;
      },
    ],
  ])('by %s: %s', async (_what, stops, act) => {
    isShell = true;
    expect(await isStopped(new FakeProcess({ npm_command: 'exec' }), act)).toBe(stops);
  });

  it('not by the end of who started its parent, if that is no shell', async () => {
    const own = new FakeProcess({ npm_command: 'exec' });
    expect(
      await isStopped(own, () => {
        npmPid = 1;
      }),
    ).toBe(false);
  });
});

describe('findParent', () => {
  it('finds who started a shell, also once that is another program', async () => {
    const shell = spawn('sh', ['-c', 'read line; exec cat'], { stdio: ['pipe', 'pipe', 'ignore'] });
    const pid = Number(shell.pid);
    expect({ isShell: isCommandShell(pid), parent: findParent(pid) }).toEqual({ isShell: true, parent: process.pid });
    shell.stdin?.write('\nready\n');
    await once(shell.stdout ?? shell, 'data');
    expect({ isShell: isCommandShell(pid), parent: findParent(pid) }).toEqual({ isShell: false, parent: process.pid });
    shell.stdin?.end();
    await once(shell, 'exit');
    expect(findParent(pid)).toBeUndefined();
  });

  it('knows this process for no shell', () => {
    expect(isCommandShell(process.pid)).toBe(false);
  });
});
