import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../../domain/records/cases/password-hash-cases.fixture.ts';
import { IMPORT_ACTIONS, IMPORT_POOL_ACTIONS, IMPORT_ROLE_ACTIONS } from '../../driver/import-permissions.ts';
import { type Muster, startMuster } from '../../service/entry.ts';
import { type MusterProcess, runMuster, startMusterProcess } from '../commands/muster-process.fixture.ts';
import { generateUsers } from '../generate/generate-users.ts';

const EXAMPLE = fileURLToPath(new URL('../../../examples/users.csv', import.meta.url));
const COLUMNS = ['cognito:username', ...DEFAULT_CSV_HEADER.filter((column) => column !== 'cognito:username')];

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-import-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A new working directory; the data directory is made below it. */
function makeFolder(): string {
  return mkdtempSync(join(directory, 'cwd-'));
}

const run = (cwd: string, ...words: string[]) => runMuster(words, { cwd });

type Fields = Readonly<Record<string, string>>;

function csvOf(records: readonly Fields[], columns: readonly string[] = COLUMNS): string {
  const lines = records.map((fields) => columns.map((column) => fields[column] ?? '').join());
  return [columns.join(), ...lines, ''].join('\n');
}

function user(username: string, change: Fields = {}): Fields {
  return { 'cognito:username': username, email: `${username}@example.com`, email_verified: 'true', ...change };
}

/** A file of generated users that takes a while. */
function writeManyUsers(cwd: string, users: number): string {
  const path = join(cwd, 'many.csv');
  writeFileSync(path, [...generateUsers({ users, seed: 7, badPercent: 0, columns: COLUMNS })].join(''));
  return path;
}

describe('muster import', () => {
  it('imports the example, and a second run finds all users there', async () => {
    const cwd = makeFolder();
    const first = await run(cwd, 'import', EXAMPLE);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(/^12 imported, 0 skipped, 0 failed in /);
    expect(first.stderr).toContain('Created user pool import (us-east-1_');
    expect(existsSync(join(cwd, '.muster'))).toBe(true);

    const second = await run(cwd, 'import', EXAMPLE);
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(
      /^All 12 users already exist: nothing to import\.\nUser pool import \(us-east-1_\w+\) at data directory \.muster\n/,
    );
    expect(second.stdout).toContain(
      'The job itself ended Failed, which is expected: Cognito marks a job Failed if it imports fewer users than it skips or fails.\n',
    );
  });

  it('imports password hashes when it is told their algorithm, and says so when it is not (R161, R252)', async () => {
    const cwd = makeFolder();
    const columns = ['cognito:username', 'email', 'email_verified', 'password_hash'];
    const hash = HASHES_OF_KNOWN_PASSWORD.BCRYPT;
    const records = [user('ann', { password_hash: hash }), user('bob'), user('eve', { password_hash: 'x' })];
    writeFileSync(join(cwd, 'short.csv'), csvOf(records, columns));
    writeFileSync(join(cwd, 'long.csv'), csvOf(records, [...COLUMNS, 'password_hash']));
    const named = await run(cwd, 'import', 'short.csv', '--password-hashing-algorithm', 'BCRYPT');
    expect(named).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^2 imported, 0 skipped, 1 failed in /) });
    expect(named.stdout).toMatch(/line 4 {2}eve {2}failed +The password hash is malformed\./);
    expect(named.stdout).not.toContain(hash);
    const unnamed = await run(cwd, 'import', 'long.csv');
    expect(unnamed.stdout).toMatch(/^1 imported, 2 skipped, 0 failed in /);
    expect(unnamed.stderr).toContain(
      'The column password_hash is ignored; add --password-hashing-algorithm to import it.',
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
    const { exitCode, stdout } = await run(cwd, 'import', 'users.csv', '--failures', 'failed.csv');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^2 imported, 1 skipped, 3 failed in .*\n/);
    expect(stdout.split('\n').slice(4, 8)).toEqual([
      '  line 4  bob           failed   Invalid email address format.',
      '  line 6  eve\\u{1b}[2J  failed   The value of cognito:username is not a valid user name.',
      '  line 8  =1+1          failed   The value of email is missing, but email_verified is true.',
      '  line 5  ann           skipped  The user already exists.',
    ]);
    expect(stdout).toContain(
      '3 failed records in failed.csv, to fix and import again\n1 skipped record in failed.skipped.csv\n',
    );
    const lines = csvOf(records).split('\n');
    expect(readFileSync(join(cwd, 'failed.csv'), 'utf8')).toBe([lines[0], lines[2], lines[4], lines[6], ''].join('\n'));
    expect(readFileSync(join(cwd, 'failed.skipped.csv'), 'utf8')).toBe([lines[0], lines[3], ''].join('\n'));
    expect(readFileSync(join(cwd, 'failed.reasons.csv'), 'utf8').split('\r\n')).toEqual([
      'outcome,line,username,reason,original_line,original_record',
      'failed,2,bob,Invalid email address format.,4,2',
      'skipped,2,ann,The user already exists.,5,3',
      'failed,3,eve\u001b[2J,The value of cognito:username is not a valid user name.,6,4',
      `failed,4,'=1+1,"The value of email is missing, but email_verified is true.",8,6`,
      '',
    ]);

    const again = await run(cwd, 'import', 'users.csv', '--failures', 'failed.csv');
    expect(again).toMatchObject({ exitCode: 2, stdout: '' });
    expect(again.stderr).toContain('failed.csv already exists; name another file, or add --overwrite');
    const fixed = readFileSync(join(cwd, 'failed.csv'), 'utf8').replace(',bob,', ',bob@example.com,');
    writeFileSync(join(cwd, 'fixed.csv'), fixed);
    const third = await run(cwd, 'import', 'fixed.csv', '--failures', 'failed.csv', '--overwrite');
    expect(third.stdout).toMatch(/^1 imported, 0 skipped, 2 failed in /);
  });

  it('shows the first twenty, and says how to have all', async () => {
    const cwd = makeFolder();
    const records = Array.from({ length: 30 }, (_, index) => user(`user${index}`, { email: 'none' }));
    writeFileSync(join(cwd, 'users.csv'), csvOf(records));
    const { exitCode, stdout } = await run(cwd, 'import', 'users.csv');
    expect(exitCode).toBe(1);
    expect(stdout.match(/^ {2}line /gm)).toHaveLength(20);
    expect(stdout).toContain('… and 10 more; --failures FILE writes them all to a file');
  });

  it('prints one JSON object and nothing else with --json', async () => {
    const cwd = makeFolder();
    writeFileSync(join(cwd, 'users.csv'), csvOf([user('ann'), user('bob'), user('bad', { email: 'bad' })]));
    const { exitCode, stdout } = await run(cwd, 'import', 'users.csv', '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'Succeeded',
      completionMessage: 'Import Job Completed Successfully.',
      records: 3,
      importedUsers: 2,
      skippedUsers: 0,
      failedUsers: 1,
      failures: [{ line: 4, record: 3, username: 'bad', outcome: 'failed', reason: 'Invalid email address format.' }],
      failuresLeftOut: 0,
      exitCode: 1,
    });
    const again = await run(cwd, 'import', 'users.csv', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ jobStatus: 'Failed', status: 'Succeeded', exitCode: 1 });
    const broken = await run(cwd, 'import', 'none.csv', '--json');
    expect(broken.exitCode).toBe(2);
    expect(JSON.parse(broken.stdout)).toEqual({
      error: 'cannot read none.csv: no such file or directory',
      exitCode: 2,
    });
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
    const { exitCode, stderr } = await run(cwd, 'import', EXAMPLE, '--data', 'taken');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^muster: \S+taken is not a directory\n$/);
  });

  it('says that a server does not answer', async () => {
    const { exitCode, stderr } = await run(makeFolder(), 'import', EXAMPLE, '--endpoint-url', 'http://127.0.0.1:9');
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
    const { exitCode, stdout, stderr } = await run(cwd, 'import', EXAMPLE);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^12 imported/);
    expect(stderr).toContain(`Using the server that runs on .muster: ${url}`);
    expect(server.child.exitCode).toBeNull();
  });

  it('goes to an endpoint, with test and test where there are no credentials', async () => {
    const client = join(cwd, 'client');
    writeFileSync(join(client, 'users.csv'), csvOf([user('zoe')]));
    const ended = await run(client, 'import', 'users.csv', '--endpoint-url', url, '--json');
    expect(ended.exitCode).toBe(0);
    const { userPoolId } = JSON.parse(ended.stdout);
    const again = await run(client, 'import', 'users.csv', '--endpoint-url', url, '--user-pool-id', userPoolId);
    expect(again).toMatchObject({ exitCode: 0 });
    expect(again.stdout).toContain('The user already exists: nothing to import.');
    const header = await run(client, 'header', '--endpoint-url', url, '--user-pool-id', userPoolId);
    expect(header).toEqual({ exitCode: 0, stdout: `${DEFAULT_CSV_HEADER.join()}\n`, stderr: '' });
    expect(existsSync(join(client, '.muster'))).toBe(false);
  });

  it('says what the server answered', async () => {
    const words = ['import', EXAMPLE, '--endpoint-url', url];
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

describe('muster import by a user of IAM', () => {
  let cwd: string;
  let muster: Muster;
  let iam: IAMClient;
  let env: NodeJS.ProcessEnv;
  beforeAll(async () => {
    cwd = makeFolder();
    muster = await startMuster();
    iam = new IAMClient({ endpoint: muster.url, region: 'us-east-1', credentials: { ...muster.credentials } });
    await iam.send(new CreateUserCommand({ UserName: 'importer' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'importer' }));
    env = { AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey };
  });
  afterAll(async () => {
    iam.destroy();
    await muster.stop();
  });

  async function allow(Action: readonly string[]): Promise<void> {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] };
    const PolicyDocument = JSON.stringify(policy);
    await iam.send(new PutUserPolicyCommand({ UserName: 'importer', PolicyName: 'import', PolicyDocument }));
  }
  const importBy = (...words: string[]) =>
    runMuster(['import', EXAMPLE, '--endpoint-url', muster.url, ...words], { cwd, env });

  it('says where the permissions are listed when one is missing (R34)', async () => {
    const { exitCode, stderr } = await importBy();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cognito-idp:ListUserPools');
    expect(stderr).toContain('muster import --help lists every permission that an import needs');
    const { stdout } = await run(cwd, 'import', '--help');
    for (const action of [...IMPORT_ACTIONS, ...IMPORT_POOL_ACTIONS, ...IMPORT_ROLE_ACTIONS]) {
      expect(stdout).toContain(action);
    }
  });

  it('needs the permissions that its help lists and no others: fewer if pool and role are named (R34, R38)', async () => {
    await allow([...IMPORT_ACTIONS, ...IMPORT_POOL_ACTIONS, ...IMPORT_ROLE_ACTIONS]);
    const made = await importBy('--json');
    expect(made).toMatchObject({ exitCode: 0 });
    await allow(IMPORT_ACTIONS);
    const role = `arn:aws:iam::${muster.account}:role/muster-import`;
    const named = await importBy('--user-pool-id', JSON.parse(made.stdout).userPoolId, '--role-arn', role);
    expect(named).toMatchObject({ exitCode: 0 });
  });

  it('prints the summary without logs:GetLogEvents, and says what could not be read (R37)', async () => {
    const wanted = [...IMPORT_ACTIONS, ...IMPORT_POOL_ACTIONS, ...IMPORT_ROLE_ACTIONS];
    await allow(wanted.filter((action) => action !== 'logs:GetLogEvents'));
    writeFileSync(join(cwd, 'some.csv'), csvOf([user('zoe'), user('tom'), user('bad', { email: 'bad' })]));
    const words = ['import', 'some.csv', '--endpoint-url', muster.url];
    const { exitCode, stdout, stderr } = await runMuster([...words, '--failures', 'failed.csv'], { cwd, env });
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^2 imported, 0 skipped, 1 failed in /);
    expect(stderr).toContain(
      'The 1 record that created no user could not be listed: could not read the log of the job:',
    );
    expect(stderr).toContain('logs:GetLogEvents');
    expect(existsSync(join(cwd, 'failed.csv'))).toBe(false);
    expect(await runMuster(words, { cwd, env })).toMatchObject({ exitCode: 1 });
  });
});

describe('Ctrl-C', () => {
  const USERS = 300_000;

  // SIGTERM stops without the second in which a person may press Ctrl-C again.
  it('stops the job and tells how far it came', async () => {
    const cwd = makeFolder();
    const path = writeManyUsers(cwd, USERS);
    const { child, ended, waitFor } = startMusterProcess(['import', path], { cwd });
    await waitFor(/Started job/);
    child.kill('SIGTERM');
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^[\d,]+ imported, 0 skipped, 0 failed in /);
    expect(stdout).toContain('The job ended Stopped: The Import Job was stopped by the developer.');
  });

  it('twice leaves the job, and the next run finishes it first', async () => {
    const cwd = makeFolder();
    const path = writeManyUsers(cwd, USERS);
    const { child, ended, waitFor } = startMusterProcess(['import', path], { cwd });
    await waitFor(/Started job/);
    child.kill('SIGINT');
    await waitFor(/Press Ctrl-C again to detach/);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ exitCode: 130, stdout: '' });

    const next = await run(cwd, 'import', path, '--json');
    expect(next.stderr).toMatch(/Job import-\w{10} of an earlier run imports this file; following it/);
    expect(next.stderr).not.toContain('Started job');
    expect(next.exitCode).toBe(0);
    expect(JSON.parse(next.stdout)).toMatchObject({
      status: 'Succeeded',
      jobStatus: 'Succeeded',
      jobOfEarlierRun: true,
      importedUsers: USERS,
      skippedUsers: 0,
    });
  });
});

describe('a server that goes away during muster import', () => {
  it('is waited for, and the job goes on', async () => {
    const cwd = makeFolder();
    const path = writeManyUsers(cwd, 100_000);
    const server = startMusterProcess(['serve', '--port', '0'], { cwd });
    const [, url = ''] = await server.waitFor(/listening on (http:\/\/\S+)/);
    const command = startMusterProcess(['import', path, '--endpoint-url', url], { cwd });
    await command.waitFor(/Started job/);
    server.child.kill('SIGKILL');
    await command.waitFor(/The server does not answer\. Trying again for up to 10 minutes/);
    const again = startMusterProcess(['serve', '--port', new URL(url).port], { cwd });
    const { exitCode, stdout, stderr } = await command.ended;
    again.child.kill();
    await again.ended;
    expect(stderr).toContain('The server answers again.');
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^100,000 imported, 0 skipped/),
    });
  });
});
