import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EndedProcess, runMuster } from '../commands/muster-process.fixture.ts';
import { csvOf, user } from '../import/import-files.fixture.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'muster-obey-next-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type FollowUp = { readonly username: string; readonly groups?: readonly string[]; readonly disabled?: boolean };

/** A working directory with `people`, as `muster convert` writes it. */
function makeMigration(records: Parameters<typeof csvOf>[0], followUps: readonly FollowUp[]): string {
  const cwd = mkdtempSync(join(directory, 'cwd-'));
  mkdirSync(join(cwd, 'people'));
  writeFileSync(join(cwd, 'people', 'users.csv'), csvOf(records));
  writeFileSync(join(cwd, 'people', 'follow-up.jsonl'), followUps.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return cwd;
}

const commandsOf = ({ stdout }: EndedProcess): readonly (readonly string[])[] =>
  [...stdout.matchAll(/^ {5}muster (.+)$/gm)].map(([, words = '']) => words.split(' '));

/** `report.json` of the run that a command has made below the folder of the first. */
function reportBelow(folder: string) {
  const name = readdirSync(folder).find((entry) => entry.startsWith('muster-run-')) ?? '';
  return JSON.parse(readFileSync(join(folder, name, 'report.json'), 'utf8'));
}

describe('whoever does what a report says', () => {
  it('has the groups of users who failed at first, and has them disabled, each follow-up once (R1101)', async () => {
    const cwd = makeMigration(
      [user('ann'), user('bob', { birthdate: '1985-02-01' }), user('cy', { birthdate: 'someday' })],
      [
        { username: 'ann', groups: ['staff'], disabled: true },
        { username: 'bob', groups: ['staff', 'night'], disabled: true },
        { username: 'cy', groups: ['staff'] },
      ],
    );
    const first = await runMuster(['import', 'people', '--run', 'run'], { cwd });
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain('run/follow-up.jsonl');
    const report = await runMuster(['report', 'run'], { cwd });
    expect(report.stdout).toContain('4 follow-ups are for users who are not in the pool, 1 of them to disable a user');
    const [check = [], again = []] = commandsOf(report);
    expect(again.join(' ')).toContain('--follow-up run/follow-up.jsonl');
    expect([(await runMuster(check, { cwd })).exitCode, (await runMuster(again, { cwd })).exitCode]).toEqual([1, 1]);
    const { followUps, importedUsers } = reportBelow(join(cwd, 'run'));
    const none = { done: 0, already: 0, noUser: 0, refused: 0 };
    expect({ importedUsers, ...followUps }).toMatchObject({
      importedUsers: 1,
      users: 2,
      steps: {
        'create-group': { ...none, already: 2 },
        'join-group': { ...none, done: 2, noUser: 1 },
        'disable-user': { ...none, done: 1 },
      },
    });
  });

  it('has no file of follow-ups if all are done (R1101)', async () => {
    const cwd = makeMigration(
      [user('ann'), user('bob', { birthdate: 'someday' })],
      [{ username: 'ann', groups: ['a'] }],
    );
    expect((await runMuster(['import', 'people', '--run', 'run'], { cwd })).exitCode).toBe(1);
    expect(readdirSync(join(cwd, 'run'))).not.toContain('follow-up.jsonl');
    expect((await runMuster(['report', 'run'], { cwd })).stdout).not.toContain('--follow-up');
  });

  it('is told of follow-ups beside a file that nobody named (R1101)', async () => {
    const cwd = makeMigration([user('ann')], [{ username: 'ann', disabled: true }]);
    const plan = await runMuster(['import', 'people/users.csv', '--dry-run'], { cwd });
    expect(plan.stderr.replaceAll(/\s+/g, ' ')).toContain(
      'Follow-ups: none. people/follow-up.jsonl is not read, so nobody joins a group or is disabled: add --follow-up people/follow-up.jsonl, or --no-follow-up.',
    );
    const without = await runMuster(['import', 'people/users.csv', '--dry-run', '--no-follow-up'], { cwd });
    expect(without.stderr).not.toContain('Follow-ups:');
  });
});

describe('the report of an import of all files of a conversion', () => {
  it('counts those whom convert left out, and why (R1103)', async () => {
    const cwd = makeMigration([user('ann')], []);
    const converted = {
      records: 4,
      leftOut: 3,
      byReason: { 'value-unclear': 2, 'no-contact': 1 },
      files: [{ name: 'users.csv' }],
    };
    writeFileSync(join(cwd, 'people', 'convert.json'), JSON.stringify(converted));
    expect((await runMuster(['import', 'people', '--run', 'run'], { cwd })).exitCode).toBe(0);
    const { stdout } = await runMuster(['report', 'run'], { cwd });
    for (const text of [
      '1 of 4 records of the export imported; 3 were left out before by muster convert',
      '  2 records: The value of … is unclear.',
      '  1 record: The user has neither an email address nor a phone number.',
    ])
      expect(stdout).toContain(text);
    expect(JSON.parse(readFileSync(join(cwd, 'run', 'report.json'), 'utf8')).export).toMatchObject({ leftOut: 3 });
    // Of one file among several nobody knows how many were left out.
    const more = { ...converted, files: [...converted.files, { name: 'users-bcrypt.csv' }] };
    writeFileSync(join(cwd, 'people', 'convert.json'), JSON.stringify(more));
    expect((await runMuster(['import', 'people', '--run', 'part'], { cwd })).exitCode).toBe(0);
    expect((await runMuster(['report', 'part'], { cwd })).stdout).not.toContain('of the export');
  });
});

describe('a failure that only the pool knows', () => {
  it('has the remedy of a check, and the printed check finds it (R1102)', async () => {
    const cwd = mkdtempSync(join(directory, 'cwd-'));
    const pool = { PoolName: 'people', AliasAttributes: ['email'], AutoVerifiedAttributes: ['email'] };
    writeFileSync(join(cwd, 'pool.json'), JSON.stringify(pool));
    writeFileSync(join(cwd, 'one.csv'), csvOf([user('ann')]));
    writeFileSync(join(cwd, 'two.csv'), csvOf([user('anna', { email: 'ann@example.com' }), user('bob')]));
    const into = ['--pool', 'pool.json'];
    expect((await runMuster(['import', 'one.csv', ...into, '--run', 'one'], { cwd })).exitCode).toBe(0);
    expect((await runMuster(['import', 'two.csv', ...into, '--run', 'two'], { cwd })).exitCode).toBe(1);
    const remedy = 'A user of the pool has this value as an alias, and an alias belongs to one user.';
    expect(readFileSync(join(cwd, 'two', 'failed.reasons.csv'), 'utf8')).toContain(remedy);
    const report = await runMuster(['report', 'two'], { cwd });
    const [check = []] = commandsOf(report);
    const checked = await runMuster(check, { cwd });
    expect(checked.exitCode).toBe(1);
    for (const { stdout } of [report, checked]) expect(stdout.replaceAll(/\s+/g, ' ')).toContain(remedy);
  });
});
