import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runMuster, startMusterProcess } from '../../src/cli/commands/muster-process.fixture.ts';

const USER = { user_id: 'auth0|1', email: 'ann@example.com', email_verified: true, app_metadata: { plan: 'gold' } };

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-convert-'));
  writeFileSync(
    join(cwd, 'auth0.ndjson'),
    `${JSON.stringify(USER)}\n${JSON.stringify({ ...USER, user_id: 'auth0|2' })}\n`,
  );
  writeFileSync(join(cwd, 'map.yaml'), 'attributes:\n  custom:plan: app_metadata.paln\n');
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const run = (...words: readonly string[]) => runMuster(words, { cwd });

describe('muster convert', () => {
  it.each<[string, readonly string[], string]>([
    ['a directory without a name', ['auth0.ndjson', '-o', ''], 'name the directory to create for the files: -o DIR'],
    [
      'an export in place of a pool',
      ['auth0.ndjson', '-o', 'out', '--pool', 'auth0.ndjson'],
      'auth0.ndjson has more than one JSON value, each on a line of its own; name a file with an answer of DescribeUserPool',
    ],
    [
      'a pool of a data directory that is not there',
      ['auth0.ndjson', '-o', 'out', '--user-pool-id', 'us-east-1_AbCdEfGhI'],
      'the data directory .muster has no user pool',
    ],
  ])('refuses %s, and writes nothing', async (_name, words, text) => {
    const before = readdirSync(cwd);
    const { exitCode, stderr } = await run('convert', ...words);
    expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(text)]);
    expect(readdirSync(cwd)).toEqual(before);
  });

  it('says in which form the file is with --from too, what goes nowhere, and which path no record has (R765, R766)', async () => {
    const { stdout, stderr } = await run(
      'convert',
      'auth0.ndjson',
      '-o',
      'said',
      '--from',
      'auth0',
      '--map',
      'map.yaml',
    );
    const printed = stdout.replaceAll(/\s+/g, ' ');
    expect(stderr).toContain('Auth0 (--from auth0), JSON, one object per line, utf-8');
    expect(printed).toContain(
      'No record has app_metadata.paln, which the mapping file names. Records have app_metadata.plan.',
    );
    expect(printed).toContain('app_metadata.plan: 1 user');
    expect(printed).toContain('custom:plan: app_metadata.plan');
  });

  it('says who has an address of somebody who was left out, and what an import cannot carry (R1111, R1113)', async () => {
    const records = [
      { ...USER, phone_number: '030 1234567' },
      { ...USER, user_id: 'auth0|2', multifactor: ['guardian'] },
      {
        ...USER,
        user_id: 'auth0|3',
        email: 'ben@example.com',
        identities: [{ provider: 'google-oauth2', user_id: '7' }],
      },
    ];
    writeFileSync(join(cwd, 'held.ndjson'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const { exitCode, stdout } = await run('convert', 'held.ndjson', '-o', 'held');
    const printed = stdout.replaceAll(/\s+/g, ' ');
    expect(exitCode).toBe(1);
    expect(printed).toContain(
      '1 user has the user name or an address of somebody who was left out (held.ndjson, line 2): import only when left-out.csv is settled',
    );
    expect(printed).toContain('1 user with an authenticator app: nobody can move its secret.');
    expect(printed).toContain('1 user with 1 linked account at other providers: set up each provider in the pool');
  });

  it('ends at SIGTERM while it reads, and leaves nothing', async () => {
    const line = `${JSON.stringify({ ...USER, note: 'x'.repeat(500) })}\n`;
    writeFileSync(join(cwd, 'large.ndjson'), line.repeat(200_000));
    const converting = startMusterProcess(['convert', 'large.ndjson', '-o', 'large'], { cwd });
    await converting.waitFor(/large\.ndjson: Auth0/);
    // One signal: a second one would end it at once.
    const timer = setInterval(() => {
      if (!existsSync(join(cwd, 'large.new'))) return;
      clearInterval(timer);
      converting.child.kill('SIGTERM');
    }, 20);
    const { exitCode, stderr } = await converting.ended;
    expect([exitCode, stderr]).toEqual([130, expect.stringContaining('interrupted; nothing was written')]);
    expect(readdirSync(cwd).filter((name) => name.startsWith('large.'))).toEqual(['large.ndjson']);
  });
});

describe('a command that only asks', () => {
  it.each([
    ['header', ['header', '--user-pool-id', 'us-east-1_AbCdEfGhI']],
    ['inbox', ['inbox']],
  ])('creates no data directory: %s', async (_name, words) => {
    const { exitCode, stderr } = await run(...words);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('there is no data directory .muster')]);
    expect(existsSync(join(cwd, '.muster'))).toBe(false);
  });

  it.each([
    ['http://127.0.0.1:26099', 'connection refused'],
    ['http://127.0.0.1:1', 'bad port'],
  ])('says which server it does not reach, and why: %s', async (url, why) => {
    const { exitCode, stderr } = await run('keys', 'rotate', '--all', '--endpoint-url', url);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`cannot reach the server at ${url}: ${why}`)]);
  });
});
