import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runMuster } from './muster-process.fixture.ts';

const upgrade = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runMuster(['database', 'upgrade', ...words], { cwd: tmpdir(), env });

describe('muster database upgrade', () => {
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
    const { exitCode, stdout, stderr } = await upgrade(words, env);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr).not.toContain('secret');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('the old names of commands for databases', () => {
  const run = (...words: string[]) => runMuster(words, { cwd: tmpdir() });

  it.each([
    ['migrate', 'database upgrade', /which database\?/],
    ['move', 'database move', /where do uploaded files go\?/],
  ])('muster %s still runs, and says that it is muster %s (R980)', async (oldName, name, question) => {
    const { exitCode, stderr } = await run(oldName);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`muster: muster ${oldName} is now muster ${name}; the old name goes away`);
    expect(stderr).toMatch(question);
    expect((await run('--help')).stdout).not.toMatch(new RegExp(`^  ${oldName}\\b`, 'm'));
  });

  it.each(['migrate', 'move'])('muster %s with a file says what brings users (R980)', async (oldName) => {
    const { exitCode, stderr } = await run(oldName, 'auth0.ndjson');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('takes no files');
    expect(stderr).toContain('muster convert, then muster import');
  });
});
