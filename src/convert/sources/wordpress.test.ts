import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const convert = () =>
  convertBytes(readCase('wordpress.csv'), {
    emailVerified: 'yes',
    joins: { usermeta: readCase('wordpress-usermeta.csv') },
  });

describe('the table of users of WordPress', () => {
  it('says of nobody whether they are verified (R700, R709)', async () => {
    const converted = await convertBytes(readCase('wordpress.csv'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report).toMatchObject({ source: 'wordpress', records: 8, out: 0 });
    expect(Object.fromEntries(converted.report.byReason)).toEqual({
      'verified-unknown': 6,
      'no-contact': 1,
      'user-deleted': 1,
    });
  });

  it('becomes users with the names of their meta data (R690, R701)', async () => {
    const converted = await convert();
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users.find((user) => user['cognito:username'] === 'ann')).toEqual({
      'cognito:username': 'ann',
      email: 'ann@example.com',
      email_verified: 'true',
      name: 'Ann Müller',
      given_name: 'Ann',
      family_name: 'Müller',
      nickname: 'ann',
      locale: 'de-DE',
      website: 'https://ann.example.com/',
      'custom:created_at': '2020-01-02T03:04:05Z',
      'custom:wordpress_id': '1',
    });
    // The login has a space, and the names are HTML.
    expect(converted.users.find((user) => user.email === 'ben@example.com')).toEqual({
      'cognito:username': 'ben-smith',
      email: 'ben@example.com',
      email_verified: 'true',
      name: 'Ben & Co',
      given_name: 'Ben',
      family_name: 'Smith <jr.>',
      'custom:created_at': '2021-01-02T03:04:05Z',
      'custom:wordpress_id': '2',
      password_hash: '$2y$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u',
    });
    // The login is an address, and the time of registration is all zeros.
    expect(converted.users.find((user) => user.email === 'cora@example.com')).toEqual({
      'cognito:username': 'coraexample-com',
      email: 'cora@example.com',
      email_verified: 'true',
      name: 'cora@example.com',
      'custom:wordpress_id': '3',
    });
  });

  it('carries plain bcrypt, and none of the hashes of WordPress itself (R756)', async () => {
    const { report } = await convert();
    expect(Object.fromEntries(report.byAlgorithm)).toEqual({ BCRYPT: 1 });
    expect(report.refusedHashes).toEqual([
      { form: 'bcrypt-pre-hashed', reason: 'pre-hashed', users: 1 },
      { form: 'phpass', reason: 'other-algorithm', users: 1 },
      { form: 'plain-digest', reason: 'other-algorithm', users: 1 },
    ]);
  });

  it('keeps the roles of all sites, disables spam, and tells no session or key (R690, R703, R704, R761)', async () => {
    const { followUps, report, files } = await convert();
    expect(followUps).toEqual([
      { username: 'ann', groups: ['administrator', 'editor'] },
      { username: 'ben-smith', groups: ['subscriber'] },
      { username: 'spammer', disabled: true },
    ]);
    expect(report.joins).toEqual([{ name: 'usermeta', records: 15, unusable: 3, unfound: 1 }]);
    expect(Object.values(files).join()).not.toContain('SECRET');
  });

  it('is read as wp user list writes it, in JSON and in CSV (R700)', async () => {
    const user = {
      ID: 7,
      user_login: 'ann',
      display_name: 'Ann',
      user_email: 'ann@example.com',
      user_registered: '2020-01-02 03:04:05',
      roles: 'editor, author',
    };
    const csv =
      'ID,user_login,display_name,user_email,user_registered,roles\n7,ann,Ann,ann@example.com,2020-01-02 03:04:05,"editor,author"\n';
    for (const content of [JSON.stringify([user]), csv]) {
      const { report, users, followUps } = await convertBytes(content, { emailVerified: 'yes' });
      expect(report.source).toBe('wordpress');
      expect(users).toMatchObject([{ 'cognito:username': 'ann', 'custom:wordpress_id': '7' }]);
      expect(followUps).toEqual([{ username: 'ann', groups: ['editor', 'author'] }]);
    }
  });
});
