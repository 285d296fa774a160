import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { generateUsers } from '../generate/generate-users.ts';
import { displayWidth } from '../terminal/text-width.ts';
import { MUSTER_BIN } from './muster-process.fixture.ts';

const ESCAPE = '\u001b';
const CTRL_C = '\u0003';

/** `script` of util-linux runs a command on a terminal of its own. */
function hasScript(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
}

describe.skipIf(!hasScript())('muster on a terminal', () => {
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'muster-terminal-'));
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));

  function writeUsers(file: string, users: number): void {
    const columns = DEFAULT_CSV_HEADER;
    writeFileSync(join(cwd, file), [...generateUsers({ users, seed: 3, badPercent: 1, columns })].join(''));
  }

  interface Terminal {
    readonly child: ChildProcess;
    readonly ended: Promise<{ readonly exitCode: number | null; readonly screen: string }>;
    waitFor(text: string): Promise<void>;
  }

  function open(words: string, columns = 110): Terminal {
    const command = `stty cols ${columns}; exec '${process.execPath}' '${MUSTER_BIN}' ${words}`;
    const env = { PATH: process.env.PATH, HOME: cwd, TERM: 'xterm' };
    const child = spawn('script', ['-q', '-e', '-f', '-c', command, '/dev/null'], { cwd, env });
    let screen = '';
    const lookers = new Set<() => void>();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      for (const look of lookers) look();
    });
    const ended = new Promise<{ exitCode: number | null; screen: string }>((resolve) => {
      child.once('close', (exitCode) => resolve({ exitCode, screen }));
    });
    const waitFor = (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!screen.includes(text)) return;
          lookers.delete(look);
          resolve();
        };
        lookers.add(look);
        look();
        ended.then(() => reject(new Error(`ended without ${text}:\n${screen}`)));
      });
    return { child, ended, waitFor };
  }

  /** What was drawn, line by line, without what moves the cursor. */
  function drawnLines(screen: string): string[] {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences of a terminal
    return screen.replaceAll(/\u001b\[[?\d;]*[A-Za-z]/g, '\r').split(/[\r\n]+/);
  }

  it.each([60, 80, 100])('fits every line into %i columns, wrapped at words', async (columns) => {
    const file = `wide-${columns}.csv`;
    writeUsers(file, 30_000);
    for (const words of [`check ${file}`, `import ${file} --data wide-${columns}`, 'import --help']) {
      const { screen } = await open(words, columns).ended;
      const lines = drawnLines(screen).filter((line) => / \S/.test(line.trim()));
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
    }
  });

  it('draws a bar with pace and time left, takes it away and gives the cursor back', async () => {
    writeUsers('bar.csv', 100_000);
    const { exitCode, screen } = await open('import bar.csv --data bar').ended;
    expect(exitCode).toBe(1);
    expect(screen).toMatch(
      /Importing [█░]+ \d+%, [\d,]+ of 100,000 records, [\d,]+ per second, (?:\d+ min )?\d+ s left/,
    );
    expect(screen.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(screen.lastIndexOf(`${ESCAPE}[?25l`));
    expect(screen.slice(screen.lastIndexOf('█'))).toMatch(/[\d,]+ imported, [\d,]+ skipped, [\d,]+ failed in/);
  });

  it('stops the job at Ctrl-C and prints the counters', async () => {
    // So many that the job outlasts the second in which it waits for another Ctrl-C.
    writeUsers('stopped.csv', 300_000);
    const terminal = open('import stopped.csv --data stopped');
    await terminal.waitFor('of 300,000 records,');
    terminal.child.stdin?.write(CTRL_C);
    const { exitCode, screen } = await terminal.ended;
    expect(exitCode).toBe(2);
    expect(screen).toContain('Press Ctrl-C again to let it go on without this command');
    expect(screen).toMatch(/Up to now: [\d,]+ imported, /);
    expect(screen).toContain('What is done is kept. Go on with: muster resume ');
  });

  it('leaves at once at a second Ctrl-C, with the cursor back', async () => {
    writeUsers('left.csv', 200_000);
    const terminal = open('import left.csv --data left');
    await terminal.waitFor('of 200,000 records,');
    terminal.child.stdin?.write(CTRL_C);
    await terminal.waitFor('Ctrl-C again');
    terminal.child.stdin?.write(CTRL_C);
    const { exitCode, screen } = await terminal.ended;
    expect(exitCode).toBe(130);
    expect(screen.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(screen.lastIndexOf(`${ESCAPE}[?25l`));
  });
});
