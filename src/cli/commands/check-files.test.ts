import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { type Muster, startMuster } from '../../service/entry.ts';
import { runMuster } from './muster-process.fixture.ts';

let cwd: string;
let muster: Muster;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-check-files-'));
  muster = await startMuster();
  write('one.csv', ['ann', 'bob']);
  write('two.csv', ['cy', 'bob']);
  for (const directory of ['out', 'other']) mkdirSync(join(cwd, directory));
  write('out/users.csv', ['ann', 'dee']);
  write('out/users-2.csv', ['dee', 'eve']);
  write('other/users.csv', ['eve']);
  writeFileSync(join(cwd, 'out', 'pool.json'), '{"PoolName":"out","AutoVerifiedAttributes":["email"]}');
  writeFileSync(join(cwd, 'other', 'pool.json'), '{"PoolName":"other","AutoVerifiedAttributes":["email"]}');
});
afterAll(async () => {
  await muster.stop();
  rmSync(cwd, { recursive: true, force: true });
});

function write(name: string, usernames: readonly string[]): void {
  const lines = usernames.map((username) => {
    const values: Readonly<Record<string, string>> = {
      'cognito:username': username,
      email: `${username}@example.com`,
      email_verified: 'true',
    };
    return DEFAULT_CSV_HEADER.map((column) => values[column] ?? '').join();
  });
  writeFileSync(join(cwd, name), `${[DEFAULT_CSV_HEADER.join(), ...lines].join('\n')}\n`);
}

const run = (command: string, ...words: string[]) =>
  runMuster([command, ...words], {
    cwd,
    env: {
      AWS_ACCESS_KEY_ID: muster.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: muster.credentials.secretAccessKey,
    },
  });
const linesOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('muster check of several files', () => {
  it('names the file and the line of the other record, and adds up (R981)', async () => {
    const { exitCode, stdout } = await run('check', 'one.csv', 'two.csv');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('line 3, character 40, record 2, as in line 3 of one.csv');
    expect(stdout).toContain('All 2 files, one after the other: 4 records; 3 imported, 1 skipped, 0 failed.');
  });

  it('says the same in JSON, with a last line for all files (R981)', async () => {
    const { exitCode, stdout } = await run('check', 'one.csv', 'two.csv', '--json');
    const lines = linesOf(stdout);
    expect(exitCode).toBe(1);
    expect(lines.filter(({ type }) => type === 'finding')).toMatchObject([
      { severity: 'skipped', line: 3, earlierLine: 3, earlierFile: 'one.csv' },
    ]);
    expect(lines.map(({ type, file }) => [type, file])).toEqual([
      ['summary', 'one.csv'],
      ['finding', undefined],
      ['summary', 'two.csv'],
      ['total', undefined],
    ]);
    expect(lines.at(-1)).toEqual({
      type: 'total',
      files: 2,
      records: 4,
      importedUsers: 3,
      skippedUsers: 1,
      failedUsers: 0,
      exitCode: 1,
    });
  });

  it('takes files and directories of muster convert together, for the pool of the directory (R981)', async () => {
    const { exitCode, stdout } = await run('check', 'one.csv', 'out');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('as in line 2 of one.csv');
    expect(stdout).toContain('as in line 2 of users-2.csv');
    expect(stdout.match(/for the pool of out\/pool\.json/g)).toHaveLength(3);
    expect(stdout).toContain('6 records; 4 imported, 2 skipped, 0 failed.');
  });

  it.each([
    ['the same file twice', ['one.csv', './one.csv'], './one.csv is given twice'],
    ['a directory and a file of it', ['out', 'out/users.csv'], 'out/users.csv is given twice'],
    ['directories for different pools', ['out', 'other'], 'out/pool.json and other/pool.json describe different pools'],
    ['a fixed file of several', ['one.csv', 'two.csv', '--fix', 'new.csv'], '--fix writes the new file of one file'],
    [
      'a pool of a file to compare with',
      ['one.csv', '--user-pool-file', 'out/pool.json', '--against-pool'],
      '--against-pool asks a pool for its users',
    ],
    [
      'a pool of flags to compare with',
      ['one.csv', '--alias-attributes', 'email', '--against-pool'],
      '--against-pool asks a pool for its users',
    ],
    ['a file that is not there', ['one.csv', 'none.csv'], 'cannot read none.csv'],
  ])('refuses %s with 2', async (_name, words, text) => {
    const { exitCode, stderr } = await run('check', ...words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(text)]);
  });
});

describe('muster check --against-pool', () => {
  it('says that nobody is there before the first import, and then who is (R982)', async () => {
    const target = ['--endpoint-url', muster.url];
    const before = await run('check', 'one.csv', '--against-pool', ...target);
    expect([before.exitCode, before.stderr]).toEqual([0, expect.stringContaining('has no pool yet')]);
    expect((await run('import', 'one.csv', '--yes', ...target)).exitCode).toBe(0);
    const { exitCode, stdout, stderr } = await run('check', 'one.csv', 'two.csv', '--against-pool', ...target);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Comparing with 2 users of pool us-east-1_');
    expect(stdout).toContain('skipped, 2 records: cognito:username: ');
    expect(stdout).toContain('record 1, in the pool');
    expect(stdout).toContain('The pool has this user already');
    expect(stdout).toContain('In the pool with its 2 users a job would end Failed: 0 imported, 2 skipped, 0 failed.');
    expect(stdout).toContain('4 records; 1 imported, 3 skipped, 0 failed.');
  });

  it.each([
    ['a data directory', () => ['--data', 'of-out']],
    ['a server', () => ['--endpoint-url', muster.url]],
  ])(
    'compares a directory with the pool of its pool.json in %s, as an import and reconcile find it (R769, R1074)',
    async (_name, target) => {
      const words = ['out', '--against-pool', ...target()];
      const before = await run('check', ...words);
      expect([before.exitCode, before.stderr]).toEqual([1, expect.stringContaining('has no pool out yet')]);
      expect(before.stdout).toContain('for the pool of out/pool.json');
      const imported = await run('import', 'out', ...target(), '--yes');
      expect(imported.stdout).toContain('3 imported, 1 skipped, 0 failed');
      const after = await run('check', ...words);
      expect([after.exitCode, after.stderr]).toEqual([0, expect.stringContaining('Comparing with 3 users of pool')]);
      expect(await run('reconcile', 'out', ...target())).toMatchObject({ exitCode: 0 });
    },
  );

  it('reads more pages than one, of a server and of a data directory (R982)', async () => {
    const many = Array.from({ length: 150 }, (_, index) => `user${index}`);
    write('many.csv', many);
    expect((await run('import', 'many.csv', '--data', 'local')).exitCode).toBe(0);
    const { exitCode, stdout } = await run('check', 'many.csv', '--against-pool', '--data', 'local', '--json');
    const lines = linesOf(stdout);
    expect(exitCode).toBe(0);
    expect(lines.at(-1)).toMatchObject({ type: 'summary', poolUsers: 150, skippedUsers: 150, inPool: 150 });
    expect(lines.filter(({ type, inPool }) => type === 'finding' && inPool)).toHaveLength(150);
  });

  it.each([
    ['all exist', ['ann', 'bob'], 0],
    ['exist, and one who is new', ['ann', 'new'], 0],
    ['exist, and one who is there twice', ['ann', 'new', 'new'], 1],
  ])(
    'ends as an import would where users %s, but for one who is in the files twice (R982, R1073)',
    async (_name, users, code) => {
      write('before.csv', ['ann', 'bob']);
      write('after.csv', users);
      const target = ['--data', `agree-${users.length}${code}${users[1]}`];
      expect((await run('import', 'before.csv', ...target)).exitCode).toBe(0);
      expect((await run('check', 'after.csv', '--against-pool', ...target)).exitCode).toBe(code);
      // The import finds the second one there, and there is nothing to be done about it any more.
      expect((await run('import', 'after.csv', ...target)).exitCode).toBe(0);
    },
  );
});
