import { describe, expect, it } from 'vitest';
import { expectImport } from '../../oracle/oracle.ts';
import { type JudgedJob, judgePool } from './judge-pool.ts';

const HEADER = 'cognito:username,email,email_verified,phone_number_verified,cognito:mfa_enabled';
const SUBS = ['0', '1', '2'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);

const done = (line: number) => `[SUCCEEDED] Line Number ${line} - The import succeeded.`;
const skipped = (line: number) => `[SKIPPED] Line Number ${line} - The user already exists.`;

function judged(names: readonly string[], log: readonly string[]): JudgedJob {
  const text = `${HEADER}\n${names.map((name) => `${name},${name}@example.com,true,false,false\n`).join('')}`;
  const count = (outcome: string) => log.filter((line) => line.startsWith(`[${outcome}]`)).length;
  const isGood = count('SUCCEEDED') >= count('SKIPPED');
  const job = {
    Status: isGood ? ('Succeeded' as const) : ('Failed' as const),
    CompletionMessage: isGood
      ? 'Import Job Completed Successfully.'
      : 'Too many users have failed or been skipped during the import.',
    ImportedUsers: count('SUCCEEDED'),
    SkippedUsers: count('SKIPPED'),
    FailedUsers: 0,
  };
  return { alone: expectImport(text), job, log };
}

const usersOf = (names: readonly string[]) =>
  names.map((name, index) => ({
    Username: name,
    UserStatus: 'RESET_REQUIRED' as const,
    Enabled: true,
    Attributes: Object.entries({
      sub: SUBS[index],
      email: `${name}@example.com`,
      email_verified: 'true',
      phone_number_verified: 'false',
    }).map(([Name, Value]) => ({ Name, Value })),
  }));

describe('the oracle of a pool into which two jobs go at once', () => {
  it.each<[string, readonly string[], readonly string[], readonly string[], RegExp | undefined]>([
    ['the first imports what both have', [done(1), done(2)], [skipped(1), done(2)], ['a', 'b', 'c'], undefined],
    ['the second imports what both have', [done(1), skipped(2)], [done(1), done(2)], ['a', 'b', 'c'], undefined],
    ['both import it', [done(1), done(2)], [done(1), done(2)], ['a', 'b', 'c'], /b was imported by 2 jobs/],
    ['nobody imports it', [done(1), skipped(2)], [skipped(1), done(2)], ['a', 'c'], /b was imported by 0 jobs/],
    ['a name of one file is skipped', [skipped(1), done(2)], [skipped(1), done(2)], ['b', 'c'], /log line 1/],
    ['a line is there twice', [done(1), done(2), done(2)], [skipped(1), done(2)], ['a', 'b', 'c'], /log line 3/],
    ['a user is missing', [done(1), done(2)], [skipped(1), done(2)], ['a', 'b'], /user c is "missing"/],
  ])('judges that %s', (_name, first, second, users, fault) => {
    const differences = judgePool([judged(['a', 'b'], first), judged(['b', 'c'], second)], usersOf(users));
    if (fault) expect(differences.join('\n')).toMatch(fault);
    else expect(differences).toEqual([]);
  });
});
