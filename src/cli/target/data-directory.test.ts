import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { runMuster } from '../commands/muster-process.fixture.ts';

describe('commands where MUSTER_DATABASE is set', () => {
  const env = { MUSTER_DATABASE: 'postgres://muster:secret@127.0.0.1:1/muster' };
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'muster-database-'));
    writeFileSync(join(cwd, 'users.csv'), `${DEFAULT_CSV_HEADER.join(',')}\n`);
  });
  afterAll(() => rmSync(cwd, { recursive: true }));

  it.each([
    ['backup', ['backup', 'copy']],
    ['verify', ['verify']],
  ])('%s is for a data directory, which has to be named then', async (_name, words) => {
    const refused = await runMuster(words, { cwd, env });
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('name one with --data')]);
    const named = await runMuster([...words, '--data', 'here'], { cwd, env });
    expect([named.exitCode, named.stderr]).toEqual([2, expect.stringContaining('here is not a data directory')]);
  });

  it('check asks no database about a file', async () => {
    const { exitCode, stderr } = await runMuster(['check', 'users.csv'], { cwd, env });
    expect(exitCode).not.toBe(2);
    expect(stderr).not.toContain('muster:');
  });
});
