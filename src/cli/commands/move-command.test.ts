import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMuster } from '../../service/entry.ts';
import { runMuster } from './muster-process.fixture.ts';

const DATABASE = 'postgres://a:secret@127.0.0.1:1/muster';
const PLACES = { MUSTER_DATABASE: DATABASE, MUSTER_UPLOADS: 's3://uploads/p' };

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-move-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const move = (words: readonly string[], env: NodeJS.ProcessEnv) =>
  runMuster(['database', 'move', ...words], { cwd, env });

describe('muster database move', () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
    ['no bucket', [], { MUSTER_DATABASE: DATABASE }, /^muster: where do uploaded files go\? Give --uploads s3:/],
    ['no database', ['--uploads', 's3://uploads/p'], {}, /^muster: which database\? Give --database postgres:/],
    [
      'a password in the flag',
      ['--database', DATABASE],
      { MUSTER_UPLOADS: 's3://uploads/p' },
      /is visible in the process list/,
    ],
    [
      'no data directory',
      ['--data', 'nowhere'],
      PLACES,
      /^muster: nothing was moved: .*nowhere is not a data directory/,
    ],
  ])('ends with 2 and one line for %s, makes nothing and tells no secret', async (_name, words, env, line) => {
    const { exitCode, stdout, stderr } = await move(words, env);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('secret');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('explains what it moves and what it needs, not the defaults of a server', async () => {
    const { stdout } = await move(['--help'], {});
    const help = stdout.replaceAll(/\s+/g, ' ');
    expect(help).toContain('--data <DIR> Data directory to move. [MUSTER_DATA; .muster]');
    expect(help).toMatch(/--uploads <URL> [^[]*\[MUSTER_UPLOADS; required\]/);
    expect(help).toMatch(/--database <URL> [^[]*\[MUSTER_DATABASE; required\]/);
    expect(help).not.toContain('Created if missing');
  });

  const KEY = 'ab'.repeat(32);

  it.each<[string, string | undefined, NodeJS.ProcessEnv, RegExp]>([
    [
      'a key that the server took from its environment, and nobody gives',
      KEY,
      {},
      /takes its server key from MUSTER_S/,
    ],
    [
      'another key than that',
      KEY,
      { MUSTER_SERVER_KEY: 'cd'.repeat(32) },
      /MUSTER_SERVER_KEY holds a server key other than/,
    ],
    ['a database that does not answer', undefined, {}, /^muster: cannot use the database muster on 127\.0\.0\.1:1: /],
  ])('refuses %s', async (_name, serverKey, env, line) => {
    const data = join(cwd, 'data');
    await (await startMuster({ data, serverKey })).stop();
    const { exitCode, stdout, stderr } = await move(['--data', data], { ...PLACES, ...env });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/secret|abab|cdcd/);
  });

  it('refuses a directory whose clock was moved for a test (R573)', async () => {
    const data = join(cwd, 'data');
    const muster = await startMuster({ data, testControls: true });
    await muster.moveClock(60);
    await muster.stop();
    const { exitCode, stderr } = await move(['--data', data], PLACES);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^muster: nothing was moved: the clock of the data dir/),
    ]);
  });
});
