import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runMuster } from './muster-process.fixture.ts';

const migrate = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runMuster(['migrate', ...words], { cwd: tmpdir(), env });

describe('muster migrate', () => {
  it.each<[string, readonly string[], NodeJS.ProcessEnv, RegExp]>([
    ['no database', [], {}, /^muster: which database\? Give --database postgres:.* or set MUSTER_DATABASE/],
    ['a password in the flag', ['--database', 'postgres://a:secret@db/muster'], {}, /is visible in the process list/],
    ['what is no address', [], { MUSTER_DATABASE: 'mysql://a:secret@db/muster' }, /MUSTER_DATABASE: its value is not/],
    [
      'a database that does not answer',
      [],
      { MUSTER_DATABASE: 'postgres://a:secret@127.0.0.1:1/muster' },
      /^muster: cannot use the database muster on 127\.0\.0\.1:1: /,
    ],
  ])('ends with 2 and one line for %s, which tells no secret', async (_name, words, env, line) => {
    const { exitCode, stdout, stderr } = await migrate(words, env);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('secret');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
