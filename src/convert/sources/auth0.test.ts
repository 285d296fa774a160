import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

describe('an export of Auth0', () => {
  it('is recognised and becomes files that an import takes, with everybody else named (R700, R701, R702)', async () => {
    const converted = await convertBytes(readCase('auth0.ndjson'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report).toMatchObject({ source: 'auth0', records: 8, out: 4, leftOut: 4, lineBreaks: 0 });
    expect(Object.fromEntries(converted.report.byReason)).toEqual({
      'nothing-verified': 1,
      'alias-taken': 1,
      'no-contact': 1,
      'record-not-json': 1,
    });
    expect(converted.users).toEqual([
      {
        'cognito:username': 'auth0|5dea9f9c2ee9d80d27f5ae01',
        email: 'ann@example.com',
        email_verified: 'true',
        name: 'Ann Müller',
        given_name: 'Ann',
        family_name: 'Müller',
        nickname: 'ann',
        picture: 'https://s.gravatar.com/avatar/1?s=480&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fan.png',
        'custom:created_at': '2019-12-06T18:36:12.412Z',
        password_hash: '$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S',
      },
      {
        'cognito:username': 'google-oauth2|103547991597142817347',
        email: 'ben@example.com',
        email_verified: 'true',
        name: 'Ben, the 2nd',
        locale: 'en',
        gender: 'male',
        'custom:created_at': '2020-01-01T00:00:00.000Z',
      },
      {
        'cognito:username': 'sms|5dea9f9c2ee9d80d27f5ae03',
        name: '+4915112345678',
        phone_number: '+4915112345678',
        phone_number_verified: 'true',
        'custom:created_at': '2020-02-02T00:00:00.000Z',
      },
      {
        'cognito:username': 'auth0|5dea9f9c2ee9d80d27f5ae05',
        email: 'emil@example.com',
        email_verified: 'true',
        name: 'Emil',
        'custom:created_at': '2021-03-04T00:00:00.000Z',
      },
    ]);
  });

  it('keeps what a CSV file cannot carry, and imports a blocked user without a hash (R703)', async () => {
    const { followUps, files } = await convertBytes(readCase('auth0.ndjson'));
    expect(followUps).toEqual([
      { username: 'auth0|5dea9f9c2ee9d80d27f5ae01', groups: ['admin', 'editor'] },
      {
        username: 'google-oauth2|103547991597142817347',
        link: [{ provider: 'google-oauth2', id: '103547991597142817347' }],
      },
      { username: 'auth0|5dea9f9c2ee9d80d27f5ae05', disabled: true, mfa: 'TOTP' },
    ]);
    expect(files['canaries.csv']).toBe(
      'cognito:username,file,algorithm\nauth0|5dea9f9c2ee9d80d27f5ae01,users-bcrypt.csv,BCRYPT\n',
    );
  });

  it('never writes a token of another provider (R704)', async () => {
    const { files } = await convertBytes(readCase('auth0.ndjson'));
    expect(Object.values(files).join()).not.toContain('SECRET-TOKEN');
  });

  it('is read as CSV too, each text with an apostrophe before it (R700)', async () => {
    const csv = [
      `"'user_id","'email","'email_verified","'name","'logins_count"`,
      `"'auth0|1","'ann@example.com",true,"'Ann ""A"" O'Neil, jr.",12`,
    ].join('\n');
    const converted = await convertBytes(csv);
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.report.source).toBe('auth0');
    expect(converted.users).toEqual([
      { 'cognito:username': 'auth0|1', email: 'ann@example.com', email_verified: 'true', name: `Ann "A" O'Neil, jr.` },
    ]);
  });
});
