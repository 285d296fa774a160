import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { runMuster, startMusterProcess } from './muster-process.fixture.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-cli-'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...words: string[]) => runMuster(words, { cwd });

describe('muster', () => {
  it('says its version, which is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(await run('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    ['no command', [], 'Usage: muster'],
    ['an unknown command', ['imprt'], "muster: unknown command 'imprt'\n(Did you mean import?)"],
    ['an unknown flag', ['import', '--no-such', 'x', 'f'], "muster: unknown option '--no-such'"],
    ['no file', ['import'], "muster: missing required argument 'file'"],
    ['no number', ['generate', '--users', 'ten'], 'It must be a whole number.'],
    ['more than all', ['generate', '--users', '1', '--bad', '101'], 'It must be a number from 0 to 100.'],
    [
      'an unknown algorithm',
      ['import', '--password-hashing-algorithm', 'MD5', 'f'],
      'Allowed choices are BCRYPT, SCRYPT',
    ],
    ['a bad setting', ['serve', '--port', '70000'], 'muster: --port: "70000" is not allowed'],
    [
      'a bad endpoint',
      ['header', '--endpoint-url', 'localhost:4599'],
      'must be a URL such as http://127.0.0.1:4599, not localhost:4599',
    ],
    ['an endpoint with a password', ['header', '--endpoint-url', 'user:secret@host'], 'not ***@host'],
    [
      'two targets',
      ['header', '--endpoint-url', 'http://localhost:1', '--data', 'd'],
      'give only one of --data and --endpoint-url',
    ],
    ['three targets', ['header', '--endpoint-url', 'http://localhost:1', '--data', 'd', '--aws'], 'and --aws'],
  ])('refuses %s with 2 and words, not a stack', async (_name, words, text) => {
    const { exitCode, stdout, stderr } = await run(...words);
    expect(stderr).toContain(text);
    expect({ exitCode, stdout, hasStack: /^\s+at /m.test(stderr) }).toEqual({
      exitCode: 2,
      stdout: '',
      hasStack: false,
    });
  });

  it.each(['serve', 'import', 'resume', 'check', 'header', 'generate'])('explains %s', async (name) => {
    const { exitCode, stdout } = await run(name, '--help');
    expect(stdout).toContain(`Usage: muster ${name}`);
    // Rule numbers are for the page on operating.
    expect(stdout).not.toMatch(/\([RN]\d/);
    expect(exitCode).toBe(0);
  });
});

describe('muster header', () => {
  it('prints the header of a default pool, and makes nothing', async () => {
    expect(await run('header')).toEqual({ exitCode: 0, stdout: `${DEFAULT_CSV_HEADER.join()}\n`, stderr: '' });
    expect(existsSync(join(cwd, '.muster'))).toBe(false);
  });
});

describe('muster generate', () => {
  it('writes the same file for the same seed, and another for another', async () => {
    const [first, again, other] = await Promise.all([
      run('generate', '--users', '50'),
      run('generate', '--users', '50', '--seed', '1'),
      run('generate', '--users', '50', '--seed', '2'),
    ]);
    expect(first.stdout.split('\n')).toHaveLength(52);
    expect(again.stdout).toBe(first.stdout);
    expect(other.stdout).not.toBe(first.stdout);
  });

  it('adds a column of password hashes when it is told their algorithm', async () => {
    const { stdout } = await run('generate', '--users', '20', '--password-hashing-algorithm', 'PBKDF2_SHA256');
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect(header).toBe([...DEFAULT_CSV_HEADER, 'password_hash'].join());
    expect(lines.filter((line) => line.includes(',$pbkdf2-sha256$600000$')).length).toBeGreaterThan(10);
  });

  it('writes to a file', async () => {
    const { stdout } = await run('generate', '--users', '20');
    expect(await run('generate', '--users', '20', '--out', 'users.csv')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(join(cwd, 'users.csv'), 'utf8')).toBe(stdout);
  });

  it('says where it cannot write', async () => {
    const ended = await run('generate', '--users', '1', '--out', 'none/users.csv');
    expect(ended).toMatchObject({
      exitCode: 2,
      stderr: 'muster: cannot write none/users.csv: no such file or directory\n',
    });
  });

  it('ends quietly when its reader goes away', async () => {
    const { child, ended, waitFor } = startMusterProcess(['generate', '--users', '500000'], { cwd });
    await waitFor(/cognito:username/);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
  });
});
