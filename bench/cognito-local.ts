import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const COGNITO_LOCAL_VERSION = '5.3.0';
const PORT = 19_229;
const STARTED_WITHIN_MS = 30_000;
const POLL_MS = 100;

export interface CognitoLocal {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

let installed: string | undefined;

/** Starts cognito-local on a directory of its own; the first time it is installed from npm into a temporary folder. */
export async function startCognitoLocal(): Promise<CognitoLocal> {
  installed ??= install();
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const child = spawn(process.execPath, [join(installed, 'node_modules/cognito-local/lib/bin/start.js')], {
    cwd: directory,
    env: { ...process.env, PORT: String(PORT), HOST: '127.0.0.1' },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://127.0.0.1:${PORT}`;
  const giveUpAt = Date.now() + STARTED_WITHIN_MS;
  while (!(await answers(url))) {
    if (Date.now() > giveUpAt || child.exitCode !== null) throw new Error('cognito-local did not start');
    await wait(POLL_MS);
  }
  return {
    url,
    pid: Number(child.pid),
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(directory, { recursive: true });
    },
  };
}

function install(): string {
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  process.once('exit', () => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'package.json'), '{"private": true}');
  const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `cognito-local@${COGNITO_LOCAL_VERSION}`];
  execFileSync('npm', words, { cwd: directory, stdio: 'ignore' });
  return directory;
}

async function answers(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${url}/health`);
    return ok;
  } catch {
    return false;
  }
}
