import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { type EndedProcess, runMuster, startMusterProcess } from '../commands/muster-process.fixture.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-import-and-report-'));
  write('one.csv', ['ann', 'bob'], []);
  write('two.csv', ['bob', 'cy'], ['dee']);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function write(name: string, usernames: readonly string[], wrong: readonly string[]): void {
  const lines = [...usernames, ...wrong].map((username) => {
    const values: Readonly<Record<string, string>> = {
      'cognito:username': username,
      email: `${username}@example.com`,
      email_verified: 'true',
      birthdate: wrong.includes(username) ? '1985-02-01' : '',
    };
    return DEFAULT_CSV_HEADER.map((column) => values[column] ?? '').join();
  });
  writeFileSync(join(cwd, name), `${[DEFAULT_CSV_HEADER.join(), ...lines].join('\n')}\n`);
}

const run = (...words: string[]): Promise<EndedProcess> => runMuster(words, { cwd });
const foreseenOf = ({ stdout }: EndedProcess) =>
  JSON.parse(stdout.split('\n').find((line) => line.includes('"type":"plan"')) ?? '{}').files;

describe('the plan of an import', () => {
  it('foresees a user of an earlier file as skipped in a later one (R981)', async () => {
    const plan = await run('import', 'one.csv', 'two.csv', '--dry-run', '--json');
    expect(foreseenOf(plan)).toEqual([
      { file: 'one.csv', records: 2, foreseen: { importedUsers: 2, skippedUsers: 0, failedUsers: 0 } },
      { file: 'two.csv', records: 3, foreseen: { importedUsers: 1, skippedUsers: 1, failedUsers: 1 } },
    ]);
  });

  it('foresees who is in the pool as skipped with --against-pool, and says that it cannot without (R982, R1105)', async () => {
    expect((await run('import', 'one.csv', '--run', 'first')).exitCode).toBe(0);
    const plan = await run('import', 'two.csv', '--dry-run', '--json', '--against-pool');
    expect(plan.stderr).toContain('Comparing with 2 users of pool');
    expect(foreseenOf(plan)).toMatchObject([{ foreseen: { importedUsers: 1, skippedUsers: 1, failedUsers: 1 } }]);
    const text = (await run('import', 'two.csv', '--dry-run')).stdout;
    expect(text).toContain('1 will fail (not compared with the users of the pool: --against-pool)\n');
    expect(text).toMatch(/^ {2}where: muster check two\.csv --user-pool-id \S+$/m);
    const blind = await run('import', 'two.csv', '--dry-run', '--json');
    expect(foreseenOf(blind)).toMatchObject([{ foreseen: { importedUsers: 2, skippedUsers: 0, failedUsers: 1 } }]);
  });
});

describe('an import', () => {
  it('leaves a page that muster report prints, and a pool that muster reconcile finds as it foretells (R987, R988)', async () => {
    const imported = await run('import', 'two.csv', '--run', 'second');
    expect(imported.exitCode).toBe(1);
    const page = readFileSync(join(cwd, 'second', 'report.html'), 'utf8');
    expect(page).toContain('1 of 3 users imported; 1 already existed, 1 failed');
    expect(page).toContain('<svg');
    const { exitCode, stdout } = await run('report', 'second');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('1 of 3 users imported; 1 already existed, 1 failed');
    // Whoever does what it says ends better off.
    const commands = [...stdout.matchAll(/^ {5}muster (.+)$/gm)].map(([, words = '']) => words.split(' '));
    expect(commands.map(([name]) => name)).toEqual(['check', 'import', 'reconcile']);
    const ends = [];
    for (const words of commands) ends.push((await run(...words)).exitCode);
    expect(ends).toEqual([0, 0, 1]);
    const compared = await run('reconcile', 'one.csv', 'two.csv', '--json');
    // A birthdate that was written in the other order is the same day (R984).
    expect(JSON.parse(compared.stdout)).toMatchObject({
      type: 'summary',
      users: 4,
      missing: 0,
      different: 0,
      extra: 0,
    });
    const [, remove = ''] = /^ {5}rm -r (.+)$/m.exec(stdout) ?? [];
    expect(existsSync(join(cwd, remove))).toBe(true);
  });
});

describe('an import that was killed', () => {
  it('is reported as far as it came, and to its end when it was resumed (R987)', async () => {
    write(
      'many.csv',
      Array.from({ length: 3_000 }, (_, index) => `user${index}`),
      ['eve'],
    );
    const words = ['import', 'many.csv', '--part-records', '500', '--run', 'killed', '--data', 'other'];
    const { child, ended, waitFor } = startMusterProcess(words, { cwd });
    await waitFor(/part 3 of 7/);
    child.kill('SIGKILL');
    await ended;
    const cut = await run('report', 'killed');
    expect(cut.exitCode).toBe(2);
    expect(cut.stdout).toMatch(/^Not finished: [12],\d{3} of 3,001 records have no outcome yet\n/);
    expect(cut.stdout).toContain('muster resume killed');
    expect(cut.stdout).not.toContain('rm -r');
    expect(readFileSync(join(cwd, 'killed', 'report.html'), 'utf8')).toContain('class="unfinished"');
    expect((await run('resume', 'killed')).exitCode).toBe(1);
    const { exitCode, stdout } = await run('report', 'killed');
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('3,000 of 3,001 users imported; 1 failed')]);
  });
});
