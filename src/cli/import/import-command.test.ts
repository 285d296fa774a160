import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../../domain/records/cases/password-hash-cases.fixture.ts';
import { type MusterProcess, runMuster, startMusterProcess } from '../commands/muster-process.fixture.ts';
import { aside, COLUMNS, csvOf, EXAMPLE, openFolders, run, summaryOf, user } from './import-files.fixture.ts';

let folders: ReturnType<typeof openFolders>;
beforeAll(() => {
  folders = openFolders();
});
afterAll(() => folders.remove());
const makeFolder = () => folders.make();

describe('muster import', () => {
  it('imports the example, and a second run finds all users there', async () => {
    const cwd = makeFolder();
    const first = await run(cwd, 'import', EXAMPLE, ...aside(cwd));
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(/^12 imported, 0 skipped, 0 failed in /);
    expect(first.stderr).toContain('Created user pool import (us-east-1_');
    expect(existsSync(join(cwd, '.muster'))).toBe(true);

    const second = await run(cwd, 'import', EXAMPLE, ...aside(cwd));
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(
      /^All 12 users already exist: nothing to import\.\nUser pool import \(us-east-1_\w+\) at data directory \.muster; job import-\w+\n/,
    );
    expect(second.stdout).toContain(
      'The job itself ended Failed, which is expected: Cognito marks a job Failed if it imports fewer users than it skips or fails.\n',
    );
  });

  it('reads the algorithm of the hashes from the file, and says so where there is none that it knows (R161, R967)', async () => {
    const cwd = makeFolder();
    const columns = ['cognito:username', 'email', 'email_verified', 'password_hash'];
    const hash = HASHES_OF_KNOWN_PASSWORD.BCRYPT;
    const records = [user('ann', { password_hash: hash }), user('bob'), user('eve', { password_hash: 'x' })];
    writeFileSync(join(cwd, 'short.csv'), csvOf(records, columns));
    const read = await run(cwd, 'import', 'short.csv');
    expect(read).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^2 imported, 0 skipped, 1 failed in /) });
    expect(read.stdout).toMatch(/line 4 {2}eve {2}failed +The password hash is malformed\./);
    expect(read.stdout).not.toContain(hash);
    writeFileSync(join(cwd, 'long.csv'), csvOf([user('zoe', { password_hash: 'x' })], [...COLUMNS, 'password_hash']));
    const unknown = await run(cwd, 'import', 'long.csv');
    expect(unknown.stdout).toMatch(/^1 imported, 0 skipped, 0 failed in /);
    expect(unknown.stderr).toContain(
      'The hashes in long.csv are of no algorithm that an import takes: they are ignored',
    );
  });

  it('names line, user and reason of what it did not import, on screen and in a file', async () => {
    const cwd = makeFolder();
    const records = [
      user('ann'),
      user('bob', { email: 'bob' }),
      user('ann'),
      user('eve\u001b[2J', { birthdate: '31.12.1999' }),
      user('dan'),
      user('=1+1', { email: '' }),
    ];
    writeFileSync(join(cwd, 'users.csv'), csvOf(records).replace('\nbob', '\n\nbob'));
    const { exitCode, stdout } = await run(cwd, 'import', 'users.csv', '--run', 'run');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^2 imported, 1 skipped, 3 failed in .*\n/);
    expect(stdout.split('\n').slice(4, 8)).toEqual([
      '  line 4  bob           failed   Invalid email address format.',
      '  line 6  eve\\u{1b}[2J  failed   The value of cognito:username is not a valid user name.',
      '  line 8  =1+1          failed   The value of email is missing, but email_verified is true.',
      '  line 5  ann           skipped  The user already exists.',
    ]);
    expect(stdout).toContain(
      '3 failed records in run/failed.csv, to fix and import again\n1 skipped record in run/skipped.csv\n',
    );
    const lines = csvOf(records).split('\n');
    const read = (name: string) => readFileSync(join(cwd, 'run', name), 'utf8');
    expect(read('failed.csv')).toBe([lines[0], lines[2], lines[4], lines[6], ''].join('\n'));
    expect(read('skipped.csv')).toBe([lines[0], lines[3], ''].join('\n'));
    expect(read('failed.reasons.csv').split('\r\n')).toEqual([
      'file,line,record,id,username,reason,remedy',
      expect.stringMatching(/^users\.csv,4,2,,bob,Invalid email address format\.,./),
      expect.stringContaining('users.csv,6,4,,eve\u001b[2J,The value of cognito:username is not a valid user name.,'),
      expect.stringMatching(/^users\.csv,8,6,,'=1\+1,"The value of email is missing, but email_verified is true\.",./),
      '',
    ]);
    expect(read('skipped.reasons.csv')).toContain('users.csv,5,3,,ann,The user already exists.,');

    const again = await run(cwd, 'import', 'users.csv', '--run', 'run');
    expect(again).toMatchObject({ exitCode: 2, stdout: '' });
    expect(again.stderr).toContain('run holds a run already: go on with muster resume run, or name another folder');
    expect(await run(cwd, 'resume', 'run')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('the run in run is finished: nothing is left to do'),
    });
    const fixed = read('failed.csv').replace(',bob,', ',bob@example.com,');
    writeFileSync(join(cwd, 'fixed.csv'), fixed);
    const third = await run(cwd, 'import', 'fixed.csv');
    expect(third.stdout).toMatch(/^1 imported, 0 skipped, 2 failed in /);
    const old = await run(cwd, 'import', 'users.csv', '--failures', 'failed.csv');
    expect([old.exitCode, old.stderr]).toEqual([2, expect.stringContaining('which --run DIR names')]);
  });

  it('shows the first twenty, and says how to have all', async () => {
    const cwd = makeFolder();
    const records = Array.from({ length: 30 }, (_, index) => user(`user${index}`, { email: 'none' }));
    writeFileSync(join(cwd, 'users.csv'), csvOf(records));
    const { exitCode, stdout } = await run(cwd, 'import', 'users.csv');
    expect(exitCode).toBe(1);
    expect(stdout.match(/^ {2}line /gm)).toHaveLength(20);
    expect(stdout).toContain('… and 10 more in the files below');
  });

  it('prints an event a line with --json, the last one a summary (R968)', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'users.csv'), csvOf([user('ann'), user('bob'), user('bad', { email: 'bad' })]));
    const { exitCode, stdout } = await run(cwd, 'import', 'users.csv', '--json', '--run', 'run');
    expect(exitCode).toBe(1);
    const events: { type: string }[] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual([
      'plan',
      'run-began',
      'pool-ready',
      'job-creating',
      'job-created',
      'file-uploaded',
      'job-starting',
      'job-started',
      'job-ended',
      'part-done',
      'run-finished',
      'summary',
    ]);
    expect(events.at(0)).toMatchObject({ records: 3, files: [{ foreseen: { importedUsers: 2, failedUsers: 1 } }] });
    expect(events.at(-1)).toMatchObject({
      status: 'Finished',
      records: 3,
      importedUsers: 2,
      skippedUsers: 0,
      failedUsers: 1,
      jobs: [{ jobStatus: 'Succeeded', completionMessage: 'Import Job Completed Successfully.' }],
      byReason: [{ outcome: 'failed', reason: 'Invalid email address format.', count: 1 }],
      folder: 'run',
      exitCode: 1,
    });
    const again = await run(cwd, 'import', 'users.csv', '--json');
    expect(summaryOf(again)).toMatchObject({ jobs: [{ jobStatus: 'Failed' }], status: 'Finished', exitCode: 1 });
    const broken = await run(cwd, 'import', 'none.csv', '--json');
    expect(broken.exitCode).toBe(2);
    expect(JSON.parse(broken.stdout)).toEqual({
      type: 'summary',
      status: 'Incomplete',
      error: 'cannot read none.csv: no such file or directory',
      exitCode: 2,
    });
  });

  it('plans without a change with --dry-run, not even a data directory, and names the check and the directory (R969, R1105, R1107)', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'users.csv'), csvOf([user('ann'), user('bob'), user('bad', { email: 'bad' })]));
    const { exitCode, stdout } = await run(cwd, 'import', 'users.csv', '--dry-run', '--part-records', '2');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Plan: users.csv (3 records, ');
    expect(stdout).toContain('2 can be imported, 0 will be skipped, 1 will fail');
    expect(stdout).toContain('  where: muster check users.csv\n');
    expect(stdout).toContain('at a new data directory, .muster (no server is named: --endpoint-url, ');
    expect(stdout).toContain('Jobs: 2 import jobs, one after the other\n');
    expect(readdirSync(cwd)).toEqual(['users.csv']);
  });

  it('imports several files in parts, and refuses one that is given twice (R950)', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'a.csv'), csvOf([user('ann'), user('bob'), user('cy', { email: 'bad' })]));
    writeFileSync(join(cwd, 'b.csv'), csvOf([user('dan'), user('ann'), user('eve', { email: 'worse' })]));
    const words = ['import', 'a.csv', 'b.csv', '--part-records', '2', '--run', 'run'];
    expect((await run(cwd, ...words, 'a.csv')).stderr).toContain('a.csv is given twice');
    expect((await run(cwd, ...words)).stdout).toMatch(/^3 imported, 1 skipped, 2 failed in /);
    const reasons = readFileSync(join(cwd, 'run/failed.reasons.csv'), 'utf8').split('\r\n');
    expect(reasons.slice(1, 3).map((row) => row.split(',').slice(0, 5))).toEqual([
      ['a.csv', '4', '3', '', 'cy'],
      ['b.csv', '4', '3', '', 'eve'],
    ]);
  });

  it('gives the pool an attribute for each custom column, also for those of a later file', async () => {
    const cwd = makeFolder();
    const write = (name: string, ...custom: string[]) =>
      writeFileSync(join(cwd, name), csvOf([user(name)], [...COLUMNS, ...custom]));
    write('first.csv', 'custom:team');
    write('second.csv', 'custom:team', 'custom:floor');
    expect(await run(cwd, 'import', 'first.csv')).toMatchObject({ exitCode: 0 });
    const second = await run(cwd, 'import', 'second.csv');
    expect(second.stderr).toContain('Added 1 attribute to the pool: custom:floor');
    expect(second.stdout).toMatch(/^1 imported, 0 skipped/);
  });

  it('prints the header line that a file should have, and makes nothing', async () => {
    const cwd = makeFolder();
    const columns = COLUMNS.filter((column) => column !== 'address');
    writeFileSync(join(cwd, 'users.csv'), csvOf([user('ann')], columns));
    const { exitCode, stdout, stderr } = await run(cwd, 'import', 'users.csv');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('muster: the header of users.csv does not fit the user pool:\n  missing  address\n');
    expect(stderr.split('\n')).toContain([...columns, 'address'].join());
    expect(existsSync(join(cwd, '.muster'))).toBe(false);
  });

  it.each([
    ['a missing file', 'none.csv', 'cannot read none.csv: no such file or directory'],
    ['a directory', '.', '. has no users.csv or users-ALGORITHM.csv'],
    ['an empty file', 'empty.csv', 'empty.csv is empty'],
    ['a byte order mark', 'marked.csv', 'save it as UTF-8 without BOM; muster check FILE shows how'],
    ['another encoding', 'latin.csv', 'latin.csv is not valid UTF-8; convert it first; muster check FILE shows where'],
  ])('refuses %s in one line, and makes nothing', async (_name, path, text) => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'empty.csv'), '');
    writeFileSync(join(cwd, 'marked.csv'), `\ufeff${csvOf([user('ann')])}`);
    writeFileSync(join(cwd, 'latin.csv'), csvOf([user('ann', { name: 'Zoë' })]), 'latin1');
    const { exitCode, stderr } = await run(cwd, 'import', path);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^muster: [^\n]+\n$/);
    expect(stderr).toContain(text);
    expect(existsSync(join(cwd, '.muster'))).toBe(false);
  });

  it('says what is wrong when the directory cannot be used', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'taken'), '');
    const { exitCode, stderr } = await run(cwd, 'import', EXAMPLE, '--data', 'taken', ...aside(cwd));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^muster: \S+taken is not a directory\n$/);
  });

  it('says that a server does not answer', async () => {
    const { exitCode, stderr } = await run(
      makeFolder(),
      'import',
      EXAMPLE,
      '--endpoint-url',
      'http://127.0.0.1:9',
      '--yes',
      '--run',
      'here',
    );
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^muster: cannot reach the server at http:\/\/127\.0\.0\.1:9: connection refused\n$/);
  });
});

describe('muster import beside a running server', () => {
  let cwd: string;
  let server: MusterProcess;
  let url: string;
  beforeAll(async () => {
    cwd = makeFolder();
    mkdirSync(join(cwd, 'client'));
    server = startMusterProcess(['serve', '--port', '0'], { cwd });
    url = String((await server.waitFor(/listening on (http:\/\/\S+)/))[1]);
  });
  afterAll(async () => {
    server.child.kill();
    await server.ended;
  });

  it('uses the server of the data directory, and goes on to leave it running', async () => {
    const { exitCode, stdout, stderr } = await run(cwd, 'import', EXAMPLE, ...aside(cwd));
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^12 imported/);
    expect(stderr).toContain(`Using the server that runs on .muster: ${url}`);
    expect(server.child.exitCode).toBeNull();
  });

  it('goes to an endpoint, with test and test where there are no credentials', async () => {
    const client = join(cwd, 'client');
    writeFileSync(join(client, 'users.csv'), csvOf([user('zoe')]));
    const asked = await run(client, 'import', 'users.csv', '--endpoint-url', url);
    expect([asked.exitCode, asked.stderr]).toEqual([2, expect.stringContaining('nothing was changed: add --yes')]);
    expect(readdirSync(client)).toEqual(['users.csv']);
    const ended = await run(client, 'import', 'users.csv', '--endpoint-url', url, '--json', '--yes');
    expect(ended.exitCode).toBe(0);
    const { userPoolId } = summaryOf(ended);
    const words = ['import', 'users.csv', '--endpoint-url', url, '--yes', '--user-pool-id', userPoolId];
    const again = await run(client, ...words);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toContain('The user already exists: nothing to import.');
    const header = await run(client, 'header', '--endpoint-url', url, '--user-pool-id', userPoolId);
    expect(header).toEqual({ exitCode: 0, stdout: `${DEFAULT_CSV_HEADER.join()}\n`, stderr: '' });
    expect(existsSync(join(client, '.muster'))).toBe(false);
  });

  it('says what the server answered', async () => {
    const words = ['import', EXAMPLE, '--endpoint-url', url, '--yes', ...aside(cwd)];
    const unknown = await run(cwd, ...words, '--user-pool-id', 'us-east-1_NoSuchOne');
    expect(unknown).toMatchObject({ exitCode: 2, stdout: '' });
    expect(unknown.stderr).toContain('ResourceNotFoundException: User pool us-east-1_NoSuchOne does not exist.');
    const env = { AWS_ACCESS_KEY_ID: 'AKIDSTRANGER', AWS_SECRET_ACCESS_KEY: 'secret' };
    const stranger = await runMuster(words, { cwd, env });
    expect(stranger.exitCode).toBe(2);
    expect(stranger.stderr).toContain('UnrecognizedClientException');
    expect(stranger.stderr).toContain('AWS_ACCESS_KEY_ID');
  });
});
