import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { type Muster, startMuster } from '../../service/entry.ts';
import { runMuster } from './muster-process.fixture.ts';

let cwd: string;
let muster: Muster;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'muster-check-and-import-'));
  muster = await startMuster();
  write('plain.csv', DEFAULT_CSV_HEADER, { 'cognito:username': 'ann', email: 'ann@example.com' });
  write('team.csv', [...DEFAULT_CSV_HEADER, 'custom:team'], { 'cognito:username': 'bob', email: 'bob@example.com' });
});
afterAll(async () => {
  await muster.stop();
  rmSync(cwd, { recursive: true, force: true });
});

function write(name: string, columns: readonly string[], values: Readonly<Record<string, string>>): void {
  const all: Readonly<Record<string, string>> = { ...values, email_verified: 'true' };
  writeFileSync(join(cwd, name), `${columns.join()}\n${columns.map((column) => all[column] ?? '').join()}\n`);
}

const environmentOf = () => ({
  AWS_ACCESS_KEY_ID: muster.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: muster.credentials.secretAccessKey,
});

describe('muster check and muster import', () => {
  it.each<[string, () => readonly string[]]>([
    ['a data directory', () => []],
    ['another data directory', () => ['--data', 'other']],
    ['a server', () => ['--endpoint-url', muster.url]],
  ])('judge by the pool that is there: the one named import of %s (R160)', async (_name, target) => {
    const run = (command: string, file: string) =>
      runMuster([command, file, ...(command === 'import' ? ['--yes'] : []), ...target()], {
        cwd,
        env: environmentOf(),
      });
    const none = await run('check', 'plain.csv');
    expect([none.exitCode, none.stdout]).toEqual([0, expect.stringContaining('the pool that muster import creates')]);
    expect((await run('check', 'team.csv')).exitCode).toBe(0);
    expect(await run('import', 'team.csv')).toMatchObject({ exitCode: 0 });

    const checked = await run('check', 'plain.csv');
    const imported = await run('import', 'plain.csv');
    expect([checked.exitCode, imported.exitCode]).toEqual([1, 2]);
    expect(checked.stdout).toContain('the pool that muster import uses');
    for (const text of [checked.stdout, imported.stderr]) {
      expect(text).toContain('missing  custom:team');
      expect(text.replaceAll(/\s+/g, ' ')).toContain('custom:team is an attribute of the user pool');
    }
    // One more attribute that an import would add.
    write('more.csv', [...DEFAULT_CSV_HEADER, 'custom:team', 'custom:floor'], {
      'cognito:username': 'cy',
      email: 'cy@example.com',
    });
    expect((await run('check', 'more.csv')).exitCode).toBe(0);
    expect((await run('import', 'more.csv')).exitCode).toBe(0);
  });

  it('reads a data directory and changes nothing in its database', async () => {
    const database = join(cwd, '.muster', 'muster.db');
    const before = readFileSync(database);
    expect((await runMuster(['check', 'more.csv'], { cwd })).exitCode).toBe(0);
    expect(readFileSync(database).equals(before)).toBe(true);
  });
});
