import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const convert = (pepper: 'none' | 'possible') =>
  convertBytes(readCase('devise.csv'), { pepper, joins: { identities: readCase('devise-identities.csv') } });

describe('the table of users of Devise', () => {
  it('carries hashes only if there is no pepper (R693, R700, R757)', async () => {
    const [silent, trusted] = [await convert('possible'), await convert('none')];
    expect([findConversionFaults(silent), findConversionFaults(trusted)]).toEqual([[], []]);
    expect(silent.report).toMatchObject({ source: 'devise', records: 6, out: 5 });
    expect([silent.report.byAlgorithm.size, trusted.report.byAlgorithm.get('BCRYPT')]).toEqual([0, 1]);
    expect(silent.report.refusedHashes).toContainEqual({ form: 'bcrypt', reason: 'pepper-possible', users: 1 });
    expect(trusted.report.refusedHashes).toEqual([
      { form: 'bcrypt', reason: 'too-costly', users: 1 },
      { form: 'bcrypt', reason: 'damaged', users: 1 },
    ]);
    expect(trusted.users[0]).toEqual({
      'cognito:username': '1',
      // Not the one that is still to be confirmed.
      email: 'ann@example.com',
      email_verified: 'true',
      given_name: 'Ann',
      family_name: 'Müller',
      'custom:created_at': '2020-01-02 03:04:05.123456',
      password_hash: '$2a$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u',
    });
    expect(Object.fromEntries(trusted.report.byReason)).toEqual({ 'nothing-verified': 1 });
  });

  it('disables who is locked, and keeps second factors and links, and no token (R693, R703, R704)', async () => {
    const { followUps, files, report } = await convert('none');
    expect(followUps).toEqual([
      { username: '1', link: [{ provider: 'github', id: '77' }] },
      { username: '2', mfa: 'TOTP' },
      { username: '4', disabled: true },
      {
        username: '5',
        link: [
          { provider: 'google_oauth2', id: '1035' },
          { provider: 'facebook', id: '88' },
        ],
      },
    ]);
    expect(report.joins).toEqual([{ name: 'identities', records: 3, unusable: 0, unfound: 1 }]);
    expect(Object.values(files).join()).not.toContain('SECRET');
  });

  it('without confirmations says of nobody whether they are verified; names of users are kept (R693, R709)', async () => {
    const table =
      'id,username,email,encrypted_password,reset_password_token,deleted_at\n1,ann,ann@example.com,,,\n2,,ben@example.com,,,\n3,cora,cora@example.com,,,2024-01-01 00:00:00\n';
    const silent = await convertBytes(table);
    expect(Object.fromEntries(silent.report.byReason)).toEqual({ 'verified-unknown': 2, 'user-deleted': 1 });
    const { users } = await convertBytes(table, { emailVerified: 'yes' });
    expect(users.map((user) => [user['cognito:username'], user['custom:devise_id']])).toEqual([
      ['ann', '1'],
      ['2', '2'],
    ]);
  });

  it('is read as JSON too (R700)', async () => {
    const user = { id: 1, email: 'ann@example.com', encrypted_password: '', confirmed_at: '2020-01-02T03:04:05.000Z' };
    const converted = await convertBytes(JSON.stringify([user]));
    expect(converted.report.source).toBe('devise');
    expect(converted.users).toMatchObject([{ 'cognito:username': '1', email_verified: 'true' }]);
  });
});
