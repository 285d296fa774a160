import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { type Muster, startMuster } from '../../service/entry.ts';
import { generateUsers } from '../generate/generate-users.ts';
import { runMuster, startMusterProcess } from './muster-process.fixture.ts';

let cwd: string;
let muster: Muster;
let poolId: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-check-command-'));
  muster = await startMuster();
  const { url: endpoint, credentials } = muster;
  const client = new CognitoIdentityProviderClient({ endpoint, region: 'us-east-1', credentials: { ...credentials } });
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: 'phones',
      AutoVerifiedAttributes: ['phone_number'],
      UsernameAttributes: ['email'],
    }),
  );
  poolId = assertPresent(UserPool?.Id, 'a pool has an id');
  const answer = await client.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
  write('pool.json', JSON.stringify(answer));
  writeFileSync(join(cwd, 'utf16.json'), Buffer.from(`\ufeff${JSON.stringify(answer)}`, 'utf16le'));
  write('bare-pool.json', `\ufeff${JSON.stringify(answer.UserPool)}`);
  client.destroy();
  write('good.csv', csvOf({}));
  write('bad.csv', csvOf({ birthdate: '1985-02-01' }));
  write('twice.csv', csvOf({}, { email: 'other@example.com' }));
  write('hashes.csv', csvOf({}).replace('\n', ',password_hash\n').replace(/\n$/, ',no hash\n'));
  write('quoted.csv', csvOf({ name: '"Ann"' }));
});
afterAll(async () => {
  await muster.stop();
  rmSync(cwd, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  writeFileSync(join(cwd, name), content);
}

function csvOf(...users: Readonly<Record<string, string>>[]): string {
  const ann = { 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'true' };
  const lines = users.map((change) => {
    const values: Readonly<Record<string, string>> = { ...ann, ...change };
    return DEFAULT_CSV_HEADER.map((column) => values[column] ?? '').join();
  });
  return `${[DEFAULT_CSV_HEADER.join(), ...lines].join('\n')}\n`;
}

const run = (...words: string[]) => runMuster(['check', ...words], { cwd });

describe('muster check', () => {
  it.each([
    ['a good file', ['good.csv'], 0, 'would end Succeeded: 1 imported, 0 skipped, 0 failed.'],
    ['warnings alone', ['quoted.csv'], 0, '1 imported, 0 skipped, 0 failed; 1 warning.'],
    [
      'hashes of no algorithm (R252)',
      ['hashes.csv'],
      0,
      'The column password_hash is ignored; add --password-hashing-algorithm to check it.',
    ],
    ['hashes of an algorithm', ['hashes.csv', '--password-hashing-algorithm', 'BCRYPT'], 1, '(R250)'],
    ['a record that would fail', ['bad.csv'], 1, 'failed, 1 record: birthdate: '],
    ['a user that is there twice', ['twice.csv'], 1, 'skipped, 1 record: cognito:username: '],
    ['a saved pool', ['good.csv', '--user-pool-file', 'pool.json'], 1, '(R235)'],
    ['a saved pool without its wrapping', ['good.csv', '--user-pool-file', 'bare-pool.json'], 1, '(R235)'],
    ['flags', ['good.csv', '--username-attributes', 'email'], 1, 'Username should be an email. (R220)'],
    [
      'required attributes',
      ['good.csv', '--required-attributes', 'name,email'],
      1,
      'name: The attribute is required (R214)',
    ],
    ['MFA', ['good.csv', '--mfa-configuration', 'ON', '--case-insensitive'], 0, 'would end Succeeded'],
  ])('ends with 0 or 1: %s', async (_name, words, exitCode, text) => {
    const ended = await run(...words);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toContain(text);
    expect(ended.exitCode).toBe(exitCode);
    expect(existsSync(join(cwd, '.muster'))).toBe(false);
  });

  it('asks a server for the pool', async () => {
    const ended = await run('good.csv', '--user-pool-id', poolId, '--endpoint-url', muster.url);
    expect(ended).toMatchObject({ exitCode: 1, stderr: '' });
    expect(ended.stdout).toContain(`for phones (${poolId})`);
    expect(ended.stdout).toContain('(R235)');
  });

  it.each([
    ['no file', ['none.csv'], 'cannot read none.csv: no such file or directory'],
    ['a directory without files of users', ['.'], '. has no users.csv or users-ALGORITHM.csv'],
    [
      'a flag that is wrong',
      ['good.csv', '--alias-attributes', 'name'],
      'It must be a list of email, phone_number, preferred_username.',
    ],
    ['types that are wrong', ['good.csv', '--custom-attributes', 'age=Int'], 'It must be a list of NAME=TYPE'],
    [
      'two pools',
      ['good.csv', '--user-pool-file', 'pool.json', '--case-insensitive'],
      'give only one of --user-pool-id, --user-pool-file',
    ],
    [
      'aliases and username attributes',
      ['good.csv', '--username-attributes', 'email', '--alias-attributes', 'email'],
      'not both',
    ],
    [
      'an endpoint, and a pool that is described',
      ['good.csv', '--endpoint-url', 'http://127.0.0.1:1', '--case-insensitive'],
      'leave out the flags that describe one',
    ],
    ['no server to ask for the pool', ['good.csv', '--endpoint-url', 'http://127.0.0.1:1'], 'cannot reach the server'],
    [
      'no data directory',
      ['good.csv', '--user-pool-id', 'us-east-1_AbCdEfGhI'],
      'the data directory .muster has no user pool',
    ],
    [
      'no server',
      ['good.csv', '--user-pool-id', 'us-east-1_A', '--endpoint-url', 'http://127.0.0.1:1'],
      'cannot reach the server',
    ],
    ['standard input', ['-'], 'muster check reads the file more than once, so it cannot read standard input'],
    [
      'a pool file of Windows',
      ['good.csv', '--user-pool-file', 'utf16.json'],
      'utf16.json is UTF-16; save it as UTF-8',
    ],
    ['a file that is no pool', ['good.csv', '--user-pool-file', 'good.csv'], 'good.csv is not JSON'],
  ])('ends with 2 where it cannot run: %s', async (_name, words, text) => {
    const { exitCode, stdout, stderr } = await run(...words);
    expect(stderr).toContain(text);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('prints JSON lines, the summary last', async () => {
    const { stdout, exitCode } = await run('bad.csv', '--json', '--show-values');
    const [finding, summary, rest] = stdout.split('\n').map((line) => (line === '' ? undefined : JSON.parse(line)));
    expect(finding).toMatchObject({
      type: 'finding',
      severity: 'failed',
      rule: 'R204',
      line: 2,
      record: 1,
      value: '1985-02-01',
    });
    expect(summary).toMatchObject({
      type: 'summary',
      records: 1,
      failedUsers: 1,
      status: 'Failed',
      exitCode: 1,
      kinds: [{ count: 1 }],
    });
    expect([rest, exitCode]).toEqual([undefined, 1]);
    const failed = await run('none.csv', '--json');
    expect(JSON.parse(failed.stdout)).toMatchObject({ type: 'error', exitCode: 2 });
  });

  it('tells at most as many places as it is asked for', async () => {
    write('many.csv', csvOf(...Array.from({ length: 8 }, () => ({ email: 'x' }))));
    expect((await run('many.csv', '--max-findings', '2')).stdout).toContain('record 2\n    … and 6 more\n');
    expect((await run('many.csv', '--json', '--max-findings', '3')).stdout.split('\n')).toHaveLength(5);
  });

  it('reads what a spreadsheet saved, and tells all of it in one run', async () => {
    const example = readFileSync(new URL('../../../examples/spreadsheet.csv', import.meta.url));
    writeFileSync(join(cwd, 'spreadsheet.csv'), example);
    const { stdout, exitCode } = await run('spreadsheet.csv');
    expect(exitCode).toBe(1);
    for (const text of ['(R170)', '(R173)', '(R178)', 'English word true', 'day.month.year', 'rounded']) {
      expect(stdout).toContain(text);
    }
    expect(stdout).not.toContain('example.com');
  });

  it('writes a fixed file that only its owner can read, lists the changes, and checks it', async () => {
    write(
      'to-fix.csv',
      csvOf({ birthdate: '1985-02-01', phone_number: '+44 (0)20 7946 0958' }, { 'cognito:username': 'bob' }),
    );
    const before = readFileSync(join(cwd, 'to-fix.csv'));
    const { exitCode, stdout, stderr } = await run('to-fix.csv', '--fix', 'fixed.csv');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('changed, 1 place: phone_number: Remove everything between the digits');
    expect(stdout).toContain('    line 2, record 1\n');
    expect(stdout).toContain('Wrote fixed.csv with 2 changes in 1 record.');
    expect(stdout).toContain('would end Succeeded: 2 imported, 0 skipped, 0 failed.');
    expect(stdout).not.toContain('442079460958\n');
    expect(readFileSync(join(cwd, 'fixed.csv'), 'utf8')).toBe(
      csvOf({ birthdate: '02/01/1985', phone_number: '+442079460958' }, { 'cognito:username': 'bob' }),
    );
    expect(statSync(join(cwd, 'fixed.csv')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(cwd, 'to-fix.csv'))).toEqual(before);
  });

  it('shows the values of changes, and leaves to a person what is not safe', async () => {
    write('unsafe.csv', csvOf({ birthdate: '1985-02-01' }, { 'cognito:username': 'bob', birthdate: '1.2.1985' }));
    const { exitCode, stdout } = await run('unsafe.csv', '--fix', 'half-fixed.csv', '--show-values');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('1985-02-01 → 02/01/1985');
    expect(stdout).toContain('What is left needs a person');
  });

  it('says that a job over the new file imports nobody while its header is refused (R163)', async () => {
    const named = 'custom:a_name_of_more_than_twenty';
    write('whole.csv', csvOf({ birthdate: '1985-02-01' }).replace('\n', `,${named}\n`).replace(/\n$/, ',x\n'));
    const text = await run('whole.csv', '--fix', 'whole-fixed.csv');
    expect(text.stdout.replaceAll(/\s+/g, ' ')).toContain(
      'A job over it would end Failed without importing a user: The header of the CSV file has an unexpected column',
    );
    expect(text.stdout).not.toContain('Failed: ');
    expect(text.stdout).toContain(
      'Once the file-level problems are fixed: 1 imported, 0 skipped, 0 failed.\nWhat is left',
    );
    const { stdout } = await run('whole.csv', '--fix', 'whole-json.csv', '--json');
    expect(JSON.parse(String(stdout.trim().split('\n').at(-1)))).toMatchObject({
      type: 'fixed',
      importedUsers: 0,
      skippedUsers: 0,
      failedUsers: 0,
      status: 'Failed',
      exitCode: 1,
    });
  });

  it('counts the warnings that are left in the new file', async () => {
    write('warned.csv', csvOf({ birthdate: '1985-02-01', given_name: 'None' }));
    const { exitCode, stdout } = await run('warned.csv', '--fix', 'warned-fixed.csv');
    expect(exitCode).toBe(0);
    expect(stdout.trim()).toMatch(/would end Succeeded: 1 imported, 0 skipped, 0 failed; 1 warning\.$/);
  });

  it('prints changes as JSON lines, and what the new file would do at the end', async () => {
    write('json.csv', csvOf({ birthdate: '1985-02-01' }));
    const { stdout } = await run('json.csv', '--fix', 'json-fixed.csv', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual(['finding', 'summary', 'change', 'fixed']);
    expect(lines[0].remedy).toEqual({
      kind: 'change-value',
      advice: 'date-year-first',
      column: 'birthdate',
      safe: true,
      text: expect.stringContaining('It is year, month, day.'),
    });
    expect(lines[2]).toMatchObject({ line: 2, record: 1, remedy: { kind: 'change-value', column: 'birthdate' } });
    expect(lines[3]).toMatchObject({
      changes: 1,
      changedRecords: 1,
      importedUsers: 1,
      status: 'Succeeded',
      exitCode: 0,
    });
  });

  it.each([
    ['over the file itself', ['good.csv', '--fix', 'good.csv'], 'good.csv already exists; --fix writes a new file'],
    ['over another file', ['good.csv', '--fix', 'bad.csv'], 'bad.csv already exists; --fix writes a new file'],
    [
      'into no folder',
      ['good.csv', '--fix', 'none/fixed.csv'],
      'cannot write none/fixed.csv: no such file or directory',
    ],
  ])('fixes nothing %s', async (_name, words, text) => {
    const before = ['good.csv', 'bad.csv'].map((name) => readFileSync(join(cwd, name), 'utf8'));
    const { exitCode, stderr, stdout } = await run(...words);
    expect(stderr).toContain(text);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(['good.csv', 'bad.csv'].map((name) => readFileSync(join(cwd, name), 'utf8'))).toEqual(before);
  });

  it('names the line that keeps a file in another format from being fixed (R182)', async () => {
    write('long.csv', `cognito:username;email\nann;ann@example.com\nbob;${'x'.repeat(20_000)}\n`);
    const { exitCode, stderr } = await run('long.csv', '--fix', 'long-fixed.csv');
    expect(exitCode).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('line 3 is longer than 16000 characters, so no file was written');
    expect(existsSync(join(cwd, 'long-fixed.csv'))).toBe(false);
  });

  it('leaves no part of a file behind', async () => {
    write('users.json', '{"Users":[]}');
    const { exitCode, stdout, stderr } = await run('users.json', '--fix', 'users-fixed.csv');
    expect(exitCode).toBe(2);
    expect(stdout).toContain('It is a JSON document.');
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
      'users.json cannot be fixed as it is, so no file was written; first do what the check says of the file as a whole',
    );
    // What it would be as CSV means nothing.
    expect(stdout).not.toMatch(/\d+ records?, \d+ columns?/);
    expect(existsSync(join(cwd, 'users-fixed.csv'))).toBe(false);
  });

  it('fixes a file in another format in one go (R170, R172)', async () => {
    writeFileSync(join(cwd, 'wide.csv'), Buffer.from(`\ufeff${csvOf({}).replaceAll(',', ';')}`, 'utf16le'));
    const { exitCode, stdout } = await run('wide.csv', '--fix', 'wide-fixed.csv');
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('separated by semicolons')]);
    expect(stdout).toContain('changed, the file: The columns are separated by semicolons.');
    expect(stdout).not.toMatch(/changed, 1 place|^ {4}line 1$/m);
    expect(readFileSync(join(cwd, 'wide-fixed.csv'), 'utf8')).toBe(csvOf({}));
  });

  it('stops at Ctrl-C and says so', async () => {
    const columns = DEFAULT_CSV_HEADER;
    write('long.csv', [...generateUsers({ users: 300_000, seed: 1, badPercent: 30, columns })].join(''));
    const { child, ended, waitFor } = startMusterProcess(['check', 'long.csv', '--json'], { cwd });
    await waitFor(/"type":"finding"/);
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(130);
    expect(JSON.parse(String(stdout.trim().split('\n').at(-1)))).toMatchObject({
      type: 'summary',
      unchecked: 'interrupted',
    });
  });
});
