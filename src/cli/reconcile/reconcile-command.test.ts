import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import { type ListedPool, type PoolUser, startListedPool } from '../../driver/reconcile/listed-pool.fixture.ts';
import { startMuster } from '../../service/entry.ts';
import { runMuster, startMusterProcess } from '../commands/muster-process.fixture.ts';
import { RandomSource } from '../generate/random-source.ts';

const HEADER =
  'name,email,email_verified,phone_number,phone_number_verified,birthdate,custom:team,cognito:mfa_enabled,cognito:username';
type Row = Readonly<Record<string, string>>;

let cwd: string;
let pool: ListedPool;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-reconcile-'));
  pool = await startListedPool();
});
afterEach(() => {
  pool.close();
  rmSync(cwd, { recursive: true, force: true });
});

const env = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
const wordsFor = (words: readonly string[]) => [
  'reconcile',
  ...words,
  '--user-pool-id',
  pool.id,
  '--endpoint-url',
  pool.url,
];
const run = (...words: string[]) => runMuster(wordsFor(words), { cwd, env });

function write(name: string, rows: readonly Row[]): void {
  const lines = rows.map((row) =>
    HEADER.split(',')
      .map((column) => row[column] ?? '')
      .join(),
  );
  writeFileSync(join(cwd, name), `${[HEADER, ...lines].join('\n')}\n`);
}

const rowOf = (username: string, change: Row = {}): Row => ({
  'cognito:username': username,
  email: `${username}@example.com`,
  email_verified: 'true',
  ...change,
});

const userOf = (username: string, change: Row = {}): PoolUser => ({
  username,
  attributes: { sub: `sub of ${username}`, email: `${username}@example.com`, email_verified: 'true', ...change },
});

const linesOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const differencesOf = (stdout: string) =>
  linesOf(stdout)
    .slice(0, -1)
    .map(({ kind, username, attributes }) => [kind, username, ...attributes]);

describe('muster reconcile', () => {
  it('says that files and pool are the same and what is not compared, ends with 0 and leaves nothing (R983, R985, R1106)', async () => {
    pool.users = [userOf('bob', { name: 'Bob' }), userOf('ann')];
    write('users.csv', [rowOf('ann'), rowOf('bob', { name: 'Bob' })]);
    const { exitCode, stdout } = await run('users.csv');
    expect(stdout).toContain('2 records of users.csv, compared with 2 users of people (us-east-1_AbCdEfGhI)');
    expect(stdout).toContain('The files and the pool have the same users.');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'Not compared: passwords and their hashes, groups, second factors, and who is disabled.',
    );
    expect(exitCode).toBe(0);
    expect(readdirSync(cwd)).toEqual(['users.csv']);
  });

  it('says who is missing, different in which attributes, or extra, as text, JSON and CSV (R983)', async () => {
    write('one.csv', [rowOf('ann'), rowOf('bob', { name: 'Bob', 'custom:team': 'red' }), rowOf('cy')]);
    write('two.csv', [rowOf('dee', { phone_number: '+1' }), rowOf('ann', { name: 'Ann again' })]);
    pool.users = [userOf('ann'), userOf('bob', { name: 'Bobby' }), userOf('dee', { name: 'Dee' }), userOf('=eve()')];
    const text = await run('one.csv', 'two.csv', '--csv', 'all.csv');
    expect(text.exitCode).toBe(1);
    for (const line of [
      'missing, 1 user: in the files, and not in the pool\n  one.csv, line 4: cy\n',
      'different, 2 users: in both, with other attributes\n  one.csv, line 3: bob: name, custom:team\n  two.csv, line 2: dee: name, phone_number\n',
      'extra, 1 user: in the pool, and in no file\n  =eve()\n',
      '1 record came after another of the same user, and did not count.',
      'All differences are in all.csv.',
    ])
      expect(text.stdout).toContain(line);
    expect(readFileSync(join(cwd, 'all.csv'), 'utf8').split('\n')).toEqual([
      'kind,username,attributes,file,line',
      'missing,cy,,one.csv,4',
      'different,bob,name custom:team,one.csv,3',
      'different,dee,name phone_number,two.csv,2',
      "extra,'=eve(),,,",
      '',
    ]);
    expect(statSync(join(cwd, 'all.csv')).mode & 0o777).toBe(0o600);
    const json = await run('one.csv', 'two.csv', '--json');
    expect(json.exitCode).toBe(1);
    expect(linesOf(json.stdout)).toEqual([
      { kind: 'missing', username: 'cy', attributes: [], file: 'one.csv', line: 4 },
      { kind: 'different', username: 'bob', attributes: ['name', 'custom:team'], file: 'one.csv', line: 3 },
      { kind: 'different', username: 'dee', attributes: ['name', 'phone_number'], file: 'two.csv', line: 2 },
      { kind: 'extra', username: '=eve()', attributes: [] },
      {
        type: 'summary',
        records: 5,
        users: 4,
        missing: 1,
        different: 2,
        extra: 1,
        refused: 0,
        repeated: 1,
        exitCode: 1,
      },
    ]);
  });

  it.each<[string, Row, Row, readonly string[]]>([
    ['a flag that is false and none', { phone_number_verified: 'FALSE' }, {}, []],
    ['a flag in other letters', { email_verified: 'TRUE' }, {}, []],
    ['a birthdate with the year first', { birthdate: '02/28/1985' }, { birthdate: '1985-02-28' }, []],
    ['another day', { birthdate: '02/28/1985' }, { birthdate: '1985-02-27' }, ['birthdate']],
    ['a verified flag that is lost', {}, { email_verified: 'false' }, ['email_verified']],
    ['white space around a value (R176)', { name: ' Ann ' }, { name: 'Ann' }, []],
    ['an escaped comma (R174)', { name: 'Ann\\, Esq.' }, { name: 'Ann, Esq.' }, []],
    ['other letters', { name: 'ann' }, { name: 'Ann' }, ['name']],
    ['a value that the file lacks', {}, { 'custom:team': 'red' }, ['custom:team']],
    ['an attribute without a column', {}, { nickname: 'Annie' }, []],
  ])('compares as an import writes: %s (R983, R984)', async (_name, row, attributes, expected) => {
    write('users.csv', [rowOf('ann', row)]);
    pool.users = [userOf('ann', attributes)];
    const { stdout } = await run('users.csv', '--json');
    expect(differencesOf(stdout)).toEqual(expected.length === 0 ? [] : [['different', 'ann', ...expected]]);
  });

  it('counts the record that an import takes, not the one before that it refuses (R272, R983)', async () => {
    write('users.csv', [rowOf('ann', { email: 'wrong' }), rowOf('ann'), rowOf('bob', { email: 'wrong' })]);
    pool.users = [userOf('ann'), userOf('bob')];
    const { stdout } = await run('users.csv', '--json');
    expect(differencesOf(stdout)).toEqual([['different', 'bob', 'email']]);
    expect(linesOf(stdout).at(-1)).toMatchObject({ refused: 2, repeated: 1 });
  });

  it('knows users by their addresses where these are the user names (R219, R983)', async () => {
    pool.settings = { UsernameAttributes: ['email', 'phone_number'], UsernameConfiguration: { CaseSensitive: false } };
    write('users.csv', [
      rowOf('Ann@Example.com', { email: '' }),
      rowOf('+12', { email: '', email_verified: '', phone_number_verified: 'true' }),
      rowOf('cy@example.com', { email: '' }),
    ]);
    pool.users = [
      { username: 'uuid-1', attributes: { email: 'ann@example.com', email_verified: 'true' } },
      { username: 'uuid-2', attributes: { phone_number: '+12', phone_number_verified: 'true' } },
      { username: 'uuid-3', attributes: { email: 'dee@example.com', email_verified: 'true' } },
    ];
    const { stdout } = await run('users.csv', '--json');
    expect(differencesOf(stdout)).toEqual([
      ['missing', 'cy@example.com'],
      ['different', 'Ann@Example.com', 'email'],
      ['extra', 'uuid-3'],
    ]);
  });

  it('asks for users whom a listing lacks one by one (R986)', async () => {
    write('users.csv', [rowOf('ann'), rowOf('a"b'), rowOf('cy')]);
    pool.users = [userOf('ann'), userOf('a"b')];
    pool.unlisted.add('a"b');
    const { stdout } = await run('users.csv', '--json');
    expect(pool.filters).toEqual(['username = "a\\"b"', 'username = "cy"']);
    expect(differencesOf(stdout)).toEqual([['missing', 'cy']]);
    expect(linesOf(stdout).at(-1)).toMatchObject({ users: 2 });
  });

  it('waits for a service that is away or was asked too often (R986)', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `user${index}`);
    write(
      'users.csv',
      many.map((name) => rowOf(name)),
    );
    pool.users = many.map((name) => userOf(name));
    const faults = new Map([
      [2, 'throttle'],
      [4, 'error'],
    ] as const);
    pool.onPage = (page) => faults.get(page as 2 | 4);
    expect((await run('users.csv')).exitCode).toBe(0);
    expect(pool.given).toEqual([0, 60, 120, 180]);
  });

  it.each([
    ['no such file', ['none.csv'], 'cannot read none.csv'],
    ['the same content twice', ['users.csv', 'copy.csv'], 'users.csv and copy.csv have the same content'],
    ['a column that is no attribute', ['team.csv'], 'custom:other'],
    ['a CSV file that exists', ['users.csv', '--csv', 'copy.csv'], 'copy.csv already exists; --csv writes a new file'],
    ['no directory for its work', ['users.csv', '--work-dir', 'none'], 'Name another directory with --work-dir'],
  ])('ends with 2 for %s', async (_name, words, text) => {
    write('users.csv', [rowOf('ann')]);
    write('copy.csv', [rowOf('ann')]);
    writeFileSync(join(cwd, 'team.csv'), 'cognito:username,custom:other\nann,red\n');
    const before = readdirSync(cwd);
    const { exitCode, stderr } = await run(...words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(text)]);
    expect(readdirSync(cwd)).toEqual(before);
  });
});

describe('muster reconcile that was ended', () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `user${index}`);
  const workFiles = () => readdirSync(cwd).filter((name) => name.endsWith('.db'));
  beforeEach(() => {
    write(
      'users.csv',
      [...names.slice(3), 'new'].map((name) => rowOf(name)),
    );
    pool.users = names.map((name, index) => userOf(name, index === 500 ? { name: 'Other' } : {}));
  });
  const expected = [
    ['missing', 'new'],
    ['different', 'user500', 'name'],
    ['extra', 'user0'],
    ['extra', 'user1'],
    ['extra', 'user2'],
  ];

  /** Ends the command when the pool is asked for its tenth page. */
  async function endInTheMiddle(signal: NodeJS.Signals): Promise<number | null> {
    const started = startMusterProcess(wordsFor(['users.csv']), { cwd, env });
    pool.onPage = async (page) => {
      if (page < 10) return;
      started.child.kill(signal);
      await new Promise(() => {});
    };
    const { exitCode } = await started.ended;
    pool.onPage = () => undefined;
    return exitCode;
  }

  it.each<[NodeJS.Signals, number | null]>([
    ['SIGKILL', null],
    ['SIGINT', 130],
  ])('by %s goes on where it was, and comes to the same end (R985)', async (signal, code) => {
    expect(await endInTheMiddle(signal)).toBe(code);
    const [name] = workFiles();
    const path = join(cwd, assertPresent(name, 'a work file is left'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).includes('user5@example.com')).toBe(false);
    const { exitCode, stdout, stderr } = await run('users.csv', '--json');
    expect(stderr).toContain('which an earlier run has left');
    expect(exitCode).toBe(1);
    expect(differencesOf(stdout)).toEqual(expected);
    expect(linesOf(stdout).at(-1)).toMatchObject({ users: 1_000 });
    // No page was asked for twice.
    expect(pool.given).toEqual(Array.from({ length: 17 }, (_, index) => index * 60));
    expect(workFiles()).toEqual([]);
  });

  it('starts over when the service does not know its token any more (R986)', async () => {
    await endInTheMiddle('SIGKILL');
    pool.onPage = () => (pool.given.length === 9 ? 'unknown-token' : undefined);
    const { stdout } = await run('users.csv', '--json');
    expect(differencesOf(stdout)).toEqual(expected);
    expect(pool.given.slice(9)).toEqual(Array.from({ length: 17 }, (_, index) => index * 60));
  });

  it('does not go on with what belongs to other files (R985)', async () => {
    await endInTheMiddle('SIGKILL');
    write(
      'users.csv',
      names.map((name) => rowOf(name)),
    );
    const { stdout, stderr } = await run('users.csv', '--json');
    expect(stderr).not.toContain('an earlier run');
    expect(differencesOf(stdout)).toEqual([['different', 'user500', 'name']]);
  });

  it('is not disturbed by another one of the same files (R985)', async () => {
    const started = startMusterProcess(wordsFor(['users.csv']), { cwd, env });
    let release = (): void => {};
    const isHeld = new Promise<void>((held) => {
      pool.onPage = (page) => {
        if (page !== 3) return;
        held();
        return new Promise((resolve) => {
          release = resolve;
        });
      };
    });
    await isHeld;
    const second = await run('users.csv');
    expect([second.exitCode, second.stderr]).toEqual([2, expect.stringContaining('another muster reconcile')]);
    release();
    expect((await started.ended).exitCode).toBe(1);
  });
});

describe('muster reconcile of random files and pools', () => {
  it('finds what a naive comparison finds (R983)', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const random = new RandomSource(seed);
      const pick = <Item>(items: readonly Item[]): Item => assertPresent(items[random.below(items.length)], 'an item');
      const rows: Row[] = [];
      const users: PoolUser[] = [];
      const expected: string[] = [];
      for (let index = 0; index < 400; index++) {
        const name = `user${index}`;
        const fate = random.below(10);
        if (fate !== 0) rows.push(rowOf(name, { name: pick(['', 'A', 'B']), 'custom:team': pick(['', 'x']) }));
        if (fate === 1) {
          expected.push(`missing ${name}`);
          continue;
        }
        const row = fate === 0 ? {} : assertPresent(rows.at(-1), 'a row');
        const kept = Object.fromEntries(
          ['name', 'custom:team'].flatMap((column) => (row[column] ? [[column, row[column]]] : [])),
        );
        const changed = fate === 2 ? { ...kept, name: 'C' } : kept;
        users.push(userOf(name, changed));
        if (fate === 0) expected.push(`extra ${name}`);
        if (fate === 2) expected.push(`different ${name} name`);
      }
      const cut = random.below(rows.length);
      write('a.csv', rows.slice(0, cut));
      write('b.csv', rows.slice(cut));
      pool.users = users.toSorted((one, other) => (one.username < other.username ? -1 : 1));
      const { stdout } = await run(...(cut === 0 ? ['b.csv'] : ['a.csv', 'b.csv']), '--json');
      expect(
        differencesOf(stdout)
          .map((words) => words.join(' '))
          .toSorted(),
      ).toEqual(expected.toSorted());
    }
  });
});

describe('muster reconcile with a Muster', () => {
  it('finds no difference after an import, whatever is in the file, and then what was changed (R983)', async () => {
    await using muster = await startMuster();
    const environment = {
      AWS_ACCESS_KEY_ID: muster.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: muster.credentials.secretAccessKey,
      AWS_ENDPOINT_URL: muster.url,
    };
    const at = (...words: string[]) => runMuster(words, { cwd, env: environment });
    writeFileSync(join(cwd, 'users.csv'), (await at('generate', '--users', '500')).stdout);
    expect((await at('import', 'users.csv', '--yes')).exitCode).toBe(0);
    const same = await at('reconcile', 'users.csv');
    expect([same.exitCode, same.stdout]).toEqual([0, expect.stringContaining('have the same users')]);
    writeFileSync(join(cwd, 'more.csv'), (await at('generate', '--users', '501', '--seed', '1')).stdout);
    const more = await at('reconcile', 'more.csv', '--json');
    expect(more.exitCode).toBe(1);
    expect(linesOf(more.stdout).at(-1)).toMatchObject({ records: 501, users: 500, missing: 1, different: 0, extra: 0 });
    expect(existsSync(join(cwd, '.muster'))).toBe(false);
  });
});
