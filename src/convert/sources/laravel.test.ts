import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const convert = () =>
  convertBytes(readCase('laravel.csv'), {
    joins: { roles: [readCase('laravel-roles.csv'), readCase('laravel-roles-names.csv')] },
  });

describe('the table of users of Laravel', () => {
  it('becomes users with their hashes (R695, R700)', async () => {
    const converted = await convert();
    expect(findConversionFaults(converted)).toEqual([]);
    const { report, users } = converted;
    expect(report).toMatchObject({ source: 'laravel', records: 6, out: 4 });
    expect(Object.fromEntries(report.byReason)).toEqual({ 'nothing-verified': 1, 'user-deleted': 1 });
    expect(users[0]).toEqual({
      'cognito:username': '1',
      email: 'ann@example.com',
      email_verified: 'true',
      name: 'Ann Müller',
      'custom:created_at': '2020-01-02 03:04:05',
      password_hash: '$2y$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u',
    });
    expect(Object.fromEntries(report.byAlgorithm)).toEqual({ BCRYPT: 1, ARGON2ID: 1 });
    // The default of argon2id in PHP.
    expect(report.refusedHashes).toEqual([{ form: 'argon2id', reason: 'too-costly', users: 1 }]);
  });

  it('has roles of users only, and second factors that are confirmed (R692, R695, R703, R704)', async () => {
    const { followUps, report, files } = await convert();
    expect(followUps).toEqual([
      { username: '1', groups: ['admin', 'writer'] },
      { username: '2', mfa: 'TOTP' },
      { username: '4', groups: ['3'] },
    ]);
    expect(report.joins).toEqual([{ name: 'roles', records: 6, unusable: 1, unfound: 0 }]);
    expect(Object.values(files).join()).not.toContain('SECRET');
  });

  it('is read as JSON, and says of nobody whether they are verified if it has no such column (R700, R709)', async () => {
    const user = { id: 1, name: 'Ann', email: 'ann@example.com', email_verified_at: '2020-01-02T03:04:05.000000Z' };
    const converted = await convertBytes(JSON.stringify({ data: [user] }));
    expect(converted.report.source).toBe('laravel');
    expect(converted.users).toMatchObject([{ 'cognito:username': '1', email_verified: 'true' }]);
    const old = await convertBytes('id,name,email,password,remember_token\n1,Ann,ann@example.com,,\n');
    expect(old.report.source).toBe('laravel');
    expect(Object.fromEntries(old.report.byReason)).toEqual({ 'verified-unknown': 1 });
  });
});
