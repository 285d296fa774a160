import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const ID = '00000000-0000-0001-0000-00000000000';

describe('users of FusionAuth', () => {
  it('become users with their hashes, and everybody else is named (R700, R701, R754)', async () => {
    const converted = await convertBytes(readCase('fusionauth.json'));
    expect(findConversionFaults(converted)).toEqual([]);
    const { report, users } = converted;
    expect(report).toMatchObject({ source: 'fusionauth', records: 10, out: 7, leftOut: 3, disabled: 2 });
    expect(Object.fromEntries(report.byReason)).toEqual({ 'nothing-verified': 1, 'no-contact': 1, 'value-unclear': 1 });
    expect(Object.fromEntries(report.byAlgorithm)).toEqual({ PBKDF2_SHA256: 2, BCRYPT: 1 });
    expect(report.refusedHashes).toEqual([{ form: 'plain-digest', reason: 'other-algorithm', users: 1 }]);
    expect(users[0]).toEqual({
      'cognito:username': `${ID}1`,
      name: 'Ann B. Müller',
      given_name: 'Ann',
      middle_name: 'B.',
      family_name: 'Müller',
      preferred_username: 'ann',
      picture: 'https://example.com/ann.png',
      email: 'ann@example.com',
      email_verified: 'true',
      birthdate: '02/01/1985',
      locale: 'en-US',
      zoneinfo: 'Europe/Berlin',
      phone_number: '+4915112345678',
      'custom:created_at': '2020-01-01T00:00:00.000Z',
      password_hash: '$pbkdf2-sha256$24000$AAECAwQFBgcICQoLDA0ODw$cnmaM8u8EuwQmXaujPVfbAZs8mfO6Gr1/hCtTBkWp4w',
    });
    expect(users.find((user) => user['cognito:username'] === `${ID}5`)).toMatchObject({
      phone_number: '+15551230005',
      phone_number_verified: 'true',
    });
  });

  it('keep groups, roles, MFA and what disables them, and no secret (R703, R704)', async () => {
    const { followUps, files } = await convertBytes(readCase('fusionauth.json'));
    expect(followUps).toEqual([
      { username: `${ID}1`, groups: ['2cb5c83f-53ff-4d16-88bd-c5e3802111a5', 'admin', 'user'], mfa: 'TOTP' },
      { username: `${ID}4`, disabled: true },
      { username: `${ID}5`, mfa: 'SMS' },
      { username: `${ID}8`, disabled: true },
    ]);
    expect(Object.values(files).join()).not.toContain('TOTPSECRET');
  });
});
