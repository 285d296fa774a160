import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const ID = '3f2b1c2a-0000-4000-8000-00000000000';
const convert = (more: object = {}) =>
  convertBytes(readCase('aspnet.csv'), {
    joins: {
      roles: [readCase('aspnet-roles.csv'), readCase('aspnet-roles-names.csv')],
      identities: readCase('aspnet-identities.csv'),
      usermeta: readCase('aspnet-usermeta.csv'),
    },
    ...more,
  });

describe('the table of users of ASP.NET Identity', () => {
  it('becomes users with the names of their claims (R694, R700, R708)', async () => {
    const converted = await convert();
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report).toMatchObject({ source: 'aspnet', records: 8, out: 6 });
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'nothing-verified': 1, 'value-unclear': 1 });
    expect(converted.users[0]).toEqual({
      'cognito:username': 'ann',
      email: 'ann@example.com',
      email_verified: 'true',
      phone_number: '+4915112345678',
      phone_number_verified: 'true',
      given_name: 'Ann',
      family_name: 'Müller',
      'custom:aspnet_id': `${ID}1`,
      password_hash: '$pbkdf2-sha256$10000$AAECAwQFBgcICQoLDA0ODw$yaMd46Rr216jTZcUPpF7+2bpsD6bPt7s0NJwRVS7X7k',
    });
    // The user name is an address, which it cannot be where users sign in by their address too.
    expect(converted.users.find((user) => user.email === 'ben@example.com')?.['cognito:username']).toBe(`${ID}2`);
    const german = await convert({ country: 'DE' });
    expect(german.users.find((user) => user['cognito:username'] === 'hans')).toMatchObject({
      email_verified: 'true',
      phone_number: '+49151234567',
      phone_number_verified: 'false',
    });
  });

  it('carries version 3 with SHA-256 only (R753, R756)', async () => {
    const { report } = await convert();
    expect(Object.fromEntries(report.byAlgorithm)).toEqual({ PBKDF2_SHA256: 2 });
    expect(report.refusedHashes).toEqual([{ form: 'aspnet-other-digest', reason: 'other-digest', users: 2 }]);
  });

  it('disables who is locked out by a person, and keeps roles, claims of them, and logins (R692, R694, R703, R704)', async () => {
    const { followUps, report, files } = await convert();
    expect(followUps).toEqual([
      { username: 'ann', groups: ['Admin', 'Sales-staff', 'Auditor'], mfa: 'TOTP' },
      { username: 'cora', groups: ['r9'] },
      // Emil's lockout is not enabled, and Cora's is over.
      { username: 'dora', disabled: true },
      { username: 'emil', link: [{ provider: 'Google', id: '1035' }] },
    ]);
    expect(report.joins).toEqual([
      { name: 'roles', records: 5, unusable: 0, unfound: 0 },
      { name: 'identities', records: 2, unusable: 0, unfound: 1 },
      { name: 'usermeta', records: 5, unusable: 1, unfound: 0 },
    ]);
    expect(Object.values(files).join()).not.toContain('SECRET');
  });

  it.each([
    ['over', '2026-11-29 00:00:00 +00:00', false],
    ['in minutes', '2026-11-30T00:05:00Z', false],
    ['in two days', '2026-12-02T00:05:00Z', true],
    ['no time', 'soon', true],
  ])('whose lockout ends: %s (R694)', async (_name, LockoutEnd, isDisabled) => {
    const user = {
      UserName: 'ann',
      NormalizedUserName: 'ANN',
      Email: 'a@example.com',
      EmailConfirmed: true,
      LockoutEnd,
    };
    const { followUps } = await convertBytes(JSON.stringify([user]));
    expect(followUps).toEqual(isDisabled ? [{ username: 'ann', disabled: true }] : []);
  });

  it('is known in the spelling of JSON, of PostgreSQL, and of the version before Core (R694, R700)', async () => {
    const contents = [
      '[{"id":"7","userName":"ann","normalizedUserName":"ANN","email":"ann@example.com","emailConfirmed":true}]',
      'id,user_name,normalized_user_name,email,email_confirmed,password_hash\n7,ann,ANN,ann@example.com,t,\n',
      'Id,Email,EmailConfirmed,PasswordHash,SecurityStamp,LockoutEndDateUtc,UserName\n7,ann@example.com,True,,x,,ann\n',
    ];
    for (const content of contents) {
      const { report, users } = await convertBytes(content);
      expect(report.source).toBe('aspnet');
      expect(users).toEqual([
        { 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'true', 'custom:aspnet_id': '7' },
      ]);
    }
  });
});
